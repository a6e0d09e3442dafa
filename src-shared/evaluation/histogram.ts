/** How some numbers are spread: counts in bins of one width from `from` to `to`, and their moments. */
export interface Histogram {
  readonly from: number
  readonly to: number
  readonly counts: readonly number[]
  readonly count: number
  readonly mean: number
  readonly deviation: number
  /** How many are exactly 0: units that are off, weights that were never touched. */
  readonly zeros: number
}

const HISTOGRAM_BINS = 60

/**
 * Counts numbers in bins; the highest belongs to the last bin. Where all are one number, that is the middle of one bin. Infinities and
 * what is no number, as in a network that diverged, are left out.
 */
export function histogramOf(given: Float32Array, bins = HISTOGRAM_BINS): Histogram {
  const values = given.every(Number.isFinite) ? given : given.filter(Number.isFinite)
  let [low, high, sum, squares, zeros] = [Infinity, -Infinity, 0, 0, 0]
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
    if (value === 0) zeros += 1
    sum += value
    squares += value * value
  }
  const count = values.length
  const counts = Array.from({ length: bins }, () => 0)
  if (count === 0) return { from: 0, to: 0, counts, count, mean: 0, deviation: 0, zeros }
  const mean = sum / count
  const deviation = Math.sqrt(Math.max(0, squares / count - mean * mean))
  const half = low === high ? Math.max(0.5, Math.abs(low) / 2) : 0
  const [from, to] = [low - half, high + half]
  for (const value of values) {
    const bin = Math.min(bins - 1, Math.floor(((value - from) / (to - from)) * bins))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return { from, to, counts, count, mean, deviation, zeros }
}
