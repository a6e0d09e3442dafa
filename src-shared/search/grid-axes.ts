import type { GridAxis } from './grid-sampler'
import type { Range, SearchSpace } from './search-space'

function axisOf(range: Range, points: number): GridAxis {
  switch (range.kind) {
    case 'linear':
    case 'logarithmic':
      return { kind: 'ends', points }
    case 'whole':
    case 'whole-logarithmic': {
      const values = range.high - range.low + 1
      return values <= points ? { kind: 'parts', points: values } : { kind: 'ends', points }
    }
    case 'choices':
      return { kind: 'parts', points: range.values.length }
    case 'widths':
      throw new Error('A grid has no axis for lists of layers.')
  }
}

/** The axes of a grid: `points` values along each range of numbers, or all of a range that has fewer, and every choice. */
export function gridAxes(space: SearchSpace, points: number): readonly GridAxis[] {
  return Object.values(space).map((range) => axisOf(range, points))
}
