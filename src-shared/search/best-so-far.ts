import type { TrialResult } from './trial-result'

/** The best value after so many trials, in the order of their numbers. */
export interface BestSoFar {
  readonly index: number
  readonly value: number
  /** The best of this and all earlier trials. */
  readonly best: number
}

/** How the best value grew from trial to trial; trials without a value are left out. */
export function bestSoFar(results: readonly TrialResult[]): readonly BestSoFar[] {
  let best = -Infinity
  return results
    .toSorted((a, b) => a.index - b.index)
    .flatMap(({ index, value }) => {
      if (value === null) return []
      best = Math.max(best, value)
      return [{ index, value, best }]
    })
}
