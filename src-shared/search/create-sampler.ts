import { coordinatesOf } from './coordinates'
import { gridAxes } from './grid-axes'
import { createGridSampler } from './grid-sampler'
import { createLatinHypercubeSampler } from './latin-hypercube-sampler'
import { createRandomSampler } from './random-sampler'
import type { Sampler } from './sampler'
import { dimensions } from './search-space'
import type { SearchSpec } from './search-spec'
import { createSobolSampler } from './sobol-sampler'
import { createTreeParzenSampler } from './tree-parzen-sampler'

/** The sampler of a search. */
export function createSampler({ space, sampler }: Pick<SearchSpec, 'space' | 'sampler'>): Sampler {
  switch (sampler.kind) {
    case 'random':
      return createRandomSampler(space, sampler.seed)
    case 'grid':
      return createGridSampler(gridAxes(space, sampler.points))
    case 'latin-hypercube':
      return createLatinHypercubeSampler(dimensions(space), sampler.points, sampler.seed)
    case 'sobol':
      return createSobolSampler(dimensions(space), sampler.seed)
    case 'tpe':
      return createTreeParzenSampler(
        coordinatesOf(space),
        sampler.seed,
        createRandomSampler(space, sampler.seed),
      )
  }
}
