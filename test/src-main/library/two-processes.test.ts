import { cp } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLibrary } from '../../../src-main/library/library'
import { type BundledProgram, bundleProgram, nextMessage, startProgram } from '../../helpers/bundled-program'
import { newRun, smallCurves, smallExperiment, smallResult } from '../../helpers/small-runs'
import { temporaryFolders } from '../../helpers/temporary-folder'

const temporaryFolder = temporaryFolders()
let program: BundledProgram
beforeAll(async () => {
  program = await bundleProgram('write-many')
})
afterAll(() => program.remove())

test('two processes write into one library, and a third sees every run and every note', async () => {
  const directory = await temporaryFolder()
  const library = await openLibrary(directory)
  const seen = new Map<string, string>()
  const end = library.onChange((changed) => {
    for (const { record, annotations } of changed) seen.set(record.id, annotations.title)
  })
  const children = [
    startProgram(program.path, [directory, '15']),
    startProgram(program.path, [directory, '15']),
  ]
  const answers = (await Promise.all(children.map(nextMessage))) as { readonly ids: readonly string[] }[]
  const ids = answers.flatMap((answer) => answer.ids).sort()
  expect(ids).toHaveLength(30)
  await expect.poll(() => [...seen.keys()].sort()).toEqual(ids)
  await expect.poll(() => [...seen.values()].filter((title) => title === '')).toEqual([])
  expect((await library.list()).map(({ record }) => [record.id, record.stopReason])).toEqual(
    ids.map((id) => [id, 'completed']),
  )
  expect(library.problems).toEqual([])
  end()
})

test('a record is the same for both while one of them rewrites it', async () => {
  const directory = await temporaryFolder()
  const [left, right] = [await openLibrary(directory), await openLibrary(directory)]
  const id = left.newId()
  await left.create(newRun(id))
  const writing = left.finish(id, smallResult(smallExperiment()), smallCurves(id))
  for (let look = 0; look < 200; look++) expect((await right.record(id)).id).toBe(id)
  const written = await writing
  expect(await right.record(id)).toEqual(written)
  expect((await right.list()).map(({ record }) => record.stopReason)).toEqual(['completed'])
})

test('a run that is asked for alone is as the list has it, whoever changed it last', async () => {
  const directory = await temporaryFolder()
  await cp('test/fixtures/library/v1', directory, { recursive: true })
  const [left, right] = [await openLibrary(directory), await openLibrary(directory)]
  const all = await left.list()
  expect(new Set(all.map(({ origin }) => origin)).size).toBeGreaterThan(1)
  for (const run of all) expect(await right.summary(run.record.id)).toEqual(run)

  const id = left.newId()
  await expect(right.summary(id)).rejects.toThrow(`There is no run "${id}" in the library`)
  await left.create(newRun(id))
  await left.finish(id, smallResult(smallExperiment()), smallCurves(id))
  await left.annotate([id], { title: '다른 창에서' })
  expect(await right.summary(id)).toMatchObject({
    record: { id, stopReason: 'completed' },
    annotations: { title: '다른 창에서' },
  })
})
