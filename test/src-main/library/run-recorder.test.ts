import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { TrainingEvent } from '#shared/training/training-events'
import { experimentIdentity } from '../../../src-main/base/hashes'
import { openLibrary } from '../../../src-main/library/library'
import { recordTraining } from '../../../src-main/library/run-recorder'
import { smallExperiment, smallResult } from '../../helpers/small-runs'
import { temporaryFolders } from '../../helpers/temporary-folder'

const temporaryFolder = temporaryFolders()
const data = 'ab'.repeat(32)
const experiment = smallExperiment()
const started: TrainingEvent = {
  kind: 'started',
  engine: 'wasm',
  threads: 1,
  arithmetic: 'f32-fma-1',
  parameters: 2395,
  trainingImages: 54_000,
  validationImages: 6000,
  iteration: 0,
}
const logged = (iteration: number, loss = 0.5): TrainingEvent => ({
  kind: 'logged',
  point: { iteration, loss, accuracy: 0.5, learningRate: 0.1 },
  seconds: iteration / 100,
})
const validated = (iteration: number, loss: number): TrainingEvent => ({
  kind: 'validated',
  point: { iteration, loss, accuracy: 0.5 },
})

async function recording() {
  const directory = await temporaryFolder()
  const library = await openLibrary(directory)
  const problems: string[] = []
  const id = library.newId()
  const onProblem = (sentence: string): void => void problems.push(sentence)
  const recorder = await recordTraining(library, {
    id,
    experiment,
    data,
    author: 'Ada',
    parent: null,
    checkpoint: null,
    onProblem,
  })
  return { directory, library, id, recorder, problems, path: join(directory, 'runs', id) }
}

test('a training becomes a record, curves and weights, and its identity follows from what it was', async () => {
  const { library, id, recorder } = await recording()
  for (const event of [started, logged(10), validated(10, 0.4), logged(20)]) await recorder.handle(event)
  await recorder.handle({ kind: 'ended', result: smallResult(experiment) })
  const record = await library.record(id)
  expect(record).toEqual(recorder.record)
  expect(record).toMatchObject({
    stopReason: 'completed',
    author: 'Ada',
    data,
    engine: { name: 'wasm', threads: 1 },
    identity: experimentIdentity(experiment, data, 'f32-fma-1'),
  })
  expect(await library.curves(id)).toMatchObject({
    training: { iteration: [10, 20] },
    validation: { loss: [0.4] },
    seconds: [0.1, 0.2],
  })
})

test('events that come faster than the disk are taken in their order', async () => {
  const { library, id, recorder } = await recording()
  const iterations = Array.from({ length: 50 }, (_, at) => at + 1)
  const events = [
    started,
    ...iterations.map((at) => logged(at)),
    { kind: 'ended', result: smallResult(experiment) } as const,
  ]
  await Promise.all(events.map((event) => recorder.handle(event)))
  expect((await library.curves(id))?.training.iteration).toEqual(iterations)
})

test('what cannot be written in between is told, and the run still ends as it should', async () => {
  const { library, id, recorder, problems, path } = await recording()
  await recorder.handle(started)
  await mkdir(join(path, 'checkpoint.bin', 'in-the-way'), { recursive: true })
  await recorder.handle({ kind: 'checkpoint', iteration: 10, bytes: Uint8Array.of(1) })
  expect(problems).toEqual([`Cannot write ${join(path, 'checkpoint.bin')}: it is a folder, not a file.`])
  await rm(join(path, 'checkpoint.bin'), { recursive: true })
  await recorder.handle({ kind: 'checkpoint', iteration: 20, bytes: Uint8Array.of(2) })
  expect(await library.readCheckpoint(id)).toEqual(Uint8Array.of(2))
  await recorder.handle({ kind: 'ended', result: smallResult(experiment) })
  expect((await readdir(path)).sort()).toEqual(['curves.json', 'record.json', 'weights.safetensors'])
})

test('curves of a run that diverges hold finite numbers only, because JSON has no others', async () => {
  const { recorder, path } = await recording()
  for (const event of [started, logged(1), validated(1, Number.POSITIVE_INFINITY), logged(2, Number.NaN)])
    await recorder.handle(event)
  await recorder.handle({
    kind: 'ended',
    result: smallResult(experiment, { stopReason: 'diverged', iterations: 2 }),
  })
  expect(JSON.parse(await readFile(join(path, 'curves.json'), 'utf8'))).toMatchObject({
    training: { iteration: [1] },
    validation: { loss: [] },
  })
})

describe('an end that is none', () => {
  test('a trainer that goes away leaves an interrupted run, once', async () => {
    const { library, id, recorder } = await recording()
    await recorder.handle(started)
    await recorder.handle({ kind: 'progress', iteration: 33, seconds: 1, stepsPerSecond: 33 })
    expect(await recorder.interrupt()).toMatchObject({ stopReason: 'interrupted', iterations: 33 })
    expect(await recorder.interrupt()).toBeNull()
    await recorder.handle(logged(40))
    expect(await library.record(id)).toMatchObject({ stopReason: 'interrupted', iterations: 33 })
  })

  test('a failure leaves an interrupted run', async () => {
    const { library, id, recorder } = await recording()
    await recorder.handle(started)
    await recorder.handle({ kind: 'failed', message: 'No memory.' })
    expect((await library.record(id)).stopReason).toBe('interrupted')
  })

  test('a failure before the start leaves nothing', async () => {
    const { library, recorder } = await recording()
    await recorder.handle({ kind: 'failed', message: 'No data.' })
    expect(await recorder.interrupt()).toBeNull()
    expect(await library.list()).toEqual([])
  })

  test('a discarded run is gone from the list', async () => {
    const { library, recorder } = await recording()
    await recorder.handle(started)
    await recorder.handle({ kind: 'discarded', iteration: 5 })
    expect(await library.list()).toEqual([])
    expect(recorder.record).toBeNull()
  })
})

test('a run that begins again under another arithmetic is refused', async () => {
  const { library, id, recorder } = await recording()
  await recorder.handle(started)
  await recorder.interrupt()
  const again = await recordTraining(library, {
    id,
    experiment,
    data,
    author: '',
    parent: null,
    resumes: true,
    checkpoint: null,
  })
  await expect(again.handle({ ...started, arithmetic: 'f32-mul-add-1' })).rejects.toThrow(
    `Run ${id} was computed with arithmetic f32-fma-1; this computer computes with f32-mul-add-1.`,
  )
})
