import { ACTIVATION_ROWS } from './activations'
import { DATA_LIMITS, DATA_SHAPE } from './data-shape'
import { belowOne, choice, type Fields, namesOf, number, onOff, positive, whole } from './field'
import { INITIALIZATION_ROWS } from './initializations'
import { OPTIMIZER_ROWS } from './optimizers'
import { SCHEDULE_ROWS } from './schedules'

/*
 * One row a field of an experiment, in the order of files; field.ts says what a row can tell. A field's words stand under its path in
 * field.json, fieldHelp.json and choice.json of the locales. What several fields decide together stays code: identity.ts,
 * experiment-schema.ts.
 */

const MOST_ITERATIONS = 10_000_000
const { side, classes } = DATA_LIMITS

export const DESIGN_FIELDS = {
  /** Pixels of an image; follows from the data. */
  input: {
    type: 'data',
    default: DATA_SHAPE.pixels,
    from: side.from * side.from,
    to: side.to * side.to,
    square: true,
  },
  /** Widths of the hidden layers. */
  hidden: {
    type: 'list',
    item: whole(1, 4096, {}),
    most: 16,
    section: 'network',
    columns: ['hidden_size_list'],
    distance: { weight: 3, by: 'ratio', octaves: 4 },
  },
  /** Classes; follows from the data. */
  output: { type: 'data', default: DATA_SHAPE.classes, from: classes.from, to: classes.to, square: false },
  activation: choice(namesOf(ACTIVATION_ROWS), {
    section: 'network',
    columns: ['activation'],
    distance: { weight: 2, by: 'same' },
  }),
  /** How wide the initial weights are. A number is a standard deviation. */
  initialization: {
    type: 'choice or number',
    choices: namesOf(INITIALIZATION_ROWS),
    number: positive(10, {}),
    section: 'network',
    columns: ['weight_init_std'],
    distance: { weight: 1, by: 'same' },
  },
  initializationDraw: choice(['normal', 'uniform'], {
    neutral: 'normal',
    section: 'network',
    columns: ['init_draw'],
  }),
  batchNormalization: onOff({
    neutral: false,
    section: 'network',
    columns: ['use_batchnorm'],
    distance: { weight: 1.5, by: 'same' },
  }),
  dropout: {
    type: 'group',
    columns: ['use_dropout', 'dropout_ratio', 'dropout_kind'],
    distance: { weight: 1.5, by: 'difference', factor: 2 },
    fields: {
      kind: choice(['none', 'dropout', 'alpha'], { neutral: 'none', required: true, section: 'network' }),
      /** Share of the elements that is dropped. */
      ratio: number(0, 0.99, { neutral: 0, section: 'network' }),
    },
  },
} as const satisfies Fields

export const PLAN_FIELDS = {
  seed: whole(0, 4_294_967_295, { section: 'training', columns: ['seed'] }),
  /** none: bytes as they are; range: divided by 255; standardize: mean 0 and deviation 1 over the training part. */
  scaling: choice(['none', 'range', 'standardize'], {
    neutral: 'none',
    required: true,
    section: 'data',
    columns: ['scaling'],
    distance: { weight: 1.5, by: 'same' },
  }),
  /** Share of the training images that is kept back for validation. */
  validationShare: number(0, 0.5, {
    neutral: 0,
    section: 'data',
    columns: ['validation_share'],
    distance: { weight: 0.5, by: 'difference', factor: 4 },
  }),
  iterations: whole(1, MOST_ITERATIONS, {
    section: 'training',
    columns: ['iters_num'],
    distance: { weight: 2, by: 'ratio', octaves: 4 },
  }),
  batchSize: whole(1, 8192, {
    section: 'training',
    columns: ['batch_size'],
    distance: { weight: 1, by: 'ratio', octaves: 4 },
  }),
  /** permutation: every image once an epoch; replacement: independent draws, as the textbook does. */
  sampling: choice(['permutation', 'replacement'], {
    neutral: 'permutation',
    section: 'data',
    columns: ['sampling'],
    distance: { weight: 0.5, by: 'same' },
  }),
  optimizer: {
    type: 'rule',
    rows: OPTIMIZER_ROWS,
    section: 'training',
    columns: ['optimizer', 'optimizer_constants'],
    distance: { weight: 2, by: 'same' },
  },
  /** The highest rate of the schedule. */
  learningRate: positive(1000, {
    section: 'training',
    columns: ['learning_rate'],
    distance: { weight: 2, by: 'ratio', octaves: 6 },
  }),
  schedule: {
    type: 'rule',
    rows: SCHEDULE_ROWS,
    missing: 'constant',
    section: 'training',
    columns: ['schedule'],
    distance: { weight: 1.5, by: 'same' },
  },
  weightDecay: number(0, 1, {
    neutral: 0,
    section: 'regularization',
    columns: ['weight_decay_lambda'],
    // Below 1e-8 a decay does nothing that a run would show.
    distance: { weight: 1, by: 'ratio', octaves: 10, least: 1e-8 },
  }),
  labelSmoothing: belowOne({
    neutral: 0,
    section: 'regularization',
    columns: ['label_smoothing'],
    distance: { weight: 0.5, by: 'difference', factor: 5 },
  }),
  /** Largest allowed norm of all gradients together; 0 = no clipping. */
  gradientClipping: number(0, 1_000_000, {
    neutral: 0,
    section: 'regularization',
    columns: ['gradient_clipping'],
  }),
  augmentation: {
    type: 'group',
    columns: ['augmentation'],
    fields: {
      /** Largest shift in pixels, up, down, left and right; 0 = none. */
      shift: whole(0, 8, { neutral: 0, section: 'data', distance: { weight: 0.5, by: 'same' } }),
      /** Whether half of the images are mirrored. */
      flip: onOff({ neutral: false, section: 'data', distance: { weight: 0.5, by: 'same' } }),
    },
  },
  /** Decay of the exponential moving average of the weights; 0 = no averaging. */
  averaging: belowOne({
    neutral: 0,
    section: 'regularization',
    columns: ['averaging'],
    distance: { weight: 0.5, by: 'use' },
  }),
  /** Evaluations without a better validation loss after which training stops; 0 = never. */
  earlyStopping: whole(0, MOST_ITERATIONS, {
    neutral: 0,
    section: 'evaluation',
    columns: ['early_stopping'],
  }),
  /** Iterations between two evaluations; 0 = as often as costs about a tenth of the training. */
  evaluateEvery: whole(0, MOST_ITERATIONS, {
    neutral: 0,
    section: 'evaluation',
    columns: ['evaluate_every'],
  }),
} as const satisfies Fields
