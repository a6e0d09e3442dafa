import type { ScheduleKind, TrainingPlan } from '../experiment/experiment'
import type { ScheduleOf } from '../experiment/schedule-defaults'
import { cosine } from '../kernels/scalar/cosine'

const PI = 3.141592653589793

/** The ratio of the learning rate in one of the plan's iterations, counted from 0. */
type Ratio<K extends ScheduleKind> = (
  schedule: ScheduleOf<K>,
  iteration: number,
  iterations: number,
) => number

/** What each schedule does. */
const RATIOS: { readonly [K in ScheduleKind]: Ratio<K> } = {
  constant: () => 1,
  'one-cycle': oneCycle,
  cosine: warmedUp(({ end }, passed, left) => {
    return end + (1 - end) * (0.5 * (1 + cosine((PI * passed) / Math.max(1, left))))
  }),
  step: warmedUp(({ factor, every }, passed, _left, iterations) => {
    return power(factor, Math.floor(passed / Math.max(1, steps(every, iterations))))
  }),
  'warm-up': warmedUp(() => 1),
}

/** Iterations of a share of the plan, in whole numbers. */
function steps(share: number, iterations: number): number {
  return Math.floor(share * iterations + 0.5)
}

/** Linear rise that ends at 1 with the last of `rise` iterations. */
function warm(iteration: number, rise: number): number {
  return (iteration + 1) / rise
}

/** A rise during the share `warmUp`, and then what is given, of the iterations that have passed since and of those that were left then. */
function warmedUp<S extends { readonly warmUp: number }>(
  after: (schedule: S, passed: number, left: number, iterations: number) => number,
): (schedule: S, iteration: number, iterations: number) => number {
  return (schedule, iteration, iterations) => {
    const rise = steps(schedule.warmUp, iterations)
    if (iteration < rise) return warm(iteration, rise)
    return after(schedule, iteration - rise, iterations - rise, iterations)
  }
}

function oneCycle(schedule: ScheduleOf<'one-cycle'>, iteration: number, iterations: number): number {
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

/**
 * Learning rate of one iteration, counted from 0, in binary64.
 *
 * A pure function of the iteration, so that a resumed run and a drawing of the schedule need no history.
 */
export function learningRateAt(
  { learningRate, schedule, iterations }: Pick<TrainingPlan, 'learningRate' | 'schedule' | 'iterations'>,
  iteration: number,
): number {
  // The ratio found under a kind takes the schedules of that kind.
  const ratio = RATIOS[schedule.kind] as (
    of: typeof schedule,
    iteration: number,
    iterations: number,
  ) => number
  return learningRate * ratio(schedule, iteration, iterations)
}
