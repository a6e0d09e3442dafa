import {
  OPTIMIZER_ADAGRAD,
  OPTIMIZER_ADAM,
  OPTIMIZER_ADAMW,
  OPTIMIZER_MOMENTUM,
  OPTIMIZER_NADAM,
  OPTIMIZER_NESTEROV,
  OPTIMIZER_RMSPROP,
  OPTIMIZER_SGD,
} from '../kernels/rule-codes'
import { belowOne, number, type NumberField, type RuleRow, share } from './field'

interface OptimizerRow extends RuleRow {
  /** Number by which kernels know it. */
  readonly code: number
  /** Its word in the 14-column table. */
  readonly tableWord: string
  /** Numbers that it keeps for every parameter. */
  readonly states: 0 | 1 | 2
  /** Peak learning rates that usually work on this data; advice minds what lies far outside. */
  readonly usualRates: { readonly from: number; readonly to: number }
  /** The one to begin with. */
  readonly usualRate: number
  readonly constants: Readonly<Record<string, NumberField>>
  /** Weight decay acts on the weights themselves and not through the gradient. */
  readonly decoupledDecay?: true
}

/** Far smaller epsilons are 0 as binary32. */
const SMALLEST_EPSILON = 1e-30

const momentum = belowOne({ default: 0.9, section: 'optimizer' })
const epsilon = (value: number) => number(SMALLEST_EPSILON, 1, { default: value, section: 'optimizer' })
const decay = (value: number) => belowOne({ default: value, section: 'optimizer' })

/** PyTorch's constants. */
const adam = { beta1: decay(0.9), beta2: decay(0.999), epsilon: epsilon(1e-8) } as const

// Momentum multiplies a steady gradient by ten; the Adam family moves every weight by about the rate, whatever its gradient. The upper
// ends were measured with 400 iterations of the quick look, with SELU and with ReLU: at three times of each, plain steps and momentum
// diverge, and RMSprop and Nadam lose several points.
const PLAIN_RATES = { from: 0.03, to: 1 } as const
const MOMENTUM_RATES = { from: 0.003, to: 0.5 } as const
const ADAPTIVE_RATES = { from: 0.0001, to: 0.01 } as const

/** One row an optimizer, with PyTorch's constants (momentum: the textbook's 0.9). What it computes: training/optimizer-scalars.ts and kernels/. */
export const OPTIMIZER_ROWS = {
  sgd: {
    code: OPTIMIZER_SGD,
    tableWord: 'SGD',
    states: 0,
    usualRates: PLAIN_RATES,
    usualRate: 0.3,
    constants: {},
  },
  momentum: {
    code: OPTIMIZER_MOMENTUM,
    tableWord: 'Momentum',
    states: 1,
    usualRates: MOMENTUM_RATES,
    usualRate: 0.3,
    constants: { momentum },
  },
  nesterov: {
    code: OPTIMIZER_NESTEROV,
    tableWord: 'Nesterov',
    states: 1,
    usualRates: MOMENTUM_RATES,
    usualRate: 0.3,
    constants: { momentum },
  },
  adagrad: {
    code: OPTIMIZER_ADAGRAD,
    tableWord: 'AdaGrad',
    states: 1,
    // Its steps shrink from the rate on.
    usualRates: { from: 0.001, to: 0.1 },
    usualRate: 0.01,
    constants: { epsilon: epsilon(1e-10) },
  },
  rmsprop: {
    code: OPTIMIZER_RMSPROP,
    tableWord: 'RMSprop',
    states: 1,
    usualRates: ADAPTIVE_RATES,
    usualRate: 0.001,
    constants: { decay: decay(0.99), epsilon: epsilon(1e-8) },
  },
  adam: {
    code: OPTIMIZER_ADAM,
    tableWord: 'Adam',
    states: 2,
    usualRates: ADAPTIVE_RATES,
    usualRate: 0.001,
    constants: adam,
  },
  adamw: {
    code: OPTIMIZER_ADAMW,
    tableWord: 'AdamW',
    states: 2,
    usualRates: ADAPTIVE_RATES,
    usualRate: 0.001,
    constants: adam,
    decoupledDecay: true,
  },
  nadam: {
    code: OPTIMIZER_NADAM,
    tableWord: 'Nadam',
    states: 2,
    usualRates: ADAPTIVE_RATES,
    usualRate: 0.001,
    constants: { ...adam, momentumDecay: share({ default: 0.004, section: 'optimizer' }) },
  },
} as const satisfies Readonly<Record<string, OptimizerRow>>

/** The row of an optimizer, with what only some of them say. */
export function optimizerRow(kind: keyof typeof OPTIMIZER_ROWS): OptimizerRow {
  return OPTIMIZER_ROWS[kind]
}
