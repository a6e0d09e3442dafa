import type { NetworkDesign } from '#shared/experiment/experiment'
import { NO_DROPOUT } from '#shared/experiment/no-dropout'

/** What the network gets for a pixel: (byte - mean) / divisor. */
export interface PixelScaling {
  readonly mean: number
  readonly divisor: number
}

/** What a network is, without what only its training needs to know. */
export type NetworkForm = Pick<
  NetworkDesign,
  'input' | 'hidden' | 'output' | 'activation' | 'batchNormalization'
>

/** Where a model comes from: texts that travel with it and decide nothing. */
type ModelOrigin = Readonly<Record<string, string>>

/** A trained network with all that is needed to use it elsewhere: what files of models are made of, and what is read from them. */
export interface Model {
  readonly design: NetworkDesign
  /** In the order of the parameter table. */
  readonly weights: Float32Array
  readonly scaling: PixelScaling
  /** In the order of the outputs. */
  readonly classNames: readonly string[]
  readonly origin: ModelOrigin
}

/** The design of a network that is not trained: what only training needs stands at a value that changes nothing. */
export function designOfForm({
  input,
  hidden,
  output,
  activation,
  batchNormalization,
}: NetworkForm): NetworkDesign {
  return {
    input,
    hidden,
    output,
    activation,
    initialization: 'he',
    initializationDraw: 'normal',
    batchNormalization,
    dropout: NO_DROPOUT,
  }
}
