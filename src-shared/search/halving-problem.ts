import type { SearchSpace } from './search-space'
import type { Halving } from './successive-halving'
import { rungIterations } from './successive-halving'

/** What keeps trials of so many iterations from being stopped early, as a sentence; null where nothing does. */
export function halvingProblem(
  halving: Halving,
  iterations: number,
  space: SearchSpace,
  seeds: number,
): string | null {
  if (Object.keys(space).length === 0)
    return 'Successive halving compares trials, but no setting is tried: name a range, or leave halving out.'
  if (seeds > 1)
    return `Successive halving compares single runs, but each trial has ${seeds} seeds: give one seed, or leave halving out.`
  if (rungIterations(halving, iterations).length > 0) return null
  return `Successive halving compares trials for the first time at ${halving.least} iterations, but they have only ${iterations}: choose fewer.`
}
