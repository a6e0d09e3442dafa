import { createRandomStream } from '../random/random-stream'
import type { Sampler } from './sampler'
import { dimensions, type SearchSpace } from './search-space'
import { uniformDraw } from './uniform-draw'

/** Independent uniform points; each follows from (seed, trial) alone. */
export function createRandomSampler(space: SearchSpace, seed: number): Sampler {
  const count = dimensions(space)
  return {
    pointOf: (trial) => {
      const stream = createRandomStream(seed, 'search', trial)
      return Array.from({ length: count }, () => uniformDraw(stream))
    },
  }
}
