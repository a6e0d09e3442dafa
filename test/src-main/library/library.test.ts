import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { unpackPredictions } from '#shared/records/predictions'
import type { RunSummary } from '#shared/records/run-summary'
import { weightsSha256 } from '../../../src-main/base/hashes'
import { openLibrary } from '../../../src-main/library/library'
import { readSafetensors } from '../../../src-main/library/safetensors'
import { newRun, smallCurves, smallExperiment, smallResult } from '../../helpers/small-runs'
import { temporaryFolders } from '../../helpers/temporary-folder'

const temporaryFolder = temporaryFolders()

async function withRun(change: Parameters<typeof smallResult>[1] = {}) {
  const directory = await temporaryFolder()
  const library = await openLibrary(directory)
  const id = library.newId()
  await library.create(newRun(id))
  await library.saveCheckpoint(id, Uint8Array.of(1))
  const record = await library.finish(id, smallResult(smallExperiment(), change), smallCurves(id))
  return { directory, library, id, record, path: join(directory, 'runs', id) }
}

describe('a run from its start to its end', () => {
  test('is on disk the moment it starts', async () => {
    const directory = await temporaryFolder()
    const library = await openLibrary(directory)
    const id = library.newId()
    await library.create(newRun(id))
    const text = await readFile(join(directory, 'runs', id, 'record.json'), 'utf8')
    expect(JSON.parse(text)).toMatchObject({
      id,
      stopReason: null,
      iterations: 0,
      plannedIterations: 1000,
      author: '김하나',
    })
    library.progress(id, 17)
    const [summary] = await library.list()
    expect(summary?.runningIteration).toBe(0)
    expect(await library.record(id)).toMatchObject({ stopReason: null })
  })

  test('is found again as it was, by another opening of the library', async () => {
    const { directory, library, id, record } = await withRun()
    await library.close()
    const again = await openLibrary(directory)
    expect(await again.record(id)).toEqual(record)
    expect(await again.curves(id)).toEqual(smallCurves(id))
    const weights = await again.weights(id)
    expect(weights).toEqual(smallResult(smallExperiment()).weights)
    expect(record.weightsSha256).toBe(weightsSha256(weights ?? new Float32Array()))
    expect(record.predictions === null ? null : unpackPredictions(record.predictions, 20)).toEqual(
      smallResult(smallExperiment()).predictions,
    )
    const [summary] = await again.list()
    expect(summary).toMatchObject({
      hasWeights: true,
      hasCheckpoint: false,
      hasPredictions: true,
      runningIteration: null,
    })
    expect(summary?.record).not.toHaveProperty('predictions')
  })

  test('is told while a library opens that was not read before, unless it may still go on', async () => {
    const { directory, library, id } = await withRun()
    const running = library.newId()
    await library.create(newRun(running))
    await library.close()
    const read: RunSummary[] = []
    const again = await openLibrary(directory, { onRead: (run) => read.push(run) })
    expect(read.map(({ record }) => record.id)).toEqual([id])
    const listed = await again.list()
    // The same object: whoever was told of it need not be told again.
    expect(listed.find(({ record }) => record.id === id)).toBe(read[0])
    expect(listed.map(({ record }) => record.id)).toContain(running)
  })

  test('leaves nothing half-written and no mark behind', async () => {
    const { path } = await withRun()
    expect((await readdir(path)).sort()).toEqual(['curves.json', 'record.json', 'weights.safetensors'])
  })

  test('a stopped run keeps its checkpoint, and goes on from it', async () => {
    const { library, id } = await withRun({ stopReason: 'stopped', iterations: 400 })
    expect(await library.readCheckpoint(id)).toEqual(Uint8Array.of(1))
    expect(await library.resume(id)).toMatchObject({
      stopReason: null,
      iterations: 400,
      weightsSha256: null,
      testAccuracy: null,
    })
    await expect(library.resume(id)).rejects.toThrow(`Run ${id} is being trained right now`)
    const ended = await library.finish(id, smallResult(smallExperiment()), smallCurves(id))
    expect(ended).toMatchObject({ stopReason: 'completed', iterations: 1000 })
    await expect(library.resume(id)).rejects.toThrow('has ended (completed)')
  })

  test('a discarded run lies in the trash', async () => {
    const directory = await temporaryFolder()
    const library = await openLibrary(directory)
    const id = library.newId()
    await library.create(newRun(id))
    await library.discard(id)
    expect(await library.list()).toEqual([])
    const [trashed = ''] = await readdir(join(directory, 'trash'))
    expect(existsSync(join(directory, 'trash', trashed, 'record.json'))).toBe(true)
    await expect(library.record(id)).rejects.toThrow(`There is no run "${id}" in the library ${directory}.`)
  })

  test('infinite losses of a diverged run do not break its file', async () => {
    const { library, id } = await withRun({
      stopReason: 'diverged',
      trainLoss: Number.POSITIVE_INFINITY,
      testLoss: Number.NaN,
    })
    expect(await library.record(id)).toMatchObject({
      stopReason: 'diverged',
      trainLoss: null,
      testLoss: null,
    })
  })
})

test('the weights file says what it is, in tensors that other programs read', async () => {
  const { path, id, record } = await withRun()
  const { metadata, tensors } = readSafetensors(await readFile(join(path, 'weights.safetensors')))
  expect(metadata).toMatchObject({ format: 'our-neural-network/weights', id, identity: record.identity })
  expect(tensors.map(({ name, shape }) => [name, shape])).toEqual([
    ['layers.0.weight', [784, 3]],
    ['layers.0.bias', [3]],
    ['layers.1.weight', [3, 10]],
    ['layers.1.bias', [10]],
  ])
})

test('files are made for people: one column on a line, one field on a line', async () => {
  const { path } = await withRun()
  const curves = await readFile(join(path, 'curves.json'), 'utf8')
  expect(curves).toContain('    "iteration": [10,20,30],\n')
  expect(JSON.parse(curves)).toMatchObject({ format: 'our-neural-network/curves', version: 1 })
  expect(await readFile(join(path, 'record.json'), 'utf8')).toContain('\n  "testAccuracy": 0.89,\n')
})

describe('notes', () => {
  test('the last edit of each field wins, and older ones stay', async () => {
    const { directory, library, id } = await withRun()
    await library.annotate([id], { title: 'first', star: true })
    await library.annotate([id], { title: '둘째', tags: ['a'] })
    const [summary] = await library.list()
    expect(summary?.annotations).toEqual({
      title: '둘째',
      note: '',
      tags: ['a'],
      star: true,
      archived: false,
    })
    expect((await library.notes(id)).map(({ edit }) => edit.title)).toEqual(['first', '둘째'])
    const again = await openLibrary(directory)
    expect((await again.list())[0]?.annotations.title).toBe('둘째')
  })

  test('an edit comes after the version that it replaces, even if the clock went back', async () => {
    const directory = await temporaryFolder()
    let time = Date.parse('2030-01-01')
    const library = await openLibrary(directory, { now: () => time })
    const id = library.newId()
    await library.create(newRun(id))
    await library.annotate([id], { title: 'in 2030' })
    time = Date.parse('2020-01-01')
    const later = await openLibrary(directory, { now: () => time })
    await later.annotate([id], { title: 'after it' })
    expect((await later.list())[0]?.annotations.title).toBe('after it')
  })

  test('an edit that is none is refused', async () => {
    const { library, id } = await withRun()
    await expect(library.annotate([id], { star: 'yes' } as never)).rejects.toThrow(
      'star is "yes", but must be true or false.',
    )
    await expect(library.annotate(['../../etc'], { star: true })).rejects.toThrow(
      'There is no run "../../etc"',
    )
  })
})

describe('runs of others', () => {
  test('are added once, and a second record of one id stands beside the first', async () => {
    const { record } = await withRun()
    const library = await openLibrary(await temporaryFolder())
    expect(await library.addForeign(record, 'team')).toBe('added')
    expect(await library.addForeign(record, 'team')).toBe('known')
    const other = { ...record, testAccuracy: 0.5 }
    expect(await library.addForeign(other, 'team')).toBe('conflict')
    expect(await library.addForeign(other, 'team')).toBe('known')
    const both = await library.list()
    expect(both.map((summary) => [summary.record.testAccuracy, summary.conflict, summary.origin])).toEqual([
      [0.89, true, 'team'],
      [0.5, true, 'team'],
    ])
  })

  test('take only the weights that their record names', async () => {
    const { record } = await withRun()
    const library = await openLibrary(await temporaryFolder())
    await library.addForeign(record, 'team')
    const { weights } = smallResult(smallExperiment())
    await expect(
      library.addWeights(
        record.id,
        weights.map((value) => value + 1),
      ),
    ).rejects.toThrow('their SHA-256 differs')
    await library.addWeights(record.id, weights)
    expect(await library.weights(record.id)).toEqual(weights)
  })

  test('are hidden and come back, and can be gone from the folder', async () => {
    const { record } = await withRun()
    const library = await openLibrary(await temporaryFolder())
    await library.addForeign(record, 'team')
    await library.setProvenance([record.id], { hidden: true })
    expect(await library.list()).toEqual([])
    await library.setProvenance([record.id], { hidden: false, goneFromFolder: true })
    expect(await library.list()).toMatchObject([{ goneFromFolder: true, origin: 'team' }])
  })
})

test('listeners are told what changed', async () => {
  const { library, id } = await withRun()
  const told: string[] = []
  const end = library.onChange((changed, removed) => {
    told.push(...changed.map(({ annotations }) => annotations.title), ...removed.map((gone) => `-${gone}`))
  })
  await library.annotate([id], { title: 'new' })
  await library.discard(id)
  end()
  expect(told).toEqual(['new', `-${id}`])
})

test('the index is only a memory: without it, or with nonsense in it, everything is the same', async () => {
  const { directory, record } = await withRun()
  const library = await openLibrary(directory)
  for (let count = 0; count < 120; count++)
    await library.addForeign({ ...record, id: library.newId() }, 'team')
  const before = await library.list()
  await library.close()
  expect(existsSync(join(directory, 'index.json'))).toBe(true)
  expect(await (await openLibrary(directory)).list()).toEqual(before)
  for (const nonsense of [
    '',
    '{"format":"our-neural-network/index","version":1,"entries":[["x"]]}',
    '[1,2',
  ]) {
    await writeFile(join(directory, 'index.json'), nonsense)
    expect(await (await openLibrary(directory)).list()).toEqual(before)
  }
})
