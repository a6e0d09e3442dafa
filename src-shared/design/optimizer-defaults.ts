import type { Optimizer, OptimizerKind } from './experiment'

/** Each optimizer with PyTorch's constants (momentum: the textbook's 0.9). */
export const OPTIMIZER_DEFAULTS = {
  sgd: { kind: 'sgd' },
  momentum: { kind: 'momentum', momentum: 0.9 },
  nesterov: { kind: 'nesterov', momentum: 0.9 },
  adagrad: { kind: 'adagrad', epsilon: 1e-10 },
  rmsprop: { kind: 'rmsprop', decay: 0.99, epsilon: 1e-8 },
  adam: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  adamw: { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  nadam: { kind: 'nadam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, momentumDecay: 0.004 },
} as const satisfies Readonly<Record<OptimizerKind, Optimizer>>
