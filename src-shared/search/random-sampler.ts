import { createRandomStream } from '../random/random-stream'
import type { Sampler } from './sampler'
import { dimensions, type SearchSpace } from './search-space'

/** Two draws, so that all 53 bits of a number are random: the textbook's own way from two words. */
function uniform53(high: number, low: number): number {
  return ((high >>> 5) * 67108864 + (low >>> 6)) / 9007199254740992
}

/** Independent uniform points; each follows from (seed, trial) alone. */
export function createRandomSampler(space: SearchSpace, seed: number): Sampler {
  const count = dimensions(space)
  return {
    pointOf: (trial) => {
      const stream = createRandomStream(seed, 'search', trial)
      return Array.from({ length: count }, () => uniform53(stream.word(), stream.word()))
    },
  }
}
