export interface Interval {
  readonly low: number
  readonly high: number
}

/** The 0.975 quantile of the normal distribution: 95 of 100 such intervals hold the true share. */
export const NORMAL_QUANTILE = 1.959963984540054

/** Where the true share lies when `right` of `count` were right (Wilson 1927); it stays within 0 and 1, as the usual one does not. */
export function wilsonInterval(right: number, count: number, quantile = NORMAL_QUANTILE): Interval {
  if (count <= 0) return { low: 0, high: 1 }
  const share = right / count
  const z2 = quantile * quantile
  const middle = share + z2 / (2 * count)
  const reach = quantile * Math.sqrt((share * (1 - share)) / count + z2 / (4 * count * count))
  const whole = 1 + z2 / count
  return { low: Math.max(0, (middle - reach) / whole), high: Math.min(1, (middle + reach) / whole) }
}

/** An accuracy and the number of images behind it. */
export interface Score {
  readonly accuracy: number
  readonly images: number
}

/**
 * Where the true difference of two accuracies lies (Newcombe 1998, method 10), built of the Wilson intervals of both. It takes the
 * images of both as drawn independently, and so calls a tie rather than a rank.
 */
export function differenceInterval(a: Score, b: Score): Interval {
  const first = wilsonInterval(a.accuracy * a.images, a.images)
  const second = wilsonInterval(b.accuracy * b.images, b.images)
  const difference = a.accuracy - b.accuracy
  const below = Math.hypot(a.accuracy - first.low, second.high - b.accuracy)
  const above = Math.hypot(first.high - a.accuracy, b.accuracy - second.low)
  return { low: difference - below, high: difference + above }
}

/** Whether the images do not suffice to tell the two accuracies apart. */
export function isTie(a: Score, b: Score): boolean {
  const { low, high } = differenceInterval(a, b)
  return low <= 0 && high >= 0
}
