import type * as Promises from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { TrainingEvent } from '#shared/training/training-events'
import { experimentIdentity } from '../../../src-main/base/hashes'
import { type Library, openLibrary } from '../../../src-main/library/library'
import { recordTraining, type RunRecorder } from '../../../src-main/library/run-recorder'
import { smallCheckpoint } from '../../helpers/small-checkpoint'
import { newRun, smallCurves, smallExperiment, smallResult } from '../../helpers/small-runs'
import { temporaryFolders } from '../../helpers/temporary-folder'

/** What the disk does: the calls that change it are counted, and fail from one on, for so many. */
const disk = vi.hoisted(() => ({ call: 0, failsFrom: Number.POSITIVE_INFINITY, times: 0, code: '' }))

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof Promises>()
  const fail = (): void => {
    const { call } = disk
    disk.call += 1
    if (call >= disk.failsFrom && call < disk.failsFrom + disk.times)
      throw Object.assign(new Error(`${disk.code}: raw, open '/x'`), { code: disk.code })
  }
  const faulty =
    <A extends unknown[], R>(work: (...values: A) => Promise<R>) =>
    async (...values: A): Promise<R> => {
      fail()
      return work(...values)
    }
  const open = async (...values: Parameters<typeof real.open>): Promise<FileHandle> => {
    fail()
    const file = await real.open(...values)
    const [write, sync] = [file.writeFile.bind(file), file.sync.bind(file)]
    return Object.assign(file, { writeFile: faulty(write), sync: faulty(sync) })
  }
  const { mkdir, writeFile, rename: move, link, rm, rmdir } = real
  return {
    ...real,
    open,
    mkdir: faulty(mkdir as (path: string) => Promise<string | undefined>),
    writeFile: faulty(writeFile),
    rename: faulty(move),
    link: faulty(link),
    rm: faulty(rm),
    rmdir: faulty(rmdir),
  }
})

function breakDisk(code: string, failsFrom: number, times = Number.POSITIVE_INFINITY): void {
  Object.assign(disk, { call: 0, failsFrom, times, code })
}
function heal(): void {
  Object.assign(disk, { failsFrom: Number.POSITIVE_INFINITY, times: 0 })
}

const CODES = ['ENOSPC', 'EROFS', 'EACCES', 'EIO', 'EDQUOT']
const SENTENCE = /^Cannot \w[^:]* \/[^:]*: (?!.*raw)[^.]+\.$/
const temporaryFolder = temporaryFolders()
// Before the folders are removed: what is registered last runs first.
afterEach(heal)
const experiment = smallExperiment()
const data = 'ab'.repeat(32)
const arithmetic = 'f32-fma-1'
const identity = experimentIdentity(experiment, data, arithmetic)
const checkpoint = smallCheckpoint(experiment, { identity, arithmetic }, 400)
const STARTED: TrainingEvent = {
  kind: 'started',
  engine: 'wasm',
  threads: 1,
  arithmetic,
  parameters: 2395,
  trainingImages: 54_000,
  validationImages: 6000,
  iteration: 0,
}
const LOGGED: TrainingEvent = {
  kind: 'logged',
  point: { iteration: 10, loss: 0.5, accuracy: 0.5, learningRate: 0.1 },
  seconds: 1,
}
const CHECKPOINT: TrainingEvent = { kind: 'checkpoint', iteration: 500, bytes: checkpoint }
const ENDED: TrainingEvent = { kind: 'ended', result: smallResult(experiment) }

interface Bench {
  readonly directory: string
  readonly library: Library
  readonly id: string
  readonly problems: string[]
  readonly open: () => Promise<RunRecorder>
}

async function bench(resumes: boolean): Promise<Bench> {
  const directory = await temporaryFolder()
  const library = await openLibrary(directory)
  const id = library.newId()
  if (resumes) {
    await library.create({ ...newRun(id, experiment), data, identity, arithmetic })
    await library.saveCheckpoint(id, checkpoint)
    const result = smallResult(experiment, { stopReason: 'stopped', iterations: 400, testAccuracy: 0.4 })
    await library.finish(id, result, smallCurves(id))
  }
  const problems: string[] = []
  const open = (): Promise<RunRecorder> =>
    recordTraining(library, {
      id,
      experiment,
      data,
      author: '',
      parent: null,
      resumes,
      checkpoint: resumes ? checkpoint : null,
      onProblem: (sentence) => problems.push(sentence),
    })
  return { directory, library, id, problems, open }
}

async function refusal(work: Promise<unknown>): Promise<string | null> {
  return work.then(
    () => null,
    (error: unknown) => (error as Error).message,
  )
}

/** Trains to the end as far as the disk lets; the sentence of the first thing that was refused. */
async function trainOn({ open }: Bench): Promise<{ refused: string | null; recorder: RunRecorder | null }> {
  let recorder: RunRecorder | null = null
  const opening = await refusal(open().then((opened) => (recorder = opened)))
  if (recorder === null) return { refused: opening, recorder }
  for (const event of [STARTED, LOGGED, CHECKPOINT, ENDED]) {
    const refused = await refusal((recorder as RunRecorder).handle(event))
    if (refused !== null) return { refused, recorder }
  }
  return { refused: null, recorder }
}

/** How many calls change the disk in a run from start to end. */
async function countCalls(resumes: boolean): Promise<number> {
  const one = await bench(resumes)
  breakDisk('ENOSPC', Number.POSITIVE_INFINITY)
  expect((await trainOn(one)).refused).toBeNull()
  return disk.call
}

describe.each([false, true])('a run that goes on from another one: %s', (resumes) => {
  test.each(CODES)(
    '%s at every single write, once: all is there, or it is refused and tried again',
    async (code) => {
      const calls = await countCalls(resumes)
      expect(calls).toBeGreaterThan(20)
      for (let at = CODES.indexOf(code) % 3; at < calls; at += code === 'ENOSPC' ? 1 : 5) {
        const one = await bench(resumes)
        breakDisk(code, at, 1)
        const { refused, recorder } = await trainOn(one)
        heal()
        const known = await one.library.list()
        if (refused !== null) expect(refused, `call ${at}`).toMatch(SENTENCE)
        one.problems.forEach((problem) => expect(problem).toMatch(SENTENCE))
        if (refused !== null && recorder?.record != null && known[0]?.runningIteration !== null)
          await recorder.handle(ENDED)
        const [summary] = await (await openLibrary(one.directory)).list()
        const isWhole = summary?.record.stopReason === 'completed'
        if (refused === null) expect(isWhole, `call ${at}`).toBe(true)
        if (resumes && !isWhole)
          expect(summary?.record).toMatchObject({ stopReason: 'stopped', testAccuracy: 0.4 })
        if (summary !== undefined) expect(summary.runningIteration, `call ${at}`).toBeNull()
        if (isWhole) expect(await one.library.weights(one.id)).toEqual(smallResult(experiment).weights)
      }
    },
  )

  test.each(['ENOSPC', 'EROFS'])(
    '%s from any write on: told, never "running" for ever, nothing lost',
    async (code) => {
      const calls = await countCalls(resumes)
      for (let at = 0; at < calls; at += code === 'ENOSPC' ? 1 : 3) {
        const one = await bench(resumes)
        breakDisk(code, at)
        const { refused, recorder } = await trainOn(one)
        if (refused !== null) expect(refused, `call ${at}`).toMatch(SENTENCE)
        // Given up while nothing can be written: neither this library nor the next start believes that it trains.
        if (refused !== null) await refusal(recorder?.interrupt() ?? Promise.resolve())
        heal()
        for (const library of [one.library, await openLibrary(one.directory)]) {
          const [summary] = await library.list()
          if (summary === undefined) expect(resumes).toBe(false)
          else expect(summary.runningIteration, `call ${at}`).toBeNull()
          if (resumes) expect(['stopped', 'completed']).toContain(summary?.record.stopReason)
          if (resumes) expect(await library.weights(one.id)).not.toBeNull()
        }
      }
    },
  )

  test('a disk that is full at the end and then is not: the same end, handed in again, is written whole', async () => {
    const one = await bench(resumes)
    const recorder = await one.open()
    await recorder.handle(STARTED)
    breakDisk('ENOSPC', 0)
    for (let turn = 0; turn < 3; turn += 1)
      expect(await refusal(recorder.handle(ENDED))).toMatch(/the disk is full\.$/)
    expect(recorder.recordWith(smallResult(experiment))).toMatchObject({
      stopReason: 'completed',
      testAccuracy: 0.89,
    })
    heal()
    await recorder.handle(ENDED)
    expect(await one.library.record(one.id)).toMatchObject({ stopReason: 'completed', testAccuracy: 0.89 })
    expect(await one.library.weights(one.id)).toEqual(smallResult(experiment).weights)
  })
})

test('the same sentence is told once until something could be written again', async () => {
  const one = await bench(false)
  const recorder = await one.open()
  await recorder.handle(STARTED)
  breakDisk('ENOSPC', 0)
  for (let turn = 0; turn < 5; turn += 1) await recorder.handle({ kind: 'paused', iteration: turn })
  expect(one.problems).toHaveLength(1)
})

test('a library that was taken away in the middle takes the end when it is back', async () => {
  const one = await bench(false)
  const recorder = await one.open()
  await recorder.handle(STARTED)
  await rename(one.directory, `${one.directory}-away`)
  expect(await refusal(recorder.handle(ENDED))).toMatch(/^The library .* cannot be found at the moment\.$/)
  await rename(`${one.directory}-away`, one.directory)
  await recorder.handle(ENDED)
  expect(await one.library.record(one.id)).toMatchObject({ stopReason: 'completed' })
})

test('a run whose folder alone was taken away is written all the same', async () => {
  const one = await bench(false)
  const recorder = await one.open()
  await recorder.handle(STARTED)
  await rename(join(one.directory, 'runs', one.id), join(one.directory, 'elsewhere'))
  await recorder.handle(ENDED)
  expect(await one.library.record(one.id)).toMatchObject({ stopReason: 'completed', identity })
  expect(await one.library.weights(one.id)).toEqual(smallResult(experiment).weights)
})
