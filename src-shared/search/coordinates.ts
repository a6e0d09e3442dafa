import type { Range, SearchSpace } from './search-space'

/** What one coordinate of a point says: a place between two ends, or one of several values that have no order. */
export type Coordinate = { readonly kind: 'place' } | { readonly kind: 'value'; readonly count: number }

/** The coordinates of one range. */
export function coordinatesOfRange(range: Range): readonly Coordinate[] {
  switch (range.kind) {
    case 'choices':
      return [{ kind: 'value', count: range.values.length }]
    case 'widths':
      return [
        { kind: 'place' },
        ...Array.from({ length: range.layers.high }, () => ({
          kind: 'value' as const,
          count: range.from.length,
        })),
      ]
    default:
      return [{ kind: 'place' }]
  }
}

/** The coordinates of a point of the space, in their order. */
export function coordinatesOf(space: SearchSpace): readonly Coordinate[] {
  return Object.values(space).flatMap(coordinatesOfRange)
}
