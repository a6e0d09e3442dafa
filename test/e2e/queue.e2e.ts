import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Experiment } from '#shared/experiment/experiment'
import { finalNetwork as preset } from '#shared/experiment/presets'
import type { RunRecord } from '#shared/records/run-record'
import { axeFindings } from '../helpers/axe'
import { call, listRuns, refusal } from '../helpers/lab-calls'
import { choose, goTo } from '../helpers/lab-pages'
import type { LabWindow } from '../helpers/lab-window'
import { expect, isRoot, launchLab, test } from '../helpers/lab-window'

function network(iterations: number, seed: number): Experiment {
  return { ...preset, plan: { ...preset.plan, iterations, seed } }
}

async function states(page: Page): Promise<readonly (readonly [string, string])[]> {
  return (await call(page, 'training:jobs')).map(({ id, state }) => [id, state] as const)
}

async function untilIteration(page: Page, id: string, iteration: number): Promise<void> {
  const reached = async (): Promise<number> =>
    (await call(page, 'training:jobs')).find((job) => job.id === id)?.iteration ?? 0
  await expect.poll(reached, { intervals: [50] }).toBeGreaterThan(iteration)
}

async function untilIdle(page: Page): Promise<void> {
  await expect.poll(() => states(page)).toEqual([])
}

async function kill({ app }: LabWindow): Promise<void> {
  const child = app.process()
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

/** The newest record of every run, by its id. */
async function records(page: Page): Promise<ReadonlyMap<string, Partial<RunRecord>>> {
  return new Map((await listRuns(page)).map(({ record }) => [record.id, record]))
}

test('killed with a training and two that wait, the next start offers all three in their order', async ({
  launch,
}) => {
  const userDataDir = mkdtempSync(join(tmpdir(), 'lab-user-data-'))
  const killed = await launchLab({ userDataDir })
  const first = await call(killed.page, 'training:start', network(2_000, 1), null)
  const second = await call(killed.page, 'training:start', network(30, 2), null)
  const third = await call(killed.page, 'training:start', network(20, 3), null)
  await call(killed.page, 'training:move', third, 0)
  await untilIteration(killed.page, first, 20)
  await kill(killed)

  const { page } = await launch({ userDataDir })
  await choose(page, 'en', 'light')
  const offer = page.getByTestId('earlier-jobs')
  await expect(offer).toContainText('3 runs from last time are waiting')
  expect(await axeFindings(page)).toEqual([])
  expect((await states(page)).map(([id, state]) => [id, state])).toEqual([
    [first, 'waiting'],
    [third, 'waiting'],
    [second, 'waiting'],
  ])
  await page.getByTestId('held-train').click()
  await expect(offer).toHaveCount(0)
  await untilIteration(page, first, 20)
  await call(page, 'training:command', first, 'stop')
  await untilIdle(page)

  const all = await records(page)
  expect([...all.keys()].sort()).toEqual([first, second, third].sort())
  expect(all.get(first)).toMatchObject({ stopReason: 'stopped' })
  expect(all.get(second)).toMatchObject({ stopReason: 'completed', iterations: 30 })
  expect(all.get(third)).toMatchObject({ stopReason: 'completed', iterations: 20 })
  expect(readdirSync(join(userDataDir, 'library', 'queue'))).toEqual([])
})

test('quit with two that wait: they can be put off, trained from the queue, or taken out, in Korean too', async ({
  launch,
}) => {
  const userDataDir = mkdtempSync(join(tmpdir(), 'lab-user-data-'))
  const before = await launchLab({ userDataDir })
  const ids = []
  for (const seed of [1, 2, 3])
    ids.push(await call(before.page, 'training:start', network(seed === 1 ? 5_000 : 20, seed), null))
  await untilIteration(before.page, ids[0] ?? '', 10)
  await before.app.close()

  const { page } = await launch({ userDataDir })
  await choose(page, 'ko', 'dark')
  const offer = page.getByTestId('earlier-jobs')
  await expect(offer).toContainText('지난번에 남은 실험 3개가 기다리고 있습니다')
  await page.getByTestId('held-keep').focus()
  await page.keyboard.press('Enter')
  await expect(offer).toHaveCount(0)
  expect(await states(page)).toHaveLength(3)

  await call(page, 'training:unqueue', ids[0] ?? '')
  expect((await records(page)).get(ids[0] ?? '')).toMatchObject({ stopReason: 'interrupted' })
  await goTo(page, 'training')
  await page.getByTestId('start-waiting').click()
  await untilIdle(page)
  const all = await records(page)
  expect(all.get(ids[1] ?? '')).toMatchObject({ stopReason: 'completed' })
  expect(all.get(ids[2] ?? '')).toMatchObject({ stopReason: 'completed' })
})

test('a refused or discarded "go on" leaves the stopped run', async ({ launch }) => {
  const { page, userDataDir } = await launch()
  const id = await call(page, 'training:start', network(10_000, 1), null)
  await untilIteration(page, id, 30)
  await call(page, 'training:command', id, 'stop')
  await untilIdle(page)
  const path = join(userDataDir, 'library', 'runs', id)
  const stopped = readFileSync(join(path, 'record.json'), 'utf8')
  const weights = readFileSync(join(path, 'weights.safetensors'))

  await call(page, 'training:continue', id)
  await untilIteration(page, id, 60)
  expect(readFileSync(join(path, 'record.json'), 'utf8')).toBe(stopped)
  expect((await call(page, 'runs:record', id)).testAccuracy).not.toBeNull()
  await call(page, 'training:command', id, 'discard')
  await untilIdle(page)
  expect(readFileSync(join(path, 'record.json'), 'utf8')).toBe(stopped)
  expect(readFileSync(join(path, 'weights.safetensors'))).toEqual(weights)

  const other = stopped.replace(/"arithmetic": "[^"]*"/, '"arithmetic": "f32-next-2"')
  writeFileSync(join(path, 'record.json'), other)
  expect(await refusal(page, 'training:continue', id)).toContain('f32-next-2')
  expect(await states(page)).toEqual([])
  expect(readFileSync(join(path, 'record.json'), 'utf8')).toBe(other)
  expect(readFileSync(join(path, 'weights.safetensors'))).toEqual(weights)
})

// Only root can mount a small disk; `faulty-disk.test.ts` and `unwritten-results.test.ts` hold the same for everybody.
if (isRoot)
  test('a disk that is full at the end: the result is held, the next one waits, and both come when there is space', async ({
    launch,
  }) => {
    const userDataDir = mkdtempSync(join(tmpdir(), 'lab-user-data-'))
    const library = join(userDataDir, 'library')
    mkdirSync(library)
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', library]).status).toBe(0)
    const elsewhere = mkdtempSync(join(tmpdir(), 'lab-elsewhere-'))
    try {
      const lab = await launch({ userDataDir })
      const { page, app } = lab
      await choose(page, 'en', 'light')
      await goTo(page, 'training')
      const id = await call(page, 'training:start', network(300, 1), null)
      const next = await call(page, 'training:start', network(20, 2), null)
      await untilIteration(page, id, 20)
      const filler = join(library, 'filler')
      spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=64k'])

      const panel = page.getByTestId('unwritten')
      await expect(panel).toBeVisible()
      await expect(panel).toContainText('the disk is full')
      expect(
        Number.parseFloat((await panel.locator('[data-figure="testAccuracy"]').textContent()) ?? ''),
      ).toBeGreaterThan(20)
      expect(await axeFindings(page)).toEqual([])
      expect(await states(page)).toEqual([
        [id, 'unwritten'],
        [next, 'waiting'],
      ])

      await app.evaluate(({ dialog }, folder) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] })
      }, elsewhere)
      await page.getByTestId('save-elsewhere').click()
      await expect.poll(() => readdirSync(elsewhere)).toEqual([id])
      await expect
        .poll(() => readdirSync(join(elsewhere, id)).sort())
        .toEqual(['curves.json', 'record.json', 'weights.safetensors'])

      rmSync(filler)
      await page
        .getByTestId('write-again')
        .click()
        .catch(() => undefined)
      await untilIdle(page)
      const all = await records(page)
      expect(all.get(id)).toMatchObject({ stopReason: 'completed', iterations: 300 })
      expect(all.get(next)).toMatchObject({ stopReason: 'completed', iterations: 20 })
      expect(readFileSync(join(library, 'runs', id, 'weights.safetensors'))).toEqual(
        readFileSync(join(elsewhere, id, 'weights.safetensors')),
      )
      await app.close()
    } finally {
      spawnSync('umount', ['-l', library])
      rmSync(elsewhere, { recursive: true, maxRetries: 10, force: true })
    }
  })
