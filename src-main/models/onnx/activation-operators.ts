import type { Activation } from '#shared/experiment/experiment'
import { LEAKY_SLOPE, SELU_LAMBDA } from '#shared/kernels/coefficients'

interface ActivationOperator {
  readonly operator: string
  /** Its numbers, each with what ONNX means where it is left out. */
  readonly attributes: Readonly<Record<string, { readonly value: number; readonly missing: number }>>
}

const SELU_ALPHA = 1.6732632423543772

/** How ONNX names the activations of the lab. Gelu is there since operator set 20, and means the one with erf where nothing is said. */
export const ACTIVATION_OPERATORS: Readonly<Record<Activation, ActivationOperator>> = {
  sigmoid: { operator: 'Sigmoid', attributes: {} },
  tanh: { operator: 'Tanh', attributes: {} },
  relu: { operator: 'Relu', attributes: {} },
  'leaky-relu': { operator: 'LeakyRelu', attributes: { alpha: { value: LEAKY_SLOPE, missing: 0.01 } } },
  elu: { operator: 'Elu', attributes: { alpha: { value: 1, missing: 1 } } },
  selu: {
    operator: 'Selu',
    attributes: {
      alpha: { value: SELU_ALPHA, missing: SELU_ALPHA },
      gamma: { value: SELU_LAMBDA, missing: SELU_LAMBDA },
    },
  },
  gelu: { operator: 'Gelu', attributes: {} },
  softplus: { operator: 'Softplus', attributes: {} },
}
