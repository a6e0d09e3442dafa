import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Experiment } from '#shared/experiment/experiment'
import { finalNetwork } from '#shared/experiment/presets'
import { isLastEvent, type TrainingEvent, type TrainingResult } from '#shared/training/training-events'
import { weightsSha256 } from '../../../src-main/base/hashes'
import { loadDataSet } from '../../../src-main/trainer/data-files'
import { chooseEngine } from '../../../src-main/trainer/engines'
import { createTrainingPlace } from '../../../src-main/trainer/training-place'
import type { TrainingOptions, TrainingSession } from '../../../src-main/trainer/training-session'
import { startTraining } from '../../../src-main/trainer/training-session'
import { idxImages, idxLabels } from '../../helpers/idx-files'
import { buildLab, writeSmallData } from '../../helpers/lab-command'
import { smallExperiment } from '../../helpers/small-runs'

const threadEntry = resolve('out/main/training-thread.js')

let folder: string
beforeAll(async () => {
  await buildLab()
  folder = await mkdtemp(join(tmpdir(), 'training-session-'))
  await writeSmallData(folder)
})
afterAll(() => rm(folder, { recursive: true, maxRetries: 10, force: true }))

type Given = Partial<TrainingOptions> & Pick<TrainingOptions, 'experiment'>
type React = (event: TrainingEvent, session: TrainingSession) => void

/** Trains in real worker threads; every event to the last. */
async function train(given: Given, react: React = () => undefined): Promise<readonly TrainingEvent[]> {
  const events: TrainingEvent[] = []
  const session = startTraining(
    { data: () => loadDataSet(folder), threads: 2, threadEntry, ...given },
    (event) => {
      events.push(event)
      react(event, session)
    },
  )
  await session.finished
  return events
}

function resultOf(events: readonly TrainingEvent[]): TrainingResult {
  const last = events[events.length - 1]
  if (last.kind !== 'ended') throw new Error(`The training ended with ${JSON.stringify(last)}.`)
  return last.result
}

function withoutSeconds(events: readonly TrainingEvent[]): unknown {
  const { seconds: _, ...result } = resultOf(events)
  return [events.flatMap((event) => ('point' in event ? [event.point] : [])), result]
}

function short(seed: number, iterations = 300): Experiment {
  const experiment = smallExperiment(seed, iterations)
  return { ...experiment, plan: { ...experiment.plan, batchSize: 64 } }
}

const small = short(3)

describe('a training of the final network on the real data', () => {
  const experiment: Experiment = { ...finalNetwork, plan: { ...finalNetwork.plan, iterations: 20 } }
  const real = { experiment, data: () => loadDataSet('resources/fashion-mnist') }

  it('should give the same numbers and bytes with 1, 2, 3, 4 and 16 threads, and with every engine', async () => {
    const expected = await train({ ...real, threads: 1, engine: 'wasm' })
    const result = resultOf(expected)

    expect(result).toMatchObject({ stopReason: 'completed', iterations: 20 })
    expect(result.testAccuracy).toBeGreaterThan(0.3)
    for (const threads of [2, 3, 4, 16]) {
      const events = await train({ ...real, threads, engine: 'wasm' })
      expect(weightsSha256(resultOf(events).weights)).toBe(weightsSha256(result.weights))
      expect(withoutSeconds(events)).toEqual(withoutSeconds(expected))
    }
    expect(withoutSeconds(await train({ ...real, engine: chooseEngine().engine }))).toEqual(
      withoutSeconds(expected),
    )
  })
})

describe('a training on data of other shapes', () => {
  it.each([
    { side: 32, classes: 47 },
    { side: 32, classes: 3 },
    { side: 8, classes: 2 },
    { side: 64, classes: 256 },
  ])(
    'should give the same bytes with every engine and number of threads: $classes classes of $side pixels a side',
    async ({ side, classes }) => {
      const directory = join(folder, `${side}-${classes}`)
      await mkdir(directory)
      for (const [part, count] of [
        ['train', 2 * classes + 61],
        ['t10k', classes + 7],
      ] as const) {
        const label = (image: number): number => image % classes
        const grey = (image: number, pixel: number): number => (label(image) * 37 + pixel * 11 + image) % 256
        await writeFile(join(directory, `${part}-images-idx3-ubyte`), idxImages(count, grey, side))
        await writeFile(
          join(directory, `${part}-labels-idx1-ubyte`),
          idxLabels(Array.from({ length: count }, (_, image) => label(image))),
        )
      }
      const { design, plan } = short(5, 12)
      const given: Given = {
        experiment: { ...small, design: { ...design, input: side * side, output: classes }, plan },
        data: () => loadDataSet(directory),
      }
      const expected = withoutSeconds(await train({ ...given, threads: 1, engine: 'wasm' }))
      expect(withoutSeconds(await train({ ...given, threads: 3, engine: 'wasm' }))).toEqual(expected)
      const { engine } = chooseEngine()
      for (const threads of [1, 3])
        expect(withoutSeconds(await train({ ...given, threads, engine }))).toEqual(expected)
    },
  )
})

describe('a training in worker threads', () => {
  it('should tell where it starts and how it ends, and nothing after that', async () => {
    const events = await train({ experiment: small })

    expect(events[0]).toMatchObject({ kind: 'started', threads: 2, iteration: 0, arithmetic: 'f32-fma-1' })
    expect(events.filter(isLastEvent)).toHaveLength(1)
    expect(resultOf(events)).toMatchObject({ stopReason: 'completed', iterations: 300 })
  })

  it('should pause, and go on to the bytes of a run that never paused', async () => {
    const whole = await train({ experiment: small })
    let pauses = 0
    const paused = await train({ experiment: small }, (event, session) => {
      if (event.kind === 'logged' && event.point.iteration === 50) session.command('pause')
      if (event.kind === 'paused') {
        pauses += 1
        session.command('resume')
      }
    })

    expect(pauses).toBe(1)
    expect(withoutSeconds(paused)).toEqual(withoutSeconds(whole))
  })

  it('should go on from the checkpoint of its pause with another number of threads', async () => {
    const whole = await train({ experiment: small })
    const stopped = await train({ experiment: small, threads: 3 }, (event, session) => {
      if (event.kind === 'logged' && event.point.iteration === 50) session.command('pause')
      if (event.kind === 'paused') session.command('stop')
    })
    const checkpoint = stopped.find((event) => event.kind === 'checkpoint')?.bytes ?? null
    const resumed = await train({ experiment: small, checkpoint, threads: 1 })

    expect(resultOf(stopped).stopReason).toBe('stopped')
    expect(resumed[0]).toMatchObject({ kind: 'started', iteration: resultOf(stopped).iterations })
    expect(weightsSha256(resultOf(resumed).weights)).toBe(weightsSha256(resultOf(whole).weights))
  })

  it('should be discarded without a result', async () => {
    const events = await train({ experiment: small }, (event, session) => {
      if (event.kind === 'started') session.command('discard')
    })

    expect(events[events.length - 1]).toMatchObject({ kind: 'discarded' })
  })

  it('should end at the iteration that a replay of a stopped run asks for', async () => {
    const result = resultOf(await train({ experiment: small, stopAfter: 77 }))

    expect(result).toMatchObject({ stopReason: 'stopped', iterations: 77 })
  })

  it('should say nothing more once it was ended at once', async () => {
    let after = 0
    let ended = false
    const events = await train({ experiment: short(3, 10_000) }, (event, session) => {
      if (ended) after += 1
      if (event.kind !== 'logged') return
      ended = true
      void session.terminate()
    })

    expect(events.length).toBeGreaterThan(1)
    expect(after).toBe(0)
  })
})

describe('trainings one after the other in one place', () => {
  it('have the bytes of trainings in places of their own, whatever came before', async () => {
    const place = createTrainingPlace(threadEntry)
    const wide: Experiment = { ...small, design: { ...small.design, hidden: [40, 20] } }
    const expectAsAlone = async (experiment: Experiment, threads: number): Promise<void> => {
      const alone = await train({ experiment, threads })
      expect(withoutSeconds(await train({ experiment, threads, place }))).toEqual(withoutSeconds(alone))
    }

    await expectAsAlone(small, 2)
    await expectAsAlone(wide, 2)
    await expectAsAlone(wide, 3)
    await train({ experiment: short(4), place }, (event, session) => {
      if (event.kind === 'logged') session.command('discard')
    })
    await expectAsAlone(wide, 1)
    await train({ experiment: short(4, 10_000), place }, (event, session) => {
      if (event.kind === 'logged') void session.terminate()
    })
    await expectAsAlone(small, 2)
    const failed = await train({ experiment: small, checkpoint: new Uint8Array(9), place })
    expect(failed.at(-1)).toMatchObject({ kind: 'failed' })
    await expectAsAlone(short(5), 2)
    await place.pool.terminate()
  })
})

describe('a training that cannot run', () => {
  const failure = async (given: Given): Promise<unknown> => (await train(given)).at(-1)

  it('should name the file that is missing', async () => {
    const failed = await failure({ experiment: small, data: () => loadDataSet(join(folder, 'nowhere')) })
    expect(failed).toMatchObject({
      kind: 'failed',
      message: expect.stringMatching(/nowhere.*train-images-idx3-ubyte\.gz/) as string,
    })
  })

  it('should refuse the checkpoint of another run, with a sentence', async () => {
    const stopped = await train({ experiment: small }, (event, session) => {
      if (event.kind === 'started') session.command('pause')
      if (event.kind === 'paused') session.command('stop')
    })
    const checkpoint = stopped.find((event) => event.kind === 'checkpoint')?.bytes ?? null

    expect(await failure({ experiment: short(4), checkpoint })).toEqual({
      kind: 'failed',
      message: 'The checkpoint belongs to a run with other settings or other data.',
    })
    expect(
      await failure({ experiment: small, checkpoint: checkpoint?.subarray(0, 100) ?? null }),
    ).toMatchObject({
      kind: 'failed',
      message: expect.stringMatching(/^The checkpoint is damaged/) as string,
    })
  })

  it('should fail where a thread cannot start', async () => {
    expect(await failure({ experiment: small, threadEntry: join(folder, 'gone.js') })).toMatchObject({
      kind: 'failed',
    })
  })

  it('should say how much memory was asked for where that is too much', async () => {
    const { design, plan } = small
    const huge: Experiment = {
      ...small,
      design: { ...design, hidden: [4096, 4096] },
      plan: { ...plan, batchSize: 60_000 },
    }

    expect(await failure({ experiment: huge })).toMatchObject({
      kind: 'failed',
      message: expect.stringMatching(/needs .* GiB of memory/) as string,
    })
  })
})
