import type { Experiment } from '../experiment/experiment'
import { parameterTable } from '../network/parameter-table'

/** Points of a training curve, at most. */
const CURVE_POINTS = 500
/** Share of the training's operations that evaluation may take. */
const EVALUATION_SHARE = 0.1
/** Operations between two checkpoints: some seconds on a laptop. */
const CHECKPOINT_OPERATIONS = 6e11
/** What a step of the smallest network counts at least, so that small networks lose no more to a crash than large ones. */
const STEP_OPERATIONS = 1e8

/** After how many iterations something happens. All follow from the plan alone, never from a clock. */
export interface Intervals {
  readonly evaluate: number
  readonly log: number
  readonly checkpoint: number
}

/**
 * A training step costs about three forward passes over the batch, an evaluation one over the validation split, so with the
 * default interval evaluation takes about a tenth of the training.
 */
export function intervalsOf({ design, plan }: Experiment, validationImages: number): Intervals {
  const automatic = Math.ceil(validationImages / (3 * plan.batchSize * EVALUATION_SHARE))
  const evaluate =
    plan.evaluateEvery > 0
      ? plan.evaluateEvery
      : Math.max(1, automatic, Math.ceil(plan.iterations / CURVE_POINTS))
  const weights = parameterTable(design).reduce(
    (sum, entry) => sum + (entry.role === 'weight' ? entry.size : 0),
    0,
  )
  return {
    evaluate: Math.min(evaluate, plan.iterations),
    log: Math.max(1, Math.ceil(plan.iterations / CURVE_POINTS)),
    checkpoint: Math.max(
      1,
      Math.floor(CHECKPOINT_OPERATIONS / (STEP_OPERATIONS + 6 * plan.batchSize * weights)),
    ),
  }
}
