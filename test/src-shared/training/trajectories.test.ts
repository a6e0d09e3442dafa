import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Activation, Optimizer } from '#shared/experiment/experiment'
import { writeWeights } from '#shared/network/parameter-access'
import { parameterTable, weightsSize } from '#shared/network/parameter-table'
import { writeCheckpoint } from '#shared/training/checkpoint'
import { initialLeaderState } from '#shared/training/progress'
import {
  createInlineThread,
  NEUTRAL_DESIGN,
  smallExperiment,
  trainInline,
} from '../../helpers/inline-training'

const [PIXELS, CLASSES, IMAGES] = [16, 4, 48]

interface Trajectory {
  readonly hidden: readonly number[]
  readonly activation: Activation
  readonly batchNormalization: boolean
  readonly optimizer: Optimizer['kind']
  readonly learningRate: number
  readonly weightDecay: number
  readonly labelSmoothing: number
  readonly gradientClipping: number
  readonly losses: readonly number[]
  readonly evaluationLoss: number
}

/** PyTorch's defaults, written out, for the rules that it has. */
const OPTIMIZERS: Readonly<Partial<Record<Optimizer['kind'], Optimizer>>> = {
  sgd: { kind: 'sgd' },
  momentum: { kind: 'momentum', momentum: 0.9 },
  nesterov: { kind: 'nesterov', momentum: 0.9 },
  adagrad: { kind: 'adagrad', epsilon: 1e-10 },
  rmsprop: { kind: 'rmsprop', decay: 0.99, epsilon: 1e-8 },
  adam: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  adamw: { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  nadam: { kind: 'nadam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, momentumDecay: 0.004 },
}

const trajectories = JSON.parse(readFileSync('test/fixtures/trajectories.json', 'utf8')) as Trajectory[]

/** The formulas of test/fixtures/make-trajectories.py. */
function fixtureImages(): { images: Uint8Array; labels: Uint8Array } {
  const images = Uint8Array.from(
    { length: IMAGES * PIXELS },
    (_, i) => (i * 193 + Math.floor(i / PIXELS) * 71) % 256,
  )
  const labels = Uint8Array.from({ length: IMAGES }, (_, i) => ((i * 5) % 7) % CLASSES)
  return { images, labels }
}

function fixtureWeights(design: Parameters<typeof parameterTable>[0]): Float32Array {
  const weights = new Float32Array(weightsSize(design))
  for (const { role, layer, offset, size, shape } of parameterTable(design)) {
    if (role === 'gamma' || role === 'running-variance') weights.fill(1, offset, offset + size)
    if (role !== 'weight') continue
    for (let i = 0; i < size; i += 1) {
      weights[offset + i] = (((i * 7919 + layer * 104729) % 1009) / 1009 - 0.5) * (2.4 / Math.sqrt(shape[0]))
    }
  }
  return weights
}

function follow(trajectory: Trajectory): { losses: number[]; evaluationLoss: number | null } {
  const {
    hidden,
    activation,
    batchNormalization,
    learningRate,
    weightDecay,
    labelSmoothing,
    gradientClipping,
  } = trajectory
  const design = { ...NEUTRAL_DESIGN, input: PIXELS, output: CLASSES, hidden, activation, batchNormalization }
  const optimizer = OPTIMIZERS[trajectory.optimizer]
  if (optimizer === undefined)
    throw new Error(`Nobody says with which constants ${trajectory.optimizer} went.`)
  const experiment = smallExperiment(design, {
    scaling: 'range',
    validationShare: 0,
    batchSize: IMAGES,
    iterations: trajectory.losses.length,
    optimizer,
    learningRate,
    weightDecay,
    labelSmoothing,
    gradientClipping,
  })
  const { images, labels } = fixtureImages()
  const data = {
    images: new Uint8Array([...images, ...images]),
    labels: new Uint8Array([...labels, ...labels]),
    training: IMAGES,
    test: IMAGES,
  }
  const thread = createInlineThread(experiment, data)
  const weights = fixtureWeights(design)
  for (const copy of ['current', 'finite'] as const)
    writeWeights(thread.memory, thread.layout.layers, weights, copy)
  const owner = { identity: 'test', arithmetic: 'f32-fma-1' }
  const checkpoint = writeCheckpoint(thread.memory, thread.layout, initialLeaderState(hidden.length), owner)
  const { events, result } = trainInline(experiment, data, { checkpoint })
  return {
    losses: events.flatMap((event) => (event.kind === 'logged' ? [event.point.loss] : [])),
    evaluationLoss: result.testLoss,
  }
}

describe('ten steps against PyTorch', () => {
  it.each(
    trajectories.map((trajectory) => {
      const { losses: _, evaluationLoss: __, ...settings } = trajectory
      return [JSON.stringify(settings), trajectory] as const
    }),
  )('should follow %s', (_, trajectory) => {
    const { losses, evaluationLoss } = follow(trajectory)

    expect(losses).toHaveLength(trajectory.losses.length)
    for (const [step, loss] of losses.entries())
      expect(Math.abs(loss / trajectory.losses[step] - 1)).toBeLessThan(1e-6)
    expect(Math.abs((evaluationLoss ?? Infinity) / trajectory.evaluationLoss - 1)).toBeLessThan(1e-6)
  })
})
