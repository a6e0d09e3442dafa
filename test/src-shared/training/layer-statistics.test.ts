import { describe, expect, it } from 'vitest'
import type { Experiment } from '#shared/experiment/experiment'
import { readMatrix } from '#shared/network/memory'
import type { LayerStatistics } from '#shared/training/training-events'
import { runTraining } from '#shared/training/training-loop'
import type { TrainingThread } from '#shared/training/training-thread'
import { fastEngines } from '../../helpers/engines'
import { createInlineThread, smallData, smallExperiment } from '../../helpers/inline-training'
import { power } from '../../helpers/power'

const data = smallData(100, 5, 400, 20)
const ROWS = 100

/** The layer statistics of the first step, and something else that is looked up just after it. */
function firstPoint<T>(
  experiment: Experiment,
  look: (thread: TrainingThread) => T,
): readonly [LayerStatistics, T] {
  const thread = createInlineThread(experiment, data, (layout) => fastEngines[0].create(layout.size))
  const points: LayerStatistics[] = []
  const looks: T[] = []
  runTraining(thread, {
    images: data,
    owner: { identity: 'test', arithmetic: 'f32-fma-1' },
    checkpoint: null,
    hooks: {
      emit: (event) => {
        if (event.kind === 'layers') points.push(event.point)
      },
      now: () => 0,
      takeCommand: () => {
        looks.push(look(thread))
        return 'discard'
      },
      waitForCommand: () => 'resume',
    },
  })
  return [points[0], looks[0]]
}

function momentsOf({ memory }: TrainingThread, address: number, columns: number): readonly [number, number] {
  const values = new Float32Array(ROWS * columns)
  readMatrix(memory, address, values, ROWS, columns)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return [mean, values.reduce((sum, value) => sum + power(value - mean, 2), 0) / values.length]
}

const plan = { batchSize: ROWS, evaluateEvery: 1, iterations: 2 }

describe('layer statistics', () => {
  it.each([
    ['plain', {}],
    ['with batch normalization', { batchNormalization: true }],
    ['before dropout', { dropout: { kind: 'dropout', ratio: 0.5 } }],
  ] as const)('should tell mean and variance of every hidden layer over the batch: %s', (_, design) => {
    const experiment = smallExperiment({ input: 100, hidden: [37, 20], activation: 'elu', ...design }, plan)
    const [point, [before, after]] = firstPoint(experiment, (thread) => {
      const hidden = thread.layout.layers.filter(({ last }) => !last)
      return [
        hidden.map(({ preactivation, outputs }) => momentsOf(thread, preactivation, outputs)),
        hidden.map(({ activation, outputs }) => momentsOf(thread, activation, outputs)),
      ]
    })

    for (const layer of [0, 1]) {
      expect(point.preactivationMean[layer]).toBeCloseTo(before[layer][0], 5)
      expect(point.preactivationVariance[layer]).toBeCloseTo(before[layer][1], 5)
      expect(point.activationMean[layer]).toBeCloseTo(after[layer][0], 5)
      expect(point.activationVariance[layer]).toBeCloseTo(after[layer][1], 5)
    }
  })

  it('should show that SELU with LeCun keeps mean 0 and variance 1 through sixteen layers, and He does not', () => {
    const deep = (initialization: 'lecun' | 'he'): LayerStatistics => {
      const hidden = new Array<number>(16).fill(200)
      return firstPoint(smallExperiment({ input: 100, hidden, initialization }, plan), () => null)[0]
    }
    const [selu, he] = [deep('lecun'), deep('he')]

    for (const mean of selu.activationMean) expect(Math.abs(mean)).toBeLessThan(0.25)
    for (const variance of selu.activationVariance) expect(Math.abs(variance - 1)).toBeLessThan(0.4)
    expect(he.activationVariance[15]).toBeGreaterThan(10)
  })
})
