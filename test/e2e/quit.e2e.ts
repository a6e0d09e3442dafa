import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { finalNetwork as preset } from '#shared/experiment/presets'
import { axeFindings } from '../helpers/axe'
import { call, listRuns } from '../helpers/lab-calls'
import { choose, goTo } from '../helpers/lab-pages'
import { expect, isRoot, type LabWindow, type LaunchLab, test } from '../helpers/lab-window'
import { PATIENCE } from '../helpers/patience.ts'

/** An app whose disk is full when its training ends, with the library on a small disk of its own. */
async function withHeldResult(
  launch: LaunchLab,
  work: (lab: LabWindow, id: string, filler: string) => Promise<void>,
): Promise<void> {
  const userDataDir = mkdtempSync(join(tmpdir(), 'lab-user-data-'))
  const library = join(userDataDir, 'library')
  mkdirSync(library)
  expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', library]).status).toBe(0)
  try {
    const lab = await launch({ userDataDir })
    await choose(lab.page, 'en', 'light')
    await goTo(lab.page, 'training')
    const experiment = { ...preset, plan: { ...preset.plan, iterations: 200, seed: 1 } }
    const id = await call(lab.page, 'training:start', experiment, null)
    const iteration = async (): Promise<number> => (await call(lab.page, 'training:jobs'))[0]?.iteration ?? 0
    await expect.poll(iteration, { intervals: [50] }).toBeGreaterThan(10)
    const filler = join(library, 'filler')
    spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=64k'])
    await expect(lab.page.getByTestId('unwritten')).toBeVisible()
    await work(lab, id, filler)
  } finally {
    spawnSync('umount', ['-l', library])
  }
}

const closeWindow = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
const states = async (page: Page): Promise<readonly string[]> =>
  (await call(page, 'training:jobs')).map(({ state }) => state)

// Only root can mount a small disk; `quit-question.test.ts` holds the same for everybody.
if (isRoot) {
  test('closing the window with a result that is only in memory asks; it stays, or the app goes', async ({
    launch,
  }) => {
    await withHeldResult(launch, async ({ app, page, userDataDir }, id, filler) => {
      await closeWindow(app)
      const question = page.getByRole('dialog')
      await expect(question).toContainText('it is only in memory')
      await expect(page.getByTestId('quit-problem')).toContainText('the disk is full')
      expect(await axeFindings(page)).toEqual([])
      await page.keyboard.press('Escape')
      await expect(question).toBeHidden()
      expect(await states(page)).toEqual(['unwritten'])

      // Each further wish to quit asks again.
      await app.evaluate(({ app: main }) => main.quit())
      await expect(question).toBeVisible()
      await page.getByTestId('quit-cancel').click()
      await expect(question).toBeHidden()
      expect(await states(page)).toEqual(['unwritten'])

      await app.evaluate(({ app: main }) => main.quit())
      const closed = app.waitForEvent('close', { timeout: PATIENCE })
      await page.getByTestId('quit-anyway').click()
      await closed

      rmSync(filler)
      const again = await launch({ userDataDir })
      const [run] = await listRuns(again.page)
      expect(run?.record).toMatchObject({ id, stopReason: 'interrupted', testAccuracy: null })
      await again.app.close()
    })
  })

  test('saved elsewhere, the app goes', async ({ launch }) => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'lab-elsewhere-'))
    await withHeldResult(launch, async ({ app, page }, id) => {
      await app.evaluate(({ dialog }, folder) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] })
      }, elsewhere)
      await closeWindow(app)
      const closed = app.waitForEvent('close', { timeout: PATIENCE })
      await page.getByTestId('quit-save').click()
      await closed
      expect(readdirSync(join(elsewhere, id)).sort()).toEqual([
        'curves.json',
        'record.json',
        'weights.safetensors',
      ])
    })
    rmSync(elsewhere, { recursive: true, force: true })
  })
}
