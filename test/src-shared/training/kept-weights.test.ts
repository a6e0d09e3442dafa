import { describe, expect, it } from 'vitest'
import type { Experiment } from '#shared/experiment/experiment'
import { parametersOf } from '#shared/network/layers'
import { readWeights } from '#shared/network/parameter-access'
import { weightsSize } from '#shared/network/parameter-table'
import { intervalsOf } from '#shared/training/intervals'
import type { TrainingEvent, TrainingResult } from '#shared/training/training-events'
import { runTraining } from '#shared/training/training-loop'
import { fastEngines } from '../../helpers/engines'
import { createInlineThread, smallData, smallExperiment } from '../../helpers/inline-training'

const data = smallData(25, 5, 300, 60)

interface Run {
  readonly result: TrainingResult
  readonly validations: readonly {
    readonly iteration: number
    readonly loss: number
    readonly accuracy: number
  }[]
  readonly logged: readonly { readonly iteration: number; readonly loss: number; readonly accuracy: number }[]
  /** The weights after each step. */
  readonly steps: readonly Float32Array[]
}

function train(experiment: Experiment, stopAfter: number | null = null, trainingData = data): Run {
  const thread = createInlineThread(experiment, trainingData, (layout) => fastEngines[0].create(layout.size))
  const events: TrainingEvent[] = []
  const steps: Float32Array[] = []
  runTraining(thread, {
    images: trainingData,
    owner: { identity: 'test', arithmetic: 'f32-fma-1' },
    checkpoint: null,
    hooks: {
      emit: (event) => events.push(event),
      now: () => 0,
      takeCommand: () => {
        steps.push(readWeights(thread.memory, thread.layout.layers))
        return steps.length === stopAfter ? 'stop' : null
      },
      waitForCommand: () => 'resume',
    },
  })
  const last = events[events.length - 1]
  if (last.kind !== 'ended') throw new Error(`The training ended with ${last.kind}.`)
  return {
    result: last.result,
    validations: events.flatMap((event) => (event.kind === 'validated' ? [event.point] : [])),
    logged: events.flatMap((event) => (event.kind === 'logged' ? [event.point] : [])),
    steps,
  }
}

describe('early stopping', () => {
  const hasty = smallExperiment(
    {},
    { iterations: 400, earlyStopping: 3, evaluateEvery: 5, learningRate: 0.3 },
  )
  const { result, validations } = train(hasty)
  const losses = validations.map(({ loss }) => loss)
  const best = losses.indexOf(Math.min(...losses))

  it('should stop after as many evaluations without a better one as the plan says', () => {
    expect(result).toMatchObject({ stopReason: 'early-stopping', keptWeights: 'best' })
    expect(validations).toHaveLength(best + 1 + 3)
    expect(result.iterations).toBe(validations[validations.length - 1].iteration)
  })

  it('should keep the weights of a run that was stopped at the best evaluation', () => {
    const stopped = train(
      smallExperiment({}, { ...hasty.plan, earlyStopping: 0 }),
      validations[best].iteration,
    )

    expect(stopped.result.stopReason).toBe('stopped')
    expect(result.weights).toEqual(stopped.result.weights)
    expect(result.validationLoss).toBe(losses[best])
    expect(result.testAccuracy).toBe(stopped.result.testAccuracy)
  })

  it('should change nothing but the end', () => {
    const patient = train(smallExperiment({}, { ...hasty.plan, earlyStopping: 0 }))

    expect(patient.validations.slice(0, validations.length)).toEqual(validations)
    expect(patient.result.iterations).toBeGreaterThan(result.iterations)
  })

  it('should keep the last weights of a run that ended before any evaluation', () => {
    const stopped = train(hasty, 3)

    expect(stopped.result).toMatchObject({ stopReason: 'stopped', iterations: 3, keptWeights: 'last' })
    expect(stopped.result.weights).toEqual(stopped.steps[2])
  })
})

describe('averaging', () => {
  it.each([0.5, 0.9, 0.999])(
    'should keep the moving average of all weights with decay %d, calculated in binary64',
    (averaging) => {
      const design = { batchNormalization: true }
      const plain = train(smallExperiment(design, { iterations: 40 }))
      const averaged = train(smallExperiment(design, { iterations: 40, averaging }))
      const { layers } = createInlineThread(smallExperiment(design), data).layout
      const first = train(smallExperiment(design, { iterations: 1, learningRate: 1e-30 })).steps[0]
      const average = Float64Array.from(first)
      for (const weights of plain.steps) {
        for (const [index, weight] of weights.entries())
          average[index] += (1 - averaging) * (weight - average[index])
      }

      expect(averaged.result.keptWeights).toBe('averaged')
      expect(averaged.steps).toEqual(plain.steps)
      for (const { entry } of parametersOf(layers)) {
        const last = plain.steps[plain.steps.length - 1]
        for (let index = entry.offset; index < entry.offset + entry.size; index += 1) {
          const expected = entry.trainable ? average[index] : last[index]
          expect(Math.abs(averaged.result.weights[index] - expected)).toBeLessThan(2e-6)
        }
      }
    },
  )

  it('should evaluate what it keeps', () => {
    const { result, validations } = train(smallExperiment({}, { iterations: 40, averaging: 0.9 }))

    expect(result.validationLoss).toBe(validations[validations.length - 1].loss)
  })
})

describe('what is told', () => {
  it.each([
    [7, 30],
    [1, 5],
    [30, 30],
    [1000, 30],
  ])('should be evaluated every %d iterations of %d, and after the last', (evaluateEvery, iterations) => {
    const { validations } = train(smallExperiment({}, { iterations, evaluateEvery }))
    const expected = Array.from({ length: iterations }, (_, index) => index + 1).filter(
      (done) => done % evaluateEvery === 0 || done === iterations,
    )

    expect(validations.map(({ iteration }) => iteration)).toEqual(expected)
  })

  it('should not depend on when it is evaluated', () => {
    const rare = train(
      smallExperiment({ dropout: { kind: 'alpha', ratio: 0.2 } }, { iterations: 30, evaluateEvery: 30 }),
    )
    const often = train(
      smallExperiment({ dropout: { kind: 'alpha', ratio: 0.2 } }, { iterations: 30, evaluateEvery: 1 }),
    )

    expect(often.result.weights).toEqual(rare.result.weights)
    expect(often.logged).toEqual(rare.logged)
  })

  it('should take about a tenth of the operations for evaluation where the plan leaves the interval open', () => {
    const share = (validationImages: number, batchSize: number, iterations: number): number => {
      const experiment = smallExperiment({}, { evaluateEvery: 0, batchSize, iterations })
      const { evaluate } = intervalsOf(experiment, validationImages)
      return validationImages / (evaluate * 3 * batchSize)
    }

    expect(share(6000, 512, 10_000)).toBeLessThanOrEqual(0.1)
    expect(share(6000, 512, 1000)).toBeGreaterThan(0.07)
    expect(share(30_000, 32, 1_000_000)).toBeLessThanOrEqual(0.1)
    expect(share(6000, 8192, 10_000)).toBeLessThanOrEqual(0.1)
  })

  describe('checkpoints', () => {
    const every = (hidden: readonly number[], batchSize: number): number =>
      intervalsOf(smallExperiment({ input: 784, output: 10, hidden }, { batchSize }), 0).checkpoint
    const weightsOf = (hidden: readonly number[]): number => {
      const widths = [784, ...hidden, 10]
      return widths.slice(1).reduce((sum, width, index) => sum + width * widths[index], 0)
    }
    const products = (hidden: readonly number[], batchSize: number): number =>
      6 * batchSize * weightsOf(hidden) * every(hidden, batchSize)

    it('should lie between a second and some seconds apart, by operations', () => {
      expect(products([256, 64], 512)).toBeGreaterThan(4e11)
      expect(products([256, 64], 512)).toBeLessThan(6e11)
      expect(every([], 1)).toBe(5997)
    })

    it('should not come so often that writing a large network takes a good part of its training', () => {
      for (const [hidden, batchSize] of [
        [[2048, 2048], 4096],
        [[4096, 4096], 512],
        [[8192, 8192, 8192], 64],
      ] as const) {
        const operations = products(hidden, batchSize) / weightsOf(hidden)
        expect(operations).toBeGreaterThan(3e5)
        expect(operations).toBeLessThanOrEqual(4e5)
      }
      expect(every([4096, 4096], 2 ** 20)).toBe(1)
    })
  })

  it('should log at most 500 points, the last one at the end, over all batches in between', () => {
    const iterations = 1203
    const tiny = smallExperiment({ hidden: [] }, { iterations, batchSize: 4, evaluateEvery: 1203 })
    const sparse = train(tiny, null, smallData(25, 5, 40, 10))

    expect(sparse.logged.length).toBeLessThanOrEqual(500)
    expect(sparse.logged[sparse.logged.length - 1].iteration).toBe(iterations)
    expect(sparse.logged.slice(0, 3).map(({ iteration }) => iteration)).toEqual([3, 6, 9])
  })

  it('should have no validation numbers without a validation split, and count correct predictions exactly', () => {
    const { result, validations } = train(smallExperiment({}, { validationShare: 0 }))
    const truth = data.labels.subarray(data.training)
    const correct = truth.filter((label, index) => result.predictions?.[index] === label).length

    expect(validations).toEqual([])
    expect([result.validationAccuracy, result.validationLoss]).toEqual([null, null])
    expect(result.testAccuracy).toBe(correct / truth.length)
    expect(result.weights).toHaveLength(weightsSize(smallExperiment().design))
  })
})
