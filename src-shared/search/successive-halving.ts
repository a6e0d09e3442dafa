/**
 * Iterations at which a trial is compared with those that reached them before: `least`, and each `reduction` times the one before,
 * while they lie below the whole training.
 */
export function rungIterations(least: number, whole: number, reduction: number): readonly number[] {
  const rungs: number[] = []
  for (let iterations = least; iterations < whole; iterations *= reduction) rungs.push(iterations)
  return rungs
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
