import { niceStep } from './axis-ticks'
import type { Point } from './point'

/** Where the axis of the values begins: at what the curves need, or at zero. */
export type RangeStart = 'fit' | 'zero'

export interface ValueRange {
  readonly min: number
  readonly max: number
  /** Points above or below that are not drawn, and the farthest of them. */
  readonly above: number
  readonly highest: number
  readonly below: number
  readonly lowest: number
}

/** With fewer points nothing is an outlier. */
const FEWEST_POINTS = 20
const HIGH_SHARE = 0.9
const LOW_SHARE = 0.1
/** A value that lies this many times farther from the middle than most is cut off: it would press all others into a line. */
export const FAR = 10
/** The same for accuracies: the first steps from a tenth upwards are known, what matters is the end. */
export const FAR_ACCURACY = 3
/** How much of the height the curves may leave empty above and below themselves. */
const MARGIN = 0.04
const STEPS = 4
/** Differences smaller than these cannot be drawn. */
const SMALLEST_SHARE = 1e-9
const SMALLEST = 1e-200
/** A log scale is offered from this ratio between the largest and the smallest value on. */
const WIDE = 1000

function finiteValues(curves: readonly (readonly Point[])[]): readonly number[] {
  return curves.flatMap((points) => points.map(({ y }) => y).filter((y) => Number.isFinite(y)))
}

/** Ends of an axis that its own ticks meet; a curve that is flat lies in the middle. */
function niceEnds(min: number, max: number): { readonly min: number; readonly max: number } {
  const largest = Math.max(Math.abs(min), Math.abs(max))
  const isFlat = max - min <= largest * SMALLEST_SHARE || max - min < SMALLEST
  const step = niceStep(isFlat ? (largest < SMALLEST ? STEPS : largest / STEPS) : (max - min) / STEPS)
  const clean = (value: number): number => Number(value.toPrecision(12))
  const room = isFlat ? step : 0
  return {
    min: Math.min(min, clean(Math.floor(min / step) * step)) - (min === 0 ? 0 : room),
    max: Math.max(max, clean(Math.ceil(max / step) * step)) + room,
  }
}

interface Bulk {
  readonly low: number
  readonly high: number
}

/** Between which values the curves lie when what is far from all others is left out. */
function bulkOf(sorted: readonly number[], far: number): Bulk {
  const [least = 0, most = 0] = [sorted[0], sorted.at(-1)]
  if (sorted.length < FEWEST_POINTS) return { low: least, high: most }
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
  const middle = at(0.5)
  const [up, down] = [at(HIGH_SHARE) - middle, middle - at(LOW_SHARE)]
  const spread = Math.max(up, down)
  if (spread === 0) return { low: least, high: most }
  const inside = sorted.filter((y) => Math.abs(y - middle) <= far * spread)
  return { low: inside[0] ?? least, high: inside.at(-1) ?? most }
}

/** The axis on which these curves can be read, and what does not fit on it; null where there is nothing to draw. */
export function valueRange(
  curves: readonly (readonly Point[])[],
  start: RangeStart,
  far = FAR,
): ValueRange | null {
  const sorted = finiteValues(curves).toSorted((a, b) => a - b)
  const [least, most] = [sorted[0], sorted.at(-1)]
  if (least === undefined || most === undefined) return null
  const { low, high } =
    start === 'zero' ? { low: least, high: bulkOf(sorted, far).high } : bulkOf(sorted, far)
  const margin = (high - low) * MARGIN
  const isPositive = least >= 0
  const bottom = isPositive ? Math.max(0, low - margin) : low - margin
  const { min, max } = niceEnds(start === 'zero' ? Math.min(0, low) : bottom, high + margin)
  return {
    min,
    // A share has no tick above one.
    max: most <= 1 && least >= 0 && max > 1 ? 1 : max,
    above: sorted.filter((y) => y > max).length,
    highest: most,
    below: sorted.filter((y) => y < min).length,
    lowest: least,
  }
}

/** Whether the values are so unlike that only a log scale shows them all. */
export function needsLogScale(curves: readonly (readonly Point[])[]): boolean {
  const positive = finiteValues(curves).filter((y) => y > 0)
  if (positive.length === 0) return false
  const [least, most] = positive.reduce(
    ([low, high], y) => [Math.min(low, y), Math.max(high, y)],
    [Infinity, 0],
  )
  return most / least >= WIDE
}
