import { existsSync } from 'node:fs'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLibrary } from '../../../src-main/library/library'
import {
  type BundledProgram,
  bundleProgram,
  ended,
  nextMessage,
  startProgram,
} from '../../helpers/bundled-program'
import { rewriteSealed } from '../../helpers/sealed-files'
import { newRun, smallCurves } from '../../helpers/small-runs'
import { temporaryFolders } from '../../helpers/temporary-folder'

const temporaryFolder = temporaryFolders()
let program: BundledProgram
beforeAll(async () => {
  program = await bundleProgram('training-run')
})
afterAll(() => program.remove())

async function startRun(directory: string, wish = 'new') {
  const child = startProgram(program.path, [directory, wish])
  const { id } = (await nextMessage(child)) as { readonly id: string }
  return { child, id }
}

async function kill(child: Awaited<ReturnType<typeof startRun>>['child']): Promise<void> {
  child.kill('SIGKILL')
  await ended(child)
}

test('a run whose process was killed is interrupted at the next start, as far as it was known to be', async () => {
  const directory = await temporaryFolder()
  const { child, id } = await startRun(directory)
  await sleep(2600)
  await kill(child)
  const library = await openLibrary(directory)
  const record = await library.record(id)
  expect(record.stopReason).toBe('interrupted')
  expect(record.iterations).toBeGreaterThan(50)
  expect(record.iterations).toBeLessThan(1000)
  const [summary] = await library.list()
  expect(summary).toMatchObject({ hasCheckpoint: true, runningIteration: null })
  expect(await library.curves(id)).not.toBeNull()
  expect(existsSync(join(directory, 'runs', id, 'running.json'))).toBe(false)
})

test('killed at any moment, every file is whole and the run can go on; five rounds', async () => {
  const directory = await temporaryFolder()
  let id = 'new'
  for (let round = 0; round < 5; round++) {
    const run = await startRun(directory, id)
    id = run.id
    await sleep(10 + 90 * Math.random())
    await kill(run.child)
    const library = await openLibrary(directory)
    expect(library.problems).toEqual([])
    expect((await library.record(id)).stopReason).toBe('interrupted')
    expect((await library.curves(id))?.id).toBe(id)
    const checkpoint = await library.readCheckpoint(id)
    const [first = 0] = checkpoint ?? []
    expect(checkpoint?.length === 3 || checkpoint?.every((byte) => byte === first)).toBe(true)
    const names = await readdir(join(directory, 'runs', id))
    expect(names.filter((name) => name.startsWith('~'))).toEqual([])
  }
})

test('another process neither ends nor takes a run that is alive', async () => {
  const directory = await temporaryFolder()
  const { child, id } = await startRun(directory)
  const library = await openLibrary(directory)
  expect((await library.record(id)).stopReason).toBeNull()
  expect((await library.list())[0]?.runningIteration).not.toBeNull()
  await expect(library.resume(id)).rejects.toThrow(
    `Run ${id} is being trained right now by process ${child.pid}.`,
  )
  await kill(child)
  expect(await library.list()).toMatchObject([{ record: { stopReason: 'interrupted' } }])
  expect((await library.resume(id)).stopReason).toBeNull()
})

test('an open library notices within seconds that the process of a run is gone', async () => {
  const directory = await temporaryFolder()
  const library = await openLibrary(directory)
  const told: (string | null)[] = []
  const end = library.onChange((changed) => told.push(...changed.map(({ record }) => record.stopReason)))
  const { child } = await startRun(directory)
  await expect.poll(() => told.at(-1)).toBeNull()
  await kill(child)
  await expect.poll(() => told.at(-1)).toBe('interrupted')
  end()
})

test('a process id that another program has now does not keep a run alive', async () => {
  const directory = await temporaryFolder()
  const first = await openLibrary(directory)
  const id = first.newId()
  await first.create(newRun(id))
  await first.saveCurves(id, smallCurves(id))
  const mark = join(directory, 'runs', id, 'running.json')
  // The mark of a process that had our number, but started at another moment.
  await rewriteSealed(mark, (written) => ({ ...written, processStart: '1', iteration: 42 }))
  const library = await openLibrary(directory)
  expect(await library.record(id)).toMatchObject({ stopReason: 'interrupted', iterations: 42 })
})

test.each([
  ['a digit of its iteration', (text: string) => text.replace('"iteration":42', '"iteration":47')],
  [
    'the name of its seal and its iteration',
    (text: string) => text.replace('"iteration":42', '"iteration":47').replace('Sha256"', 'Shb256"'),
  ],
])('a mark that was damaged in %s does not say how far the run came', async (_, damage) => {
  const directory = await temporaryFolder()
  const first = await openLibrary(directory)
  const id = first.newId()
  await first.create(newRun(id))
  await first.saveCurves(id, smallCurves(id))
  const path = join(directory, 'runs', id, 'running.json')
  await rewriteSealed(path, (written) => ({ ...written, processStart: '1', iteration: 42 }))
  await writeFile(path, damage(await readFile(path, 'utf8')))
  const looking = await openLibrary(directory, { readOnly: true })
  await looking.list()
  expect(looking.problems).toEqual([{ file: path, reason: 'It was changed since it was written.' }])
  const library = await openLibrary(directory)
  expect(await library.record(id)).toMatchObject({ stopReason: 'interrupted', iterations: 30 })
})

test('after a restart of the computer the mark of before is not believed', async () => {
  const directory = await temporaryFolder()
  const first = await openLibrary(directory)
  const id = first.newId()
  await first.create(newRun(id))
  const mark = join(directory, 'runs', id, 'running.json')
  const earlier = new Date(Date.now() - 5 * 60_000).toISOString()
  await rewriteSealed(mark, (written) => ({ ...written, boot: 'another', heartbeat: earlier, iteration: 7 }))
  expect(await (await openLibrary(directory)).record(id)).toMatchObject({
    stopReason: 'interrupted',
    iterations: 7,
  })
})

test('without its mark a run is interrupted as far as its curves go', async () => {
  const directory = await temporaryFolder()
  const first = await openLibrary(directory)
  const id = first.newId()
  await first.create(newRun(id))
  await first.saveCurves(id, smallCurves(id))
  await rm(join(directory, 'runs', id, 'running.json'))
  expect(await (await openLibrary(directory)).record(id)).toMatchObject({
    stopReason: 'interrupted',
    iterations: 30,
  })
})
