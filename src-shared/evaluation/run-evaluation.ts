import type { Histogram } from './histogram'

/** The values of one layer of a trained network. The last layer has no activations, but scores. */
export interface LayerValues {
  readonly weights: Histogram
  readonly biases: Histogram
  /** What the layer gives for some test images. */
  readonly activations: Histogram
}

/** Weights of the first units of the first hidden layer, `inputs` numbers for each. */
export interface FirstLayer {
  readonly inputs: number
  /** Units of the whole layer; `weights` holds as many of them as are sent. */
  readonly units: number
  readonly weights: Float32Array
}

/** The temperature that calibrates a network best, and what its confidences are with it. */
export interface TemperatureFit {
  /** Validation images where the run kept some, so that the test images stay a test. */
  readonly on: 'validation' | 'test'
  readonly images: number
  /** null where no temperature is the best. */
  readonly temperature: number | null
  /** Probability of the predicted class of each test image at this temperature. */
  readonly confidences: Float32Array | null
}

/** All that the weights of a run say about the test images: one evaluation, behind every figure of its page. */
export interface RunEvaluation {
  /** SHA-256 of the data and of the weights that were evaluated. */
  readonly data: string
  readonly weightsSha256: string
  readonly predicted: Uint8Array
  /** Probability of the predicted class of each test image. */
  readonly confidences: Float32Array
  readonly fit: TemperatureFit
  readonly layers: readonly LayerValues[]
  /** How many test images the activations are of. */
  readonly activationImages: number
  readonly firstLayer: FirstLayer
}
