import {
  ACTIVATION_ELU,
  ACTIVATION_GELU,
  ACTIVATION_LEAKY_RELU,
  ACTIVATION_RELU,
  ACTIVATION_SELU,
  ACTIVATION_SIGMOID,
  ACTIVATION_SOFTPLUS,
  ACTIVATION_TANH,
} from '../kernels/rule-codes'

interface ActivationRow {
  /** Number by which kernels know it. */
  readonly code: number
  /** Its word in the 14-column table. */
  readonly tableWord: string
}

/** One row an activation. Words: choice.json of the locales; what it computes: `kernels/`. */
export const ACTIVATION_ROWS = {
  sigmoid: { code: ACTIVATION_SIGMOID, tableWord: 'sigmoid' },
  tanh: { code: ACTIVATION_TANH, tableWord: 'tanh' },
  relu: { code: ACTIVATION_RELU, tableWord: 'relu' },
  'leaky-relu': { code: ACTIVATION_LEAKY_RELU, tableWord: 'leaky_relu' },
  elu: { code: ACTIVATION_ELU, tableWord: 'elu' },
  selu: { code: ACTIVATION_SELU, tableWord: 'selu_tmp' },
  gelu: { code: ACTIVATION_GELU, tableWord: 'gelu' },
  softplus: { code: ACTIVATION_SOFTPLUS, tableWord: 'softplus' },
} as const satisfies Readonly<Record<string, ActivationRow>>
