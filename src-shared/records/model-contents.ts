import type { Activation } from '../experiment/experiment'

/** What is in a file of a model, before it becomes a run. */
export interface ModelContents {
  /** Pixels, units of each hidden layer, classes. */
  readonly widths: readonly number[]
  /** Of the hidden layers; null where the file does not say. */
  readonly activation: Activation | null
  readonly batchNormalization: boolean
  readonly parameters: number
  readonly classNames: readonly string[]
  /** What it gets for a pixel, unless it is told otherwise: (byte - mean) / divisor. */
  readonly scaling: { readonly mean: number; readonly divisor: number }
}

/** How pixels were normalized after they were brought to 0 to 1. */
interface PixelNormalization {
  readonly mean: number
  readonly deviation: number
}

/** What somebody says of a model that its file may not say. */
export interface ModelWords {
  /** Of the hidden layers; whoever reads the file judges it. */
  readonly activation?: string | undefined
  readonly normalization?: PixelNormalization | undefined
}

/** How a model is to become a run. */
export interface ModelChoice extends ModelWords {
  readonly title: string
  /** Fingerprint of the data on which it is tried. */
  readonly data: string
}
