import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { NOTE_FORMAT } from '#shared/records/note-file'
import { stampOf } from '../../../src-main/base/hybrid-clock'
import { type Library, openLibrary } from '../../../src-main/library/library'
import { newRun, smallCurves, smallExperiment, smallResult } from '../../helpers/small-runs'
import { temporaryFolders } from '../../helpers/temporary-folder'

const temporaryFolder = temporaryFolders()
const NOW = Date.UTC(2026, 10, 1)

/** A run as a team-mate shares it: record, curves and weights arrive one after the other. */
async function sharedRun() {
  const elsewhere = await openLibrary(await temporaryFolder())
  const id = elsewhere.newId()
  await elsewhere.create(newRun(id))
  const curves = smallCurves(id)
  const result = smallResult(smallExperiment())
  const record = await elsewhere.finish(id, result, curves)
  await elsewhere.close()
  return { id, record, curves, weights: result.weights }
}
type SharedRun = Awaited<ReturnType<typeof sharedRun>>

const note = (run: string) =>
  ({
    format: NOTE_FORMAT,
    version: 1,
    run,
    stamp: stampOf(NOW),
    device: 'abcd2345',
    edit: { title: 'theirs' },
  }) as const
const outcome = {
  at: '2026-11-02T00:00:00.000Z',
  author: '',
  device: 'abcd2345',
  identical: true,
  difference: null,
}

const WRITES: readonly (readonly [string, (library: Library, run: SharedRun) => Promise<unknown>])[] = [
  ['curves that arrive', (library, { id, curves }) => library.addCurves(id, curves)],
  ['weights that arrive', (library, { id, weights }) => library.addWeights(id, weights)],
  ['an edit', (library, { id }) => library.annotate([id], { star: true })],
  ['edits that arrive', (library, { id }) => library.addNotes(id, [note(id)])],
  ['a replay', (library, { id }) => library.addReplay(id, outcome)],
  [
    'a run that is gone from the folder',
    (library, { id }) => library.setProvenance([id], { goneFromFolder: true }),
  ],
  ['a run that is hidden', (library, { id }) => library.setProvenance([id], { hidden: true })],
  ['a run that is discarded', (library, { id }) => library.discard(id)],
]

/** Which runs a library's listener has heard of, as changed or as removed. */
function listen(library: Library) {
  const heard: string[] = []
  library.onChange((changed, removed) => {
    heard.push(...changed.map(({ record }) => record.id), ...removed)
  })
  return heard
}

test.each(WRITES)('%s: is told once here, and in a process beside', async (_, write) => {
  const directory = await temporaryFolder()
  const library = await openLibrary(directory)
  const run = await sharedRun()
  await library.addForeign(run.record, 'team')
  const beside = await openLibrary(directory)
  const [here, there] = [listen(library), listen(beside)]
  await write(library, run)
  expect(here).toEqual([run.id])
  await expect.poll(() => there).toEqual([run.id])
  await library.close()
  await beside.close()
})

test('curves that another program puts there or takes away are found by a look at everything', async () => {
  const directory = await temporaryFolder()
  const library = await openLibrary(directory)
  const run = await sharedRun()
  await library.addForeign(run.record, 'team')
  await library.list()
  const heard = listen(library)
  await library.list()
  expect(heard).toEqual([])
  const path = join(directory, 'runs', run.id, 'curves.json')
  await writeFile(path, JSON.stringify(run.curves))
  await library.list()
  expect(heard).toEqual([run.id])
  await rm(path)
  await library.list()
  expect(heard).toEqual([run.id, run.id])
  await library.close()
})
