import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Experiment } from '#shared/experiment/experiment'
import type { TrainingEvent, TrainingResult } from '#shared/training/training-events'
import { experiments } from '../../helpers/arbitrary-experiment'
import { fastEngines } from '../../helpers/engines'
import type { SmallData } from '../../helpers/inline-training'
import { createInlineThread, smallData, smallExperiment, trainInline } from '../../helpers/inline-training'
import type { ThreadTeam } from '../../helpers/threaded-training'
import { createThreadTeam } from '../../helpers/threaded-training'

/** Everything that a run tells and keeps, but for the seconds, which nothing decides. */
interface Told {
  readonly points: readonly unknown[]
  readonly result: Omit<TrainingResult, 'seconds' | 'weights'>
  /** Bits of the weights: of two zeros and of two NaN, equality would not tell. */
  readonly weights: Uint32Array
}

function toldBy(events: readonly TrainingEvent[]): Told {
  const last = events[events.length - 1]
  if (last.kind !== 'ended') throw new Error(`The training ended with ${last.kind}.`)
  const { seconds: _, weights, ...result } = last.result
  const points = events.flatMap((event) => ('point' in event ? [[event.kind, event.point]] : []))
  return { points, result, weights: new Uint32Array(weights.buffer, weights.byteOffset, weights.length) }
}

function dataOf({ design }: Experiment): SmallData {
  return smallData(design.input, design.output, 60, 20, design.input)
}

/** A run that ended as every run must: all numbers finite, or a divergence that says where. */
function expectHonest({ design, plan }: Experiment, { points, result, weights }: Told): void {
  expect(
    [...new Float32Array(weights.buffer, weights.byteOffset, weights.length)].every(Number.isFinite),
  ).toBe(true)
  expect(JSON.stringify(points)).not.toContain('null')
  if (result.stopReason === 'diverged') {
    expect(result.divergence?.iteration).toBeGreaterThan(result.iterations - 1)
    expect(result.divergence?.iteration).toBeLessThanOrEqual(plan.iterations)
    expect(Array.from({ length: design.hidden.length + 1 }, (_, index) => `layers.${index}`)).toContain(
      result.divergence?.layer,
    )
    return
  }
  expect(result.divergence).toBeNull()
  expect(result.stopReason === 'completed' ? result.iterations : 10).toBe(10)
}

describe('any design and plan', () => {
  it('should train ten steps in finite numbers, or say where it diverged', () => {
    fc.assert(
      fc.property(experiments({ width: 40, batch: 60 }), (experiment) => {
        const data = dataOf(experiment)
        const thread = createInlineThread(experiment, data, (layout) => fastEngines[0].create(layout.size))
        expectHonest(experiment, toldBy(trainInline(experiment, data, {}, thread).events))
      }),
      { numRuns: 600 },
    )
  })

  it(`should give the bytes of the reference with ${fastEngines.map(({ name }) => name).join(', ')}`, () => {
    fc.assert(
      fc.property(experiments({ width: 20, batch: 35 }), (experiment) => {
        const data = dataOf(experiment)
        const expected = toldBy(trainInline(experiment, data).events)
        for (const engine of fastEngines) {
          const thread = createInlineThread(experiment, data, (layout) => engine.create(layout.size))
          expect(toldBy(trainInline(experiment, data, {}, thread).events)).toEqual(expected)
        }
      }),
      { numRuns: 40 },
    )
  })
})

/** Data of other shapes than Fashion-MNIST's: more classes than a panel has columns, few, and large images. */
const SHAPES = [
  { name: '47 classes at 28x28', side: 28, classes: 47 },
  { name: '3 classes at 32x32', side: 32, classes: 3 },
  { name: '256 classes at 8x8', side: 8, classes: 256 },
  { name: '5 classes at 64x64', side: 64, classes: 5 },
] as const

function shaped(side: number, classes: number): Experiment {
  return smallExperiment(
    { input: side * side, hidden: [20], output: classes },
    {
      iterations: 4,
      batchSize: 24,
      evaluateEvery: 2,
      labelSmoothing: 0.1,
      augmentation: { shift: 1, flip: true },
    },
  )
}

describe.each(SHAPES)('data of another shape: $name', ({ side, classes }) => {
  const experiment = shaped(side, classes)
  const data = smallData(side * side, classes, 90, 40, side)

  it('should give the bytes of the reference with every engine', () => {
    const expected = toldBy(trainInline(experiment, data).events)
    for (const engine of fastEngines) {
      const thread = createInlineThread(experiment, data, (layout) => engine.create(layout.size))
      expect(toldBy(trainInline(experiment, data, {}, thread).events)).toEqual(expected)
    }
  })
})

describe('threads', () => {
  let team: ThreadTeam
  beforeAll(async () => {
    team = await createThreadTeam(4)
  })
  afterAll(() => team.end())

  it.each(SHAPES)('should give the same bytes with $name', async ({ side, classes }) => {
    const experiment = shaped(side, classes)
    const data = smallData(side * side, classes, 90, 40, side)
    const thread = createInlineThread(experiment, data, (layout) => fastEngines[0].create(layout.size))
    const expected = toldBy(trainInline(experiment, data, {}, thread).events)
    for (const threads of [1, 3])
      expect(toldBy(await team.train(experiment, data, threads))).toEqual(expected)
  })

  it('should give the same bytes, however many of them train', async () => {
    await fc.assert(
      fc.asyncProperty(experiments({ width: 70, batch: 90 }), async (experiment) => {
        const data = dataOf(experiment)
        const thread = createInlineThread(experiment, data, (layout) => fastEngines[0].create(layout.size))
        const expected = toldBy(trainInline(experiment, data, {}, thread).events)
        for (const threads of [1, 2, 3, 4])
          expect(toldBy(await team.train(experiment, data, threads))).toEqual(expected)
      }),
      { numRuns: 40 },
    )
  })
})
