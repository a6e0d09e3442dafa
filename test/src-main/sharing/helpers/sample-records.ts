import { completePlan } from '#shared/experiment/complete-plan'
import type { RunCurves, RunRecord } from '#shared/records/run-record'

const EXPERIMENT = {
  format: 'our-neural-network/experiment',
  version: 1,
  design: {
    input: 784,
    hidden: [16],
    output: 10,
    activation: 'selu',
    initialization: 'lecun',
    initializationDraw: 'normal',
    batchNormalization: false,
    dropout: { kind: 'alpha', ratio: 0.25 },
  },
  plan: completePlan({
    seed: 1,
    scaling: 'standardize',
    validationShare: 0.2,
    iterations: 100,
    batchSize: 128,
    sampling: 'permutation',
    optimizer: { kind: 'momentum', momentum: 0.9 },
    learningRate: 0.1,
  }),
} as const

const HEX = 'a'.repeat(64)

/** A finished run that every check lets through. */
export function sampleRecord(id: string, change: Partial<RunRecord> = {}): RunRecord {
  return {
    format: 'our-neural-network/run',
    version: 1,
    id,
    experiment: EXPERIMENT,
    identity: HEX,
    data: HEX,
    arithmetic: 'f32-fma-1',
    engine: { name: 'wasm', threads: 2 },
    machine: { cores: 2, model: 'a processor', platform: 'linux', calibration: null },
    author: 'Ada',
    startedAt: '2026-11-05T10:00:00.000Z',
    seconds: 12.5,
    parameters: 12_730,
    plannedIterations: 100,
    iterations: 100,
    stopReason: 'completed',
    divergence: null,
    keptWeights: 'last',
    trainAccuracy: 0.9,
    validationAccuracy: 0.88,
    testAccuracy: 0.875,
    trainLoss: 0.3,
    validationLoss: 0.33,
    testLoss: 0.34,
    weightsSha256: null,
    curvesSha256: null,
    predictions: null,
    parent: null,
    ...change,
  }
}

export function sampleCurves(id: string): RunCurves {
  return {
    format: 'our-neural-network/curves',
    version: 1,
    id,
    training: { iteration: [10, 20], loss: [1, 0.5], accuracy: [0.5, 0.8], learningRate: [0.1, 0.1] },
    validation: { iteration: [20], loss: [0.6], accuracy: [0.79] },
    layers: {
      iteration: [],
      preactivationMean: [[]],
      preactivationVariance: [[]],
      activationMean: [[]],
      activationVariance: [[]],
    },
    seconds: [0.1, 0.2],
  }
}
