import type { Experiment, Schedule, ScheduleKind } from '#shared/experiment/experiment'
import {
  ACTIVATIONS,
  DRAWS,
  INITIALIZATIONS,
  OPTIMIZER_KINDS,
  SAMPLINGS,
  SCALINGS,
  SCHEDULE_KINDS,
} from '#shared/experiment/experiment'
import { smallExperiment } from './inline-training'
import { OPTIMIZER_RULES } from './optimizer-rules'

const SCHEDULES: { readonly [K in ScheduleKind]: Extract<Schedule, { kind: K }> } = {
  constant: { kind: 'constant' },
  'one-cycle': { kind: 'one-cycle', up: 0.4, start: 0.1, end: 0.2, tail: 0.2, final: 0.05 },
  cosine: { kind: 'cosine', end: 0.1, warmUp: 0.2 },
  step: { kind: 'step', every: 0.25, factor: 0.5, warmUp: 0.1 },
  'warm-up': { kind: 'warm-up', warmUp: 0.5 },
}

/** A small network of the real shape, a few steps long. */
function short(design: Partial<Experiment['design']>, plan: Partial<Experiment['plan']> = {}): Experiment {
  return smallExperiment(
    { input: 784, hidden: [33, 18], output: 10, ...design },
    { iterations: 8, batchSize: 50, evaluateEvery: 4, seed: 20_240_601, ...plan },
  )
}

const named = <T>(prefix: string, values: readonly T[], make: (value: T) => Experiment) =>
  values.map(
    (value) =>
      [`${prefix} ${typeof value === 'string' ? value : JSON.stringify(value)}`, make(value)] as const,
  )

/** One short run for every choice that decides the bytes. A choice that is added to its list joins by itself. */
export const GOLDEN_RUNS: ReadonlyMap<string, Experiment> = new Map([
  ...named('activation', ACTIVATIONS, (activation) => short({ activation })),
  ...named('normalized', ACTIVATIONS, (activation) => short({ activation, batchNormalization: true })),
  ...named('initialization', [...INITIALIZATIONS, 0.05], (initialization) => short({ initialization })),
  ...named('draw', DRAWS, (initializationDraw) => short({ initializationDraw })),
  ...named('dropout', [0.1, 0.5], (ratio) =>
    short({ activation: 'relu', dropout: { kind: 'dropout', ratio } }),
  ),
  ...named('alpha dropout', [0.1, 0.25], (ratio) => short({ dropout: { kind: 'alpha', ratio } })),
  ...named('hidden', [[], [16], [300, 100], new Array<number>(16).fill(9)], (hidden) => short({ hidden })),
  ...named(
    'optimizer',
    OPTIMIZER_KINDS.map((kind) => OPTIMIZER_RULES[kind].settings[0]),
    (optimizer) => short({}, { optimizer, learningRate: 0.01, weightDecay: 0.001 }),
  ),
  ...named('schedule', SCHEDULE_KINDS, (kind) =>
    short({}, { schedule: SCHEDULES[kind], iterations: 20, evaluateEvery: 10 }),
  ),
  ...named('scaling', SCALINGS, (scaling) =>
    short({ initialization: scaling === 'none' ? 0.001 : 'lecun' }, { scaling, learningRate: 0.001 }),
  ),
  ...named('sampling', SAMPLINGS, (sampling) => short({}, { sampling })),
  ...named('weight decay', [0.01], (weightDecay) => short({}, { weightDecay })),
  ...named('label smoothing', [0.1], (labelSmoothing) => short({}, { labelSmoothing })),
  ...named('clipping', [0.2], (gradientClipping) => short({}, { gradientClipping })),
  ...named('averaging', [0.9], (averaging) => short({}, { averaging })),
  ...named('early stopping', [1], (earlyStopping) =>
    short({}, { earlyStopping, evaluateEvery: 1, learningRate: 0.3, iterations: 30 }),
  ),
  ...named(
    'augmentation',
    [
      { shift: 2, flip: false },
      { shift: 0, flip: true },
      { shift: 1, flip: true },
    ],
    (augmentation) => short({}, { augmentation }),
  ),
  ...named('validation share', [0, 0.5], (validationShare) => short({}, { validationShare })),
  [
    'everything',
    short(
      {
        activation: 'elu',
        batchNormalization: true,
        dropout: { kind: 'dropout', ratio: 0.2 },
        initializationDraw: 'uniform',
      },
      {
        optimizer: OPTIMIZER_RULES.adamw.settings[0],
        learningRate: 0.003,
        schedule: SCHEDULES['one-cycle'],
        weightDecay: 0.01,
        labelSmoothing: 0.05,
        gradientClipping: 1,
        augmentation: { shift: 1, flip: true },
        averaging: 0.8,
        iterations: 20,
      },
    ),
  ],
])
