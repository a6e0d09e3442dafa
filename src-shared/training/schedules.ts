import type { Schedule, TrainingPlan } from '../design/experiment'
import { cosine } from '../kernels/scalar/cosine'

const PI = 3.141592653589793

/** Iterations of a share of the plan, in whole numbers. */
function steps(share: number, iterations: number): number {
  return Math.floor(share * iterations + 0.5)
}

/** Linear rise that ends at 1 with the last of `rise` iterations. */
function warm(iteration: number, rise: number): number {
  return (iteration + 1) / rise
}

function oneCycle(
  schedule: Extract<Schedule, { kind: 'one-cycle' }>,
  iteration: number,
  iterations: number,
): number {
  const { start, end, final } = schedule
  const rise = Math.min(steps(schedule.up, iterations), iterations)
  const tail = Math.min(steps(schedule.tail, iterations), iterations - rise)
  const fall = iterations - rise - tail
  if (iteration < rise) return start + (1 - start) * warm(iteration, rise)
  if (iteration < rise + fall) return 1 + (end - 1) * ((iteration - rise) / fall)
  return end + (final - end) * ((iteration - rise - fall) / tail)
}

function power(factor: number, times: number): number {
  let product = 1
  for (let count = 0; count < times; count += 1) product *= factor
  return product
}

function ratio(schedule: Schedule, iteration: number, iterations: number): number {
  if (schedule.kind === 'constant') return 1
  if (schedule.kind === 'one-cycle') return oneCycle(schedule, iteration, iterations)
  const rise = steps(schedule.warmUp, iterations)
  if (iteration < rise) return warm(iteration, rise)
  if (schedule.kind === 'warm-up') return 1
  const passed = iteration - rise
  if (schedule.kind === 'cosine') {
    const { end } = schedule
    return end + (1 - end) * (0.5 * (1 + cosine((PI * passed) / Math.max(1, iterations - rise))))
  }
  return power(schedule.factor, Math.floor(passed / Math.max(1, steps(schedule.every, iterations))))
}

/**
 * Learning rate of one iteration, counted from 0, in binary64.
 *
 * A pure function of the iteration, so that a resumed run and a drawing of the schedule need no history.
 */
export function learningRateAt(
  plan: Pick<TrainingPlan, 'learningRate' | 'schedule' | 'iterations'>,
  iteration: number,
): number {
  return plan.learningRate * ratio(plan.schedule, iteration, plan.iterations)
}
