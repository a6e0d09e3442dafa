import type { Point } from '#shared/figures/point'

export type Trend = 'rising' | 'falling' | 'steady' | 'unknown'

const FEWEST_POINTS = 6
const LONGEST_PART = 20

function mean(points: readonly Point[]): number {
  return points.reduce((sum, { y }) => sum + y, 0) / points.length
}

/** Whether the last part of a curve lies above or below the part before it, by more than its own noise. */
export function trendOf(points: readonly Point[]): Trend {
  if (points.length < FEWEST_POINTS) return 'unknown'
  const part = Math.min(LONGEST_PART, Math.floor(points.length / 3))
  const last = points.slice(-part)
  const before = points.slice(-2 * part, -part)
  const difference = mean(last) - mean(before)
  const spread = Math.sqrt(mean(last.map(({ x, y }) => ({ x, y: (y - mean(last)) ** 2 }))))
  if (Math.abs(difference) <= Math.max(spread / 2, 1e-4)) return 'steady'
  return difference > 0 ? 'rising' : 'falling'
}
