import type { Point } from './point'

/** More points than a chart is wide show nothing and cost time at every redraw. */
const MOST_POINTS = 400

function extremes(points: readonly Point[]): readonly Point[] {
  const [first] = points
  if (first === undefined) return []
  let [low, high] = [first, first]
  for (const point of points) {
    if (point.y < low.y) low = point
    if (point.y > high.y) high = point
  }
  if (low === high) return [low]
  return low.x < high.x ? [low, high] : [high, low]
}

/**
 * The points of a curve that can be seen between two ends: the lowest and the highest of every small stretch, so that no spike is
 * lost, and the first and last as they are. A curve with few points comes back as it is.
 */
export function thinPoints(
  points: readonly Point[],
  from = -Infinity,
  to = Infinity,
  most = MOST_POINTS,
): readonly Point[] {
  if (points.length <= most) return points
  // One more on each side: the line goes on to the edge of the chart.
  const begin = Math.max(0, points.findIndex(({ x }) => x >= from) - 1)
  const after = points.findIndex(({ x }) => x > to)
  const shown = points.slice(begin, after < 0 ? points.length : after + 1)
  if (shown.length <= most) return shown
  const size = Math.ceil((2 * (shown.length - 2)) / (most - 2))
  const inner = shown.slice(1, -1)
  const parts = Array.from({ length: Math.ceil(inner.length / size) }, (_, index) =>
    extremes(inner.slice(index * size, (index + 1) * size)),
  )
  return [...shown.slice(0, 1), ...parts.flat(), ...shown.slice(-1)]
}
