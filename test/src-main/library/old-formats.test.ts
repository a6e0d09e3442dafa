import { cp } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { openLibrary } from '../../../src-main/library/library'
import { temporaryFolders } from '../../helpers/temporary-folder'

const temporaryFolder = temporaryFolders()
const OWN = '01M8A9C7T2AGYNXMET6PY0JM0H'
const TEAM = '01M8A9C9D0NEQRS8JEG99GY93M'
const STOPPED = '01M8A9CB9Z3PZPPJWRSY5X0P62'
const INTERRUPTED = '01M8A9CFGXGGGWX5VC4TQ8A48V'
const IMPORTED = '0000000000JHYPA7TQZYG7K8WB'

/** A copy of the library that the first released version wrote: it must never be changed. */
async function firstLibrary(): Promise<string> {
  const directory = await temporaryFolder()
  await cp('test/fixtures/library/v1', directory, { recursive: true })
  return directory
}

test('a library of the first version is read as before, and all of it is believed', async () => {
  const library = await openLibrary(await firstLibrary())
  const runs = await library.list()
  expect(library.problems).toEqual([])
  expect(runs.map(({ record, origin, doubt }) => [record.id, origin, record.stopReason, doubt])).toEqual([
    [IMPORTED, 'imported', 'completed', null],
    [OWN, 'own', 'completed', null],
    [TEAM, 'team', 'completed', null],
    [STOPPED, 'own', 'stopped', null],
    [INTERRUPTED, 'own', 'interrupted', null],
  ])
  const own = runs.find(({ record }) => record.id === OWN)
  expect(own?.annotations).toEqual({
    title: '첫실행',
    note: 'second note',
    tags: ['selu'],
    star: true,
    archived: false,
  })
  expect(own?.replays.every(({ identical }) => identical)).toBe(true)
  expect(own?.replays).toHaveLength(2)
  expect(await library.record(OWN)).toMatchObject({ testAccuracy: 0.1009, author: '에이다' })
})

test('its curves, weights, notes and checkpoints are read as before', async () => {
  const library = await openLibrary(await firstLibrary())
  for (const id of [OWN, TEAM, STOPPED, INTERRUPTED])
    expect((await library.curves(id))?.training.loss.length).toBeGreaterThan(0)
  for (const id of [OWN, STOPPED]) expect(await library.weights(id)).toHaveLength(1600)
  for (const id of [STOPPED, INTERRUPTED])
    expect((await library.readCheckpoint(id))?.byteLength).toBeGreaterThan(30_000)
  expect((await library.notes(OWN)).map(({ edit }) => edit.note)).toEqual(['손으로 쓴 메모', 'second note'])
})
