import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { TrainingEvent } from '#shared/training/training-events'
import { stageEnd } from '../../../src-main/library/ended-files'
import { openLibrary } from '../../../src-main/library/library'
import { recordTraining } from '../../../src-main/library/run-recorder'
import { finishedRecord } from '../../../src-main/library/run-states'
import { smallCheckpoint } from '../../helpers/small-checkpoint'
import { newRun, smallCurves, smallResult } from '../../helpers/small-runs'
import {
  arithmetic,
  computing,
  data,
  experiment,
  filesOf,
  goOn,
  identity,
  started,
  type StoppedRun,
  stoppedRun as stoppedRunIn,
} from '../../helpers/stopped-run'
import { temporaryFolders } from '../../helpers/temporary-folder'

const temporaryFolder = temporaryFolders()
const stoppedRun = async (): Promise<StoppedRun> => stoppedRunIn(await temporaryFolder())

describe('a run that goes on has its result until the next one is whole', () => {
  const ends: readonly (readonly [string, readonly TrainingEvent[]])[] = [
    ['discarded', [{ kind: 'discarded', iteration: 500 }]],
    ['failed', [{ kind: 'failed', message: 'The checkpoint belongs to a run with other settings.' }]],
    ['failed before it began', [{ kind: 'failed', message: 'No data.' }]],
  ]
  test.each(ends)('%s', async (name, events) => {
    const run = await stoppedRun()
    const before = await filesOf(run.path)
    const recorder = await goOn(run)
    const all = name.endsWith('began') ? events : [started, ...events]
    for (const event of all) await recorder.handle(event)
    expect(await filesOf(run.path)).toEqual(before)
    expect(await run.library.list()).toMatchObject([
      {
        record: { stopReason: 'stopped', iterations: 400 },
        hasWeights: true,
        hasCheckpoint: true,
        runningIteration: null,
      },
    ])
    expect(await run.library.prepareResumption(run.id, computing)).toMatchObject({ record: { id: run.id } })
  })

  test('another arithmetic at the start: refused, and all is as before', async () => {
    const run = await stoppedRun()
    const before = await filesOf(run.path)
    const recorder = await goOn(run)
    await expect(recorder.handle({ ...started, arithmetic: 'f32-next-2' })).rejects.toThrow('f32-next-2')
    await recorder.handle({ kind: 'discarded', iteration: 400 })
    expect(await filesOf(run.path)).toEqual(before)
  })

  test('figures, curves and weights can be read meanwhile, and the run is shown as going on', async () => {
    const run = await stoppedRun()
    const { library, id } = run
    const recorder = await goOn(run)
    await recorder.handle(started)
    await recorder.handle({ kind: 'progress', iteration: 640, seconds: 1, stepsPerSecond: 100 })
    const newer = smallCheckpoint(experiment, { identity, arithmetic }, 600)
    await recorder.handle({ kind: 'checkpoint', iteration: 600, bytes: newer })
    expect(await library.record(id)).toMatchObject({ testAccuracy: 0.89, iterations: 400 })
    expect(await library.weights(id)).toEqual(smallResult(experiment).weights)
    expect(await library.curves(id)).toEqual(smallCurves(id))
    expect((await library.list())[0]?.runningIteration).not.toBeNull()
    // Broken off now, it is the stopped run with the newer checkpoint.
    await recorder.interrupt()
    expect(await library.record(id)).toMatchObject({
      stopReason: 'stopped',
      iterations: 400,
      testAccuracy: 0.89,
    })
    expect(await library.readCheckpoint(id)).toEqual(newer)
    expect(await readdir(run.path)).not.toContain('running.json')
  })

  test('its process killed, the next start finds the stopped run', async () => {
    const run = await stoppedRun()
    const before = await filesOf(run.path)
    await run.library.resume(run.id)
    const mark = join(run.path, 'running.json')
    const text = JSON.parse(await readFile(mark, 'utf8')) as object
    await writeFile(mark, JSON.stringify({ ...text, processStart: '1', iteration: 700 }))
    const [summary] = await (await openLibrary(run.directory)).list()
    expect(summary).toMatchObject({
      record: { stopReason: 'stopped' },
      hasWeights: true,
      runningIteration: null,
    })
    expect(await filesOf(run.path)).toEqual(before)
  })

  test('its end replaces all of it', async () => {
    const run = await stoppedRun()
    const recorder = await goOn(run)
    await recorder.handle(started)
    const weights = smallResult(experiment).weights.map((value) => value + 1)
    await recorder.handle({ kind: 'ended', result: smallResult(experiment, { weights, testAccuracy: 0.5 }) })
    expect(await run.library.record(run.id)).toMatchObject({
      stopReason: 'completed',
      testAccuracy: 0.5,
      author: '김하나',
    })
    expect(await run.library.weights(run.id)).toEqual(weights)
    expect((await readdir(run.path)).sort()).toEqual(['curves.json', 'record.json', 'weights.safetensors'])
  })

  // A kill can come between any two of the renames; the moved files are those of every prefix of their order.
  test.each([0, 1, 2, 3])(
    'killed with %d files of the new end in place, the next start has all of it',
    async (moved) => {
      const run = await stoppedRun()
      const { library, id, path } = run
      const record = await library.record(id)
      await library.resume(id)
      const result = smallResult(experiment, {
        testAccuracy: 0.5,
        weights: smallResult(experiment).weights.map((v) => v + 1),
      })
      const curves = smallCurves(id, 5)
      await stageEnd(path, {
        record: finishedRecord(record, result, curves),
        curves,
        weights: result.weights,
      })
      for (const name of ['curves.json', 'weights.safetensors', 'record.json'].slice(0, moved))
        await rename(join(path, 'ended', name), join(path, name))
      const mark = join(path, 'running.json')
      const text = JSON.parse(await readFile(mark, 'utf8')) as object
      await writeFile(mark, JSON.stringify({ ...text, processStart: '1' }))
      const again = await openLibrary(run.directory)
      expect(await again.record(id)).toMatchObject({ stopReason: 'completed', testAccuracy: 0.5 })
      expect(await again.weights(id)).toEqual(result.weights)
      expect(await again.curves(id)).toEqual(curves)
      expect(await readdir(path)).not.toContain('ended')
    },
  )

  test('killed before the new end was whole, the next start has the old one', async () => {
    const run = await stoppedRun()
    const before = await filesOf(run.path)
    await run.library.resume(run.id)
    await mkdir(join(run.path, '~ended-1-abc.tmp'))
    await writeFile(join(run.path, '~ended-1-abc.tmp', 'curves.json'), '{')
    const mark = join(run.path, 'running.json')
    const text = JSON.parse(await readFile(mark, 'utf8')) as object
    await writeFile(mark, JSON.stringify({ ...text, processStart: '1' }))
    await openLibrary(run.directory)
    expect(await filesOf(run.path)).toEqual(before)
  })
})

test('a run that begins again keeps the curves and the iterations that it had until it is further', async () => {
  const directory = await temporaryFolder()
  const library = await openLibrary(directory)
  const id = library.newId()
  await library.create({ ...newRun(id, experiment), data, identity, arithmetic })
  await library.saveCurves(id, smallCurves(id))
  await library.interrupt(id, 30)
  const { checkpoint } = await library.prepareResumption(id, computing)
  expect(checkpoint).toBeNull()
  const recorder = await recordTraining(library, {
    id,
    experiment,
    data,
    author: '',
    parent: null,
    resumes: true,
    checkpoint,
  })
  await recorder.handle({ ...started, iteration: 0 })
  await recorder.handle({ kind: 'progress', iteration: 3, seconds: 1, stepsPerSecond: 3 })
  await recorder.handle({ kind: 'failed', message: 'No memory.' })
  expect(await library.record(id)).toMatchObject({ stopReason: 'interrupted', iterations: 30 })
  expect(await library.curves(id)).toEqual(smallCurves(id))
})
