import type { Experiment } from '#shared/experiment/experiment'
import { parameterCount } from '#shared/experiment/parameter-count'
import { PRESETS } from '#shared/experiment/presets'
import { weightsSize } from '#shared/network/parameter-table'
import { CURVES_FORMAT, type RunCurves } from '#shared/records/run-record'
import type { TrainingResult } from '#shared/training/training-events'
import { experimentIdentity } from '../../src-main/base/hashes'
import type { NewRun } from '../../src-main/library/new-run'

const HEX = '0123456789abcdef'

/** A network that is small enough for hundreds of them in a test. */
export function smallExperiment(seed = 1, iterations = 1000): Experiment {
  const [{ experiment }] = PRESETS
  return {
    ...experiment,
    design: { ...experiment.design, hidden: [3] },
    plan: { ...experiment.plan, seed, iterations },
  }
}

export function newRun(id: string, experiment: Experiment = smallExperiment()): NewRun {
  return {
    id,
    experiment,
    identity: experimentIdentity(experiment, HEX.repeat(4), 'f32-fma-1'),
    data: HEX.repeat(4),
    arithmetic: 'f32-fma-1',
    engine: { name: 'wasm', threads: 2 },
    machine: { cores: 2, model: 'A processor', platform: 'linux-x64', calibration: null },
    author: '김하나',
    parameters: parameterCount(experiment.design),
    parent: null,
  }
}

export function smallCurves(id: string, points = 3): RunCurves {
  const iteration = Array.from({ length: points }, (_, point) => 10 * (point + 1))
  const column = iteration.map((at) => 1 / at)
  return {
    format: CURVES_FORMAT,
    version: 1,
    id,
    training: { iteration, loss: column, accuracy: column, learningRate: column },
    validation: { iteration, loss: column, accuracy: column },
    layers: {
      iteration,
      preactivationMean: [column],
      preactivationVariance: [column],
      activationMean: [column],
      activationVariance: [column],
    },
    seconds: iteration,
  }
}

export function smallResult(experiment: Experiment, change: Partial<TrainingResult> = {}): TrainingResult {
  return {
    stopReason: 'completed',
    iterations: experiment.plan.iterations,
    divergence: null,
    keptWeights: 'last',
    trainAccuracy: 0.91,
    trainLoss: 0.25,
    validationAccuracy: 0.9,
    validationLoss: 0.3,
    testAccuracy: 0.89,
    testLoss: 0.31,
    predictions: Uint8Array.from({ length: 20 }, (_, image) => image % 10),
    weights: Float32Array.from({ length: weightsSize(experiment.design) }, (_, index) => index / 7),
    seconds: 1.5,
    ...change,
  }
}
