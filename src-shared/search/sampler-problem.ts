import { gridAxes } from './grid-axes'
import { gridSize } from './grid-sampler'
import { MOST_POINTS, type SamplerSpec } from './sampler-spec'
import { dimensions, type SearchSpace } from './search-space'
import { MOST_SOBOL_DIMENSIONS } from './sobol-sampler'

function gridProblem(space: SearchSpace, points: number, trials: number): string | null {
  const lists = Object.entries(space).find(([, range]) => range.kind === 'widths')?.[0]
  if (lists !== undefined)
    return `A grid cannot cut ${lists}, a range of lists of layers: name the lists as choices, or choose another sampler.`
  const size = gridSize(gridAxes(space, points))
  if (size > MOST_POINTS)
    return `The grid has ${size} points, but at most ${MOST_POINTS} can be tried: try fewer settings, or fewer points of each.`
  if (size >= trials) return null
  return `The grid has ${size} points only, but ${trials} trials are asked for.`
}

/** What is wrong with a sampler for this space and number of trials, as a sentence; null where nothing is. */
export function samplerProblem(space: SearchSpace, sampler: SamplerSpec, trials: number): string | null {
  switch (sampler.kind) {
    case 'grid':
      return gridProblem(space, sampler.points, trials)
    case 'sobol': {
      const coordinates = dimensions(space)
      if (coordinates <= MOST_SOBOL_DIMENSIONS) return null
      return `A Sobol search has at most ${MOST_SOBOL_DIMENSIONS} coordinates, and this one would have ${coordinates}: try fewer settings, or choose another sampler.`
    }
    case 'random':
    case 'latin-hypercube':
    case 'tpe':
      return null
  }
}
