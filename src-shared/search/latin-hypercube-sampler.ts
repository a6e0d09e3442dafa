import { createRandomStream } from '../random/random-stream'
import type { Sampler } from './sampler'
import { uniformDraw } from './uniform-draw'

/** Where the draws within the strata lie; the permutations have the numbers of the coordinates, which stay below. */
const WITHIN_STRATUM = 65536

/** The numbers from 0 to count - 1 in a random order (Fisher and Yates). */
function permutation(count: number, seed: number, round: number, dimension: number): Uint32Array {
  const stream = createRandomStream(seed, 'search', round, dimension)
  const order = Uint32Array.from({ length: count }, (_, index) => index)
  for (let last = count - 1; last > 0; last -= 1) {
    const other = stream.below(last + 1)
    const value = order[last] ?? 0
    order[last] = order[other] ?? 0
    order[other] = value
  }
  return order
}

/**
 * A Latin hypercube of `trials` points (McKay, Beckman and Conover 1979): each coordinate is cut into so many equal strata, and each
 * stratum has one point. Trials beyond them begin another hypercube.
 */
export function createLatinHypercubeSampler(dimensions: number, trials: number, seed: number): Sampler {
  const rounds = new Map<number, readonly Uint32Array[]>()
  function strata(round: number): readonly Uint32Array[] {
    const known = rounds.get(round)
    if (known !== undefined) return known
    const made = Array.from({ length: dimensions }, (_, dimension) =>
      permutation(trials, seed, round, dimension),
    )
    rounds.set(round, made)
    return made
  }
  return {
    pointOf: (trial) => {
      const stream = createRandomStream(seed, 'search', trial, WITHIN_STRATUM)
      return strata(Math.floor(trial / trials)).map(
        (order) => ((order[trial % trials] ?? 0) + uniformDraw(stream)) / trials,
      )
    },
  }
}
