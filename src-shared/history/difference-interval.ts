import type { Interval } from '../evaluation/wilson-interval'
import { wilsonInterval } from '../evaluation/wilson-interval'

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
