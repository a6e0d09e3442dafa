import type { Experiment } from './experiment'
import { type ExperimentProblem, experimentProblem } from './experiment-problem'
import { LIMITS } from './limits'

/** Characters of the longest number that JSON writes, such as -1.2345678901234567e-100, and its comma. */
const NUMBER = 25
/** Iteration, loss and accuracy of the validation images, and the iteration of the layer statistics. */
const NUMBERS_AN_EVALUATION = 4
/** Mean and variance before and after the activation. */
const NUMBERS_A_LAYER = 4
/** The training's own points are at most some hundred. */
const TRAINING_POINTS = 64 * 1024

/** Most evaluations whose curves are sure to be readable again, here and in a team's folder. */
function mostEvaluations(hiddenLayers: number): number {
  const bytes = NUMBER * (NUMBERS_AN_EVALUATION + NUMBERS_A_LAYER * hiddenLayers)
  return Math.floor((LIMITS.curves - TRAINING_POINTS) / bytes)
}

/**
 * Why a new run would leave curves that are too large to be read; null where they are not.
 *
 * Asked before a training starts, and not of runs that are recorded: these stay as they are.
 */
export function curvesProblem({ design, plan }: Experiment): ExperimentProblem | null {
  if (plan.evaluateEvery === 0) return null
  const value = Math.ceil(plan.iterations / plan.evaluateEvery)
  const limit = mostEvaluations(design.hidden.length)
  if (value <= limit) return null
  const every = Math.ceil(plan.iterations / limit)
  return experimentProblem('plan.evaluateEvery', 'too-many-evaluations', { value, limit, every })
}
