import type { Optimizer, OptimizerKind } from './experiment'
import { ruleWithDefaults } from './field-defaults'
import { OPTIMIZER_ROWS } from './optimizers'

/** The settings of one kind of optimizer. */
export type OptimizerOf<K extends OptimizerKind> = Extract<Optimizer, { readonly kind: K }>

/** Each optimizer with its usual constants: what a form starts from, and what missing fields of a file mean. */
export const OPTIMIZER_DEFAULTS = Object.fromEntries(
  Object.entries(OPTIMIZER_ROWS).map(([kind, row]) => [kind, ruleWithDefaults(kind, row)]),
) as unknown as { readonly [K in OptimizerKind]: OptimizerOf<K> }
