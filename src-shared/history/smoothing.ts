/**
 * A curve smoothed by a time-weighted exponential moving average.
 *
 * How much an earlier point counts falls with its distance in x, not with the number of points between: for evenly spaced points it
 * is the plain average with that weight. Dividing by the sum of weights keeps the start from being pulled towards zero. Points
 * that are not finite stay gaps.
 */
export function smoothCurve(x: readonly number[], y: readonly number[], weight: number): readonly number[] {
  if (weight <= 0 || y.length < 2) return y
  const first = x[0] ?? 0
  const last = x[x.length - 1] ?? first
  const step = (last - first) / (x.length - 1)
  if (!(step > 0)) return y
  let sum = 0
  let weights = 0
  let before: number | null = null
  return y.map((value, place) => {
    if (!Number.isFinite(value)) return value
    const at = x[place] ?? 0
    const kept = before === null ? 0 : Math.min(weight, 0.999) ** ((at - before) / step)
    before = at
    sum = sum * kept + value
    weights = weights * kept + 1
    return sum / weights
  })
}
