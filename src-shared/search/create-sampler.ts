import { createRandomSampler } from './random-sampler'
import type { Sampler } from './sampler'
import type { SearchSpec } from './search-spec'

/** The sampler of a search. */
export function createSampler({ space, sampler }: Pick<SearchSpec, 'space' | 'sampler' | 'trials'>): Sampler {
  switch (sampler.kind) {
    case 'random':
      return createRandomSampler(space, sampler.seed)
  }
}
