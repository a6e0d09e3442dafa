/** What a run is: the network, and the plan by which it is trained. Everything in it is plain JSON (DESIGN: "The objects"). */

export const ACTIVATIONS = [
  'sigmoid',
  'tanh',
  'relu',
  'leaky-relu',
  'elu',
  'selu',
  'gelu',
  'softplus',
] as const
export type Activation = (typeof ACTIVATIONS)[number]

/** Variance of the initial weights: lecun 1/fan_in, he 2/fan_in, xavier 2/(fan_in + fan_out). A number is a standard deviation. */
export const INITIALIZATIONS = ['lecun', 'he', 'xavier'] as const
export type Initialization = (typeof INITIALIZATIONS)[number] | number

export const DRAWS = ['normal', 'uniform'] as const
export type Draw = (typeof DRAWS)[number]

export const DROPOUT_KINDS = ['none', 'dropout', 'alpha'] as const
export type DropoutKind = (typeof DROPOUT_KINDS)[number]

export interface Dropout {
  readonly kind: DropoutKind
  /** Share of the elements that is dropped, 0 <= ratio < 1. */
  readonly ratio: number
}

export interface NetworkDesign {
  /** Pixels of an image; follows from the data. */
  readonly input: number
  /** Widths of the hidden layers, 0 to 16 of them. */
  readonly hidden: readonly number[]
  /** Classes; follows from the data. */
  readonly output: number
  readonly activation: Activation
  readonly initialization: Initialization
  readonly initializationDraw: Draw
  readonly batchNormalization: boolean
  readonly dropout: Dropout
}

export const SCALINGS = ['none', 'range', 'standardize'] as const
/** none: bytes as they are; range: divided by 255; standardize: mean 0 and deviation 1 over the training part. */
export type Scaling = (typeof SCALINGS)[number]

export const OPTIMIZER_KINDS = [
  'sgd',
  'momentum',
  'nesterov',
  'adagrad',
  'rmsprop',
  'adam',
  'adamw',
  'nadam',
] as const
export type OptimizerKind = (typeof OPTIMIZER_KINDS)[number]

export type Optimizer =
  | { readonly kind: 'sgd' }
  | { readonly kind: 'momentum' | 'nesterov'; readonly momentum: number }
  | { readonly kind: 'adagrad'; readonly epsilon: number }
  | { readonly kind: 'rmsprop'; readonly decay: number; readonly epsilon: number }
  | {
      readonly kind: 'adam' | 'adamw'
      readonly beta1: number
      readonly beta2: number
      readonly epsilon: number
    }
  | {
      readonly kind: 'nadam'
      readonly beta1: number
      readonly beta2: number
      readonly epsilon: number
      readonly momentumDecay: number
    }

export const SCHEDULE_KINDS = ['constant', 'one-cycle', 'cosine', 'step', 'warm-up'] as const
export type ScheduleKind = (typeof SCHEDULE_KINDS)[number]

/** Shares are of all iterations; `start`, `end` and `final` are ratios of the learning rate, which is the peak. */
export type Schedule =
  | { readonly kind: 'constant' }
  /** Linear from `start` to 1 during the share `up`, linear down to `end`, and in the last share `tail` linear on to `final`. */
  | {
      readonly kind: 'one-cycle'
      readonly up: number
      readonly start: number
      readonly end: number
      readonly tail: number
      readonly final: number
    }
  /** Half a cosine from 1 down to `end`, after a linear rise during the share `warmUp`. */
  | { readonly kind: 'cosine'; readonly end: number; readonly warmUp: number }
  /** Multiplied by `factor` after every share `every`, after a linear rise during the share `warmUp`. */
  | { readonly kind: 'step'; readonly every: number; readonly factor: number; readonly warmUp: number }
  /** Linear rise during the share `warmUp`, then constant. */
  | { readonly kind: 'warm-up'; readonly warmUp: number }

export const SAMPLINGS = ['permutation', 'replacement'] as const
/** permutation: every image once an epoch; replacement: independent draws, as the textbook does. */
export type Sampling = (typeof SAMPLINGS)[number]

export interface Augmentation {
  /** Largest shift in pixels, up, down, left and right; 0 = none. */
  readonly shift: number
  /** Whether half of the images are mirrored. */
  readonly flip: boolean
}

export interface TrainingPlan {
  readonly seed: number
  readonly scaling: Scaling
  /** Share of the 60,000 training images that is kept back for validation, 0 <= share <= 0.5. */
  readonly validationShare: number
  readonly iterations: number
  readonly batchSize: number
  readonly sampling: Sampling
  readonly optimizer: Optimizer
  /** The highest rate of the schedule. */
  readonly learningRate: number
  readonly schedule: Schedule
  readonly weightDecay: number
  readonly labelSmoothing: number
  /** Largest allowed norm of all gradients together; 0 = no clipping. */
  readonly gradientClipping: number
  readonly augmentation: Augmentation
  /** Decay of the exponential moving average of the weights; 0 = no averaging. */
  readonly averaging: number
  /** Evaluations without a better validation loss after which training stops; 0 = never. */
  readonly earlyStopping: number
  /** Iterations between two evaluations; 0 = as often as costs about a tenth of the training. */
  readonly evaluateEvery: number
}

export const EXPERIMENT_FORMAT = 'our-neural-network/experiment'

/** A whole experiment, as it stands in files: what `lab train --design FILE` reads and every record carries. */
export interface Experiment {
  readonly format: typeof EXPERIMENT_FORMAT
  readonly version: 1
  readonly design: NetworkDesign
  readonly plan: TrainingPlan
}
