import type { DatasetDescription } from '../experiment/dataset-description'
import type { Experiment } from '../experiment/experiment'

export const RUN_FORMAT = 'our-neural-network/run'
export const CURVES_FORMAT = 'our-neural-network/curves'

/**
 * Why a run ended. completed: all planned iterations; stopped: by the user, and kept; early-stopping: no better validation loss;
 * diverged: the loss was no longer finite; interrupted: the trainer or the computer went away.
 */
export const STOP_REASONS = ['completed', 'stopped', 'early-stopping', 'diverged', 'interrupted'] as const
export type StopReason = (typeof STOP_REASONS)[number]

export interface Machine {
  /** Processor cores that programs can use. */
  readonly cores: number
  /** Processor model as the system names it. */
  readonly model: string
  readonly platform: string
  /** Steps a second of the standard workload on this machine; null before it was measured. */
  readonly calibration: number | null
}

/** Predicted classes of the test images, `bits` bits each, first image in the high bits of the first byte. */
export interface Predictions {
  readonly classCount: number
  /** 4 up to sixteen classes, 8 for more. */
  readonly bits: 4 | 8
  readonly base64: string
}

/** Where training left the finite numbers. */
export interface Divergence {
  readonly iteration: number
  /** Parameter table name of the first layer whose numbers are not finite, such as `layers.1`. */
  readonly layer: string
}

/** Where an imported row or model came from, and what a table of the lab itself told of the run beyond the 14 columns. */
interface ImportedFrom {
  readonly file: string
  readonly row: number
  readonly sha256: string
  /** The run's id and identity where it was trained. */
  readonly id?: string | undefined
  readonly identity?: string | undefined
  /** true where the table told how the run ended; otherwise `stopReason` and `iterations` are only the planned ones. */
  readonly end?: boolean | undefined
  /** true where it is a trained network of another program, whose training nobody knows; `row` is 0. */
  readonly model?: true | undefined
  /** Why the run was not believed where the table was written; absent where it was. */
  readonly doubt?: string | undefined
}

/** One run: what it was, what came out. Immutable once `stopReason` is set; notes, tags and stars live elsewhere. */
export interface RunRecord {
  readonly format: typeof RUN_FORMAT
  readonly version: 1
  /** ULID. Its time is the start of the run. */
  readonly id: string
  readonly experiment: Experiment
  /** SHA-256 of everything that affects the weights (docs/arithmetic.md, "Hashes"); null for imported rows. */
  readonly identity: string | null
  /** SHA-256 over the decompressed data; null for imported rows. */
  readonly data: string | null
  /** What these data are; absent for Fashion-MNIST, for imported rows, and for data of which nothing is known but the hash. */
  readonly dataset?: DatasetDescription | undefined
  /** `f32-fma-1`; null for imported rows. */
  readonly arithmetic: string | null
  readonly engine: { readonly name: string; readonly threads: number } | null
  readonly machine: Machine | null
  /** Display name that the user gave; empty if none. */
  readonly author: string
  /** ISO 8601, UTC; null for imported rows. */
  readonly startedAt: string | null
  /** Seconds of training, pauses and evaluation of the test images left out. */
  readonly seconds: number | null
  readonly parameters: number
  readonly plannedIterations: number
  readonly iterations: number
  /** null while the run goes on. */
  readonly stopReason: StopReason | null
  readonly divergence: Divergence | null
  /** Which weights were kept: the last, the averaged or the best ones. */
  readonly keptWeights: 'last' | 'averaged' | 'best' | null
  readonly trainAccuracy: number | null
  readonly validationAccuracy: number | null
  readonly testAccuracy: number | null
  readonly trainLoss: number | null
  readonly validationLoss: number | null
  readonly testLoss: number | null
  readonly weightsSha256: string | null
  readonly curvesSha256: string | null
  readonly predictions: Predictions | null
  /** The run or trial that this one was cloned from. */
  readonly parent: string | null
  /** Where an imported row came from; absent for runs that the lab trained. */
  readonly imported?: ImportedFrom
  /** Only in a record that was changed since it was recorded: the hash that its content had then. */
  readonly contentSha256?: unknown
}

/** Column-wise curves of a run, in a file of their own. All arrays of one group have one length. */
export interface RunCurves {
  readonly format: typeof CURVES_FORMAT
  readonly version: 1
  readonly id: string
  /** Running values over the batches since the point before: live, with dropout on, and so lower than an evaluation. */
  readonly training: {
    readonly iteration: readonly number[]
    readonly loss: readonly number[]
    readonly accuracy: readonly number[]
    readonly learningRate: readonly number[]
  }
  readonly validation: {
    readonly iteration: readonly number[]
    readonly loss: readonly number[]
    readonly accuracy: readonly number[]
  }
  /** Layer statistics: one entry per hidden layer, each a column over `iteration`. */
  readonly layers: {
    readonly iteration: readonly number[]
    readonly preactivationMean: readonly (readonly number[])[]
    readonly preactivationVariance: readonly (readonly number[])[]
    readonly activationMean: readonly (readonly number[])[]
    readonly activationVariance: readonly (readonly number[])[]
  }
  /** Seconds of training at each training point; the one column that no replay reproduces. */
  readonly seconds: readonly number[]
}
