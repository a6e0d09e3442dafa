import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finalNetwork } from '#shared/experiment/presets'
import { dropFiles } from '../helpers/drops'
import { call, listRuns, refusal } from '../helpers/lab-calls'
import { goTo } from '../helpers/lab-pages'
import { expect, launchLab, test } from '../helpers/lab-window'
import { folderWithRuns } from '../helpers/runs-page'

/** A PNG that claims to be that large; behind its header there is nothing. */
function pngOfSize(width: number, height: number): Uint8Array {
  const bytes = Buffer.alloc(64)
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])
  bytes.write('IHDR', 12)
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  bytes.set([8, 6], 24)
  return bytes
}

test('a text or a picture of 20,000 x 20,000 pixels dropped on the Image page gets a sentence', async ({
  launch,
}) => {
  const { page } = await launch()
  await call(page, 'settings:set', { language: 'en' })
  await goTo(page, 'image')

  await dropFiles(page, { name: 'notes.txt', bytes: Buffer.from('Dear network,\nplease classify me.\n') })
  await expect(page.getByText('notes.txt is not a picture that the lab can read').first()).toBeVisible()
  await dropFiles(page, { name: 'huge.png', bytes: pngOfSize(20_000, 20_000) })
  await expect(page.getByText(/huge\.png is .*20,?000×20,?000 pixels/).first()).toBeVisible()
  await dropFiles(page, { name: 'empty.png', bytes: new Uint8Array() })
  await expect(page.getByText('empty.png is empty').first()).toBeVisible()
  await dropFiles(page, { name: 'cut.png', bytes: pngOfSize(28, 28) })
  await expect(page.getByText('cut.png is damaged').first()).toBeVisible()
})

test('a design that cannot be trained is refused with the field and the value', async ({ launch }) => {
  const { page } = await launch()
  const { design, plan } = finalNetwork
  const cases: readonly (readonly [unknown, RegExp])[] = [
    [{ ...finalNetwork, design: { ...design, hidden: [256, -64] } }, /design\.hidden\.1 is -64/],
    [{ ...finalNetwork, design: { ...design, hidden: [5000] } }, /design\.hidden\.0 is 5000/],
    [{ ...finalNetwork, design: { ...design, hidden: [0] } }, /design\.hidden\.0 is 0/],
    [{ ...finalNetwork, design: { ...design, hidden: new Array(17).fill(8) } }, /17/],
    [{ ...finalNetwork, plan: { ...plan, learningRate: 'fast' } }, /plan\.learningRate/],
    [{ ...finalNetwork, plan: { ...plan, sead: 1 } }, /plan\.sead/],
    ['final-network', /training:start was refused/],
  ]
  for (const [experiment, sentence] of cases) {
    expect(await refusal(page, 'training:start', experiment, null)).toMatch(sentence)
  }
  expect(await call(page, 'training:jobs')).toEqual([])
  expect(await listRuns(page)).toEqual([])
})

test('a library folder that cannot be used is named, and the rest of the lab works', async () => {
  const userDataDir = mkdtempSync(join(tmpdir(), 'lab-user-data-'))
  writeFileSync(join(userDataDir, 'library'), 'I was here first.')
  const { app, page } = await launchLab({ userDataDir })

  for (const [channel, values] of [
    ['runs:list', ['123e4567-e89b-12d3-a456-426614174000']],
    ['training:start', [finalNetwork, null]],
  ] as const) {
    const sentence = await refusal(page, channel, ...values)
    expect(sentence).toContain(join(userDataDir, 'library'))
    expect(sentence).toMatch(/\.$/)
  }
  expect(await call(page, 'settings:set', { author: 'Mina' })).toMatchObject({ author: 'Mina' })
  expect((await call(page, 'data:image', 'test', 0)).label).toBe(9)
  await app.close()
  expect(readFileSync(join(userDataDir, 'library'), 'utf8')).toBe('I was here first.')
  rmSync(userDataDir, { recursive: true, maxRetries: 10 })
})

test('a damaged settings file is kept under another name and told', async () => {
  const userDataDir = mkdtempSync(join(tmpdir(), 'lab-user-data-'))
  const settings = join(userDataDir, 'settings.json')
  writeFileSync(settings, '{"author": "Mina", "theme": ')
  const { app, page } = await launchLab({ userDataDir })

  await expect(page.getByText(/settings\.json\.damaged/).first()).toBeVisible()
  expect(await call(page, 'settings:get')).toMatchObject({ author: '', theme: 'system', threads: 0 })
  await call(page, 'settings:set', { author: 'Jun' })
  await app.close()
  expect(readFileSync(`${settings}.damaged`, 'utf8')).toBe('{"author": "Mina", "theme": ')
  expect(JSON.parse(readFileSync(settings, 'utf8'))).toMatchObject({ author: 'Jun' })
  rmSync(userDataDir, { recursive: true, maxRetries: 10 })
})

test('a record that somebody cut is named, is not deleted, and hides no other run', async ({ launch }) => {
  const first = await launch()
  const { userDataDir } = first
  const id = await call(
    first.page,
    'training:start',
    { ...finalNetwork, plan: { ...finalNetwork.plan, iterations: 5 } },
    null,
  )
  await expect.poll(async () => (await call(first.page, 'training:jobs')).length).toBe(0)
  await first.app.close()
  const runs = join(userDataDir, 'library', 'runs')
  const cut = join(runs, '01ARZ3NDEKTSV4RRFFQ69G5FAV')
  mkdirSync(cut)
  const [record] = readdirSync(join(runs, id)).filter(
    (name) => name.startsWith('record') || name.startsWith('run'),
  )
  writeFileSync(join(cut, record ?? 'record.json'), '{"format": "our-neural-network/run", "versi')

  const { page } = await launch({ userDataDir })
  expect((await listRuns(page)).map((run) => run.record.id)).toEqual([id])
  await expect(page.getByText(/01ARZ3NDEKTSV4RRFFQ69G5FAV/).first()).toBeVisible()
  expect(existsSync(cut)).toBe(true)
})

test('a damaged index is made anew, and a damaged checkpoint is named when somebody wants to go on', async ({
  launch,
}) => {
  // So many that their index is worth a file.
  const first = await launch({ userDataDir: folderWithRuns(120) })
  const { userDataDir } = first
  const id = await call(first.page, 'training:start', finalNetwork, null)
  const iteration = async (): Promise<number> =>
    (await call(first.page, 'training:jobs')).find((job) => job.id === id)?.iteration ?? 0
  await expect.poll(iteration).toBeGreaterThan(20)
  await call(first.page, 'training:command', id, 'stop')
  await expect.poll(async () => (await call(first.page, 'training:jobs')).length).toBe(0)
  const runs = await listRuns(first.page)
  await first.app.close()

  const index = join(userDataDir, 'library', 'index.json')
  const text = readFileSync(index, 'utf8')
  writeFileSync(index, text.replaceAll(/"iterations":\d/g, '"iterations":9'))
  expect(readFileSync(index, 'utf8')).not.toBe(text)
  const checkpoint = join(userDataDir, 'library', 'runs', id, 'checkpoint.bin')
  const cut = readFileSync(checkpoint).subarray(0, 1000)
  writeFileSync(checkpoint, cut)

  const { page } = await launch({ userDataDir })
  expect(await listRuns(page)).toEqual(runs)
  const sentence = await refusal(page, 'training:continue', id)
  expect(sentence).toContain(id)
  expect(sentence).toMatch(/The checkpoint is damaged/)
  expect(await call(page, 'training:jobs')).toEqual([])
  expect(await listRuns(page)).toEqual(runs)
  expect(readFileSync(checkpoint)).toEqual(cut)
})
