import type { Sampler } from './sampler'

/** How one coordinate of a grid is cut: into points that include both ends, or into equal parts of which each has its middle. */
export type GridAxis =
  { readonly kind: 'ends'; readonly points: number } | { readonly kind: 'parts'; readonly points: number }

/** How many points a grid has. */
export function gridSize(axes: readonly GridAxis[]): number {
  return axes.reduce((product, { points }) => product * points, 1)
}

function coordinate({ kind, points }: GridAxis, place: number): number {
  return kind === 'parts' || points === 1 ? (place + 0.5) / points : place / (points - 1)
}

/** Every point of a grid in a fixed order, the last coordinate first; beyond the last point it begins anew. */
export function createGridSampler(axes: readonly GridAxis[]): Sampler {
  return {
    pointOf: (trial) => {
      let rest = trial % gridSize(axes)
      const places = axes.toReversed().map((axis) => {
        const place = rest % axis.points
        rest = Math.floor(rest / axis.points)
        return coordinate(axis, place)
      })
      return places.toReversed()
    },
  }
}
