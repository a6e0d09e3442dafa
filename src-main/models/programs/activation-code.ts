import type { Activation } from '#shared/experiment/experiment'

interface ActivationCode {
  /** An expression over an array `z`. */
  readonly numpy: string
  /** A module. */
  readonly pytorch: string
  /** An expression over a number `z`. */
  readonly javascript: string
}

/** The activations of the lab in the languages of the programs that are exported. */
export const ACTIVATION_CODE: Readonly<Record<Activation, ActivationCode>> = {
  sigmoid: {
    numpy: '0.5 * (1 + np.tanh(0.5 * z))',
    pytorch: 'nn.Sigmoid()',
    javascript: '0.5 * (1 + Math.tanh(0.5 * z))',
  },
  tanh: { numpy: 'np.tanh(z)', pytorch: 'nn.Tanh()', javascript: 'Math.tanh(z)' },
  relu: { numpy: 'np.maximum(z, 0)', pytorch: 'nn.ReLU()', javascript: 'Math.max(z, 0)' },
  'leaky-relu': {
    numpy: 'np.where(z > 0, z, 0.01 * z)',
    pytorch: 'nn.LeakyReLU(0.01)',
    javascript: 'z > 0 ? z : 0.01 * z',
  },
  elu: {
    numpy: 'np.where(z > 0, z, np.expm1(np.minimum(z, 0)))',
    pytorch: 'nn.ELU()',
    javascript: 'z > 0 ? z : Math.expm1(z)',
  },
  selu: {
    numpy: '1.0507009873554805 * np.where(z > 0, z, 1.6732632423543772 * np.expm1(np.minimum(z, 0)))',
    pytorch: 'nn.SELU()',
    javascript: '1.0507009873554805 * (z > 0 ? z : 1.6732632423543772 * Math.expm1(z))',
  },
  gelu: {
    numpy: '(0.5 * z * (1 + np.vectorize(math.erf)(z / math.sqrt(2)))).astype(np.float32)',
    pytorch: 'nn.GELU()',
    javascript: '0.5 * z * (1 + erf(z / Math.SQRT2))',
  },
  softplus: {
    numpy: 'np.logaddexp(z, np.float32(0))',
    pytorch: 'nn.Softplus()',
    javascript: 'Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)))',
  },
}
