import type { TrainingPlan } from '#shared/experiment/experiment'
import { learningRateAt } from '#shared/training/schedules'

const SAMPLES = 240

/** Learning rates over the whole training as a line: x and y run from 0 to 1, 1 being the last iteration and the highest rate. */
export function scheduleLine(plan: TrainingPlan): readonly { readonly x: number; readonly y: number }[] {
  if (!(plan.iterations >= 1) || !(plan.learningRate > 0)) return []
  const last = plan.iterations - 1
  const count = Math.min(SAMPLES, plan.iterations)
  return Array.from({ length: count }, (_, index) => {
    const iteration = count === 1 ? 0 : Math.round((index / (count - 1)) * last)
    return { x: last === 0 ? 0 : iteration / last, y: learningRateAt(plan, iteration) / plan.learningRate }
  })
}
