import { completePlan } from './complete-plan'
import { DATA_SHAPE } from './data-shape'
import type { Dropout, Experiment, Initialization, NetworkDesign, Optimizer } from './experiment'
import { EXPERIMENT_FORMAT } from './experiment'
import { NO_DROPOUT } from './no-dropout'
import { OPTIMIZER_DEFAULTS } from './optimizer-defaults'
import { SCHEDULE_DEFAULTS } from './schedule-defaults'

/** A row of the reference project's table: its settings as an experiment, and what they got. */
export interface ReferenceRow {
  readonly id: string
  readonly experiment: Experiment
  /** Peak rate at which our optimizer does well; theirs is the experiment's own. */
  readonly ourLearningRate: number
  readonly theirTrainAccuracy: number
  readonly theirTestAccuracy: number
  /** null where their report does not say. */
  readonly theirSeconds: number | null
  /** Recorded there as a full run, although its time shows that it was stopped. */
  readonly stoppedEarly: boolean
}

interface Settings {
  readonly hidden: readonly number[]
  readonly activation: NetworkDesign['activation']
  readonly initialization: Initialization
  readonly weightDecay?: number
  readonly dropout?: Dropout
  readonly batchNormalization?: boolean
  readonly batchSize?: number
  readonly optimizer?: Optimizer
}

// Their training images are all 60,000 (0.974467 is 58,468 of them), drawn with replacement as the textbook does.
function experimentOf(settings: Settings): Experiment {
  return {
    format: EXPERIMENT_FORMAT,
    version: 1,
    design: {
      input: DATA_SHAPE.pixels,
      hidden: settings.hidden,
      output: DATA_SHAPE.classes,
      activation: settings.activation,
      initialization: settings.initialization,
      initializationDraw: 'normal',
      batchNormalization: settings.batchNormalization ?? false,
      dropout: settings.dropout ?? NO_DROPOUT,
    },
    plan: completePlan({
      seed: 1,
      scaling: 'standardize',
      iterations: 10_000,
      batchSize: settings.batchSize ?? 512,
      sampling: 'replacement',
      optimizer: settings.optimizer ?? OPTIMIZER_DEFAULTS.momentum,
      learningRate: 0.01,
      schedule: SCHEDULE_DEFAULTS['one-cycle'],
      weightDecay: settings.weightDecay ?? 0,
    }),
  }
}

function row(
  id: string,
  settings: Settings,
  theirs: readonly [train: number, test: number, seconds: number | null],
  ourLearningRate = 0.3,
): ReferenceRow {
  const [theirTrainAccuracy, theirTestAccuracy, theirSeconds] = theirs
  const experiment = experimentOf(settings)
  return {
    id,
    experiment,
    ourLearningRate,
    theirTrainAccuracy,
    theirTestAccuracy,
    theirSeconds,
    stoppedEarly: false,
  }
}

// Their `xavier` is variance 1/fan_in, which is our lecun; with SELU they used alpha dropout.
const selfNormalizing = (hidden: readonly number[], ratio: number, weightDecay = 0): Settings => ({
  hidden,
  activation: 'selu',
  initialization: 'lecun',
  dropout: { kind: 'alpha', ratio },
  weightDecay,
})
const stopped: Settings = {
  hidden: [128, 32],
  activation: 'elu',
  initialization: 'he',
  dropout: { kind: 'dropout', ratio: 0.5 },
}
const sigmoid = (hidden: readonly number[], optimizer: Optimizer): Settings => ({
  hidden,
  activation: 'sigmoid',
  initialization: 'lecun',
  batchNormalization: true,
  batchSize: 256,
  optimizer,
})
const eluNadam: Settings = {
  hidden: [512, 256, 128],
  activation: 'elu',
  initialization: 'he',
  batchNormalization: true,
  optimizer: OPTIMIZER_DEFAULTS.nadam,
}

/** A row of the one network that was stopped three times. */
function stoppedRow(
  id: string,
  theirs: readonly [train: number, test: number, seconds: number],
): ReferenceRow {
  return { ...row(id, stopped, theirs, 0.1), stoppedEarly: true }
}

/** The ten rows that are known of their 92, numbered as there, and their final network, whose row is not among them. */
export const REFERENCE_ROWS: readonly ReferenceRow[] = [
  row('reference-0', selfNormalizing([512, 256, 128], 0.3, 0.000002), [0.980167, 0.9062, 824.24801]),
  row('reference-1', selfNormalizing([256, 128], 0.25), [0.978617, 0.9057, 346.187427]),
  row('reference-2', eluNadam, [1, 0.9038, 949.484395], 0.001),
  row('reference-3', selfNormalizing([256, 64], 0.25), [0.974417, 0.903, 340.17342]),
  row('reference-4', selfNormalizing([256, 32], 0.25), [0.9708, 0.9025, 340.128564]),
  stoppedRow('reference-87', [0.853458, 0.8415, 41.790797]),
  row('reference-88', sigmoid([300, 150, 70], OPTIMIZER_DEFAULTS.sgd), [0.864433, 0.8388, 182.931918]),
  stoppedRow('reference-89', [0.849437, 0.8335, 34.266119]),
  row(
    'reference-90',
    sigmoid([200, 100, 50], OPTIMIZER_DEFAULTS.adam),
    [0.745667, 0.7271, 162.076558],
    0.001,
  ),
  stoppedRow('reference-91', [0.653229, 0.6455, 5.206525]),
  row('reference-final', selfNormalizing([256, 64], 0.25, 0.000002), [0.974467, 0.9045, null]),
]
