import * as v from 'valibot'
import { LIMITS } from '../experiment/limits'

export const halvingSchema = v.strictObject({
  least: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LIMITS.iterations)),
  reduction: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(16)),
})

/** Trials are compared after `least` iterations and at each `reduction` times as many; the best 1 / `reduction` go on. */
export type Halving = Readonly<v.InferOutput<typeof halvingSchema>>

/**
 * Iterations at which a trial is compared with those that reached them before: `least`, and each `reduction` times the one before,
 * while they lie below the whole training.
 */
export function rungIterations({ least, reduction }: Halving, whole: number): readonly number[] {
  const rungs: number[] = []
  for (let iterations = least; iterations < whole; iterations *= reduction) rungs.push(iterations)
  return rungs
}

/** The part of all iterations that trials are expected to be trained for, if each rung lets its part of them go on. */
export function expectedShare(halving: Halving, whole: number): number {
  let [share, from, part] = [0, 0, 1]
  for (const to of [...rungIterations(halving, whole), whole]) {
    share += (part * (to - from)) / whole
    from = to
    part /= halving.reduction
  }
  return share
}

/**
 * Whether a trial goes on beyond a rung: whether it is among the best 1 / `reduction` of those that have reached it, itself included;
 * the first few go on where none before was better. More is better, and null, where it diverged, ends.
 *
 * The asynchronous rule of L. Li et al., "A System for Massively Parallel Hyperparameter Tuning" (MLSys 2020), in the form that stops
 * trials: nobody waits for others, so what it says depends on the order in which the rung was reached.
 */
export function outlastsRung(
  before: readonly (number | null)[],
  value: number | null,
  reduction: number,
): boolean {
  if (value === null) return false
  const places = Math.max(1, Math.floor((before.length + 1) / reduction))
  const better = before.filter((other) => other !== null && other > value).length
  return better < places
}
