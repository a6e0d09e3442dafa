import type { Experiment, OptimizerKind } from './experiment'
import { parameterCount } from './parameter-count'

const BYTES_PER_NUMBER = 4
const STATE_PER_PARAMETER: Readonly<Record<OptimizerKind, number>> = {
  sgd: 0,
  momentum: 1,
  nesterov: 1,
  adagrad: 1,
  rmsprop: 1,
  adam: 2,
  adamw: 2,
  nadam: 2,
}

/**
 * Bytes that training needs at least, besides the data set.
 *
 * Parameters, their gradients, the optimizer's state and the kept copies, and for every image of a batch the values before and
 * after each activation: a design that needs more than can be addressed is refused before anything is allocated.
 */
export function memoryEstimate({ design, plan }: Pick<Experiment, 'design' | 'plan'>): number {
  const copies = (plan.averaging > 0 ? 1 : 0) + (plan.earlyStopping > 0 ? 1 : 0)
  const perParameter = 2 + STATE_PER_PARAMETER[plan.optimizer.kind] + copies
  const widths = design.hidden.reduce((sum, width) => sum + width, design.output)
  const perImage = design.input + 2 * widths
  return BYTES_PER_NUMBER * (parameterCount(design) * perParameter + plan.batchSize * perImage)
}
