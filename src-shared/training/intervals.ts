import type { Experiment } from '../experiment/experiment'
import { parameterTable } from '../network/parameter-table'

/** Points of a training curve, at most. */
const CURVE_POINTS = 500
/** Share of the training's operations that evaluation may take. */
const EVALUATION_SHARE = 0.1
/** Operations between two checkpoints, at least: some seconds on a laptop. */
const CHECKPOINT_OPERATIONS = 6e11
/** And for each weight, because writing it takes time, too: so that takes about 3 % of the training of a network of any size (docs/results.md). */
const CHECKPOINT_OPERATIONS_A_WEIGHT = 4e5
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
  const betweenCheckpoints = Math.max(CHECKPOINT_OPERATIONS, CHECKPOINT_OPERATIONS_A_WEIGHT * weights)
  return {
    evaluate: Math.min(evaluate, plan.iterations),
    log: Math.max(1, Math.ceil(plan.iterations / CURVE_POINTS)),
    checkpoint: Math.max(
      1,
      Math.floor(betweenCheckpoints / (STEP_OPERATIONS + 6 * plan.batchSize * weights)),
    ),
  }
}
