import { createRandomStream } from '../random/random-stream'
import type { Coordinate } from './coordinates'
import { type ParzenEstimator, parzenEstimator } from './parzen-estimator'
import type { KnownTrial, Sampler } from './sampler'

/** Trials at random before the model speaks, candidates that it chooses from, and how many trials count as good: Optuna's defaults. */
const STARTUP_TRIALS = 10
const CANDIDATES = 24
const GOOD_SHARE = 0.1
const MOST_GOOD = 25

/** The draws of the model lie apart from those of the trials at random. */
const MODEL_DRAWS = 1

/** How far a trial came, for comparison: what was not stopped is ahead of all that was. */
const length = ({ isStopped, iterations }: KnownTrial): number => (isStopped ? iterations : Infinity)

/**
 * The better trials first; of equal ones the earlier. What diverged is behind all. Of those that were stopped early the ones that came
 * further are better, and all are worse than those that were not.
 */
function byValue(a: KnownTrial, b: KnownTrial): number {
  const isFirstLonger = Math.sign(length(b) - length(a)) || 0
  return isFirstLonger || (b.value ?? -Infinity) - (a.value ?? -Infinity) || 0
}

interface Halves {
  readonly good: readonly KnownTrial[]
  readonly others: readonly KnownTrial[]
}

/** Both parts in the order in which they became known. */
function halvesOf(known: readonly KnownTrial[]): Halves {
  const count = Math.min(Math.ceil(GOOD_SHARE * known.length), MOST_GOOD)
  const good = new Set(known.toSorted(byValue).slice(0, count))
  return { good: known.filter((trial) => good.has(trial)), others: known.filter((trial) => !good.has(trial)) }
}

const pointsOf = (trials: readonly KnownTrial[]): readonly (readonly number[])[] =>
  trials.map(({ point }) => point)

/** Of the candidates that the good trials suggest, the one that they suggest most against all others. */
function bestCandidate(
  candidates: readonly (readonly number[])[],
  good: ParzenEstimator,
  others: ParzenEstimator,
): readonly number[] {
  let best: readonly number[] = candidates[0] ?? []
  let most = -Infinity
  for (const candidate of candidates) {
    const gain = good.logDensity(candidate) - others.logDensity(candidate)
    if (gain <= most) continue
    best = candidate
    most = gain
  }
  return best
}

/**
 * The tree-structured Parzen estimator: J. Bergstra, R. Bardenet, Y. Bengio and B. Kegl, "Algorithms for Hyper-Parameter Optimization",
 * NeurIPS 2011. The point of a trial follows from seed, trial and what was known then, in its order.
 */
export function createTreeParzenSampler(
  coordinates: readonly Coordinate[],
  seed: number,
  atRandom: Sampler,
): Sampler {
  return {
    pointOf: (trial, known) => {
      if (known.length < STARTUP_TRIALS) return atRandom.pointOf(trial, known)
      const { good, others } = halvesOf(known)
      const promising = parzenEstimator(coordinates, pointsOf(good))
      const stream = createRandomStream(seed, 'search', trial, MODEL_DRAWS)
      const candidates = Array.from({ length: CANDIDATES }, () => promising.draw(stream))
      return bestCandidate(candidates, promising, parzenEstimator(coordinates, pointsOf(others)))
    },
  }
}
