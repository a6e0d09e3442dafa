import table from './usual-distances.json'

/** How far a picture lies from all training images, and what that means. */
export interface DistanceVerdict {
  readonly distance: number
  /** Share of the test images that lie nearer to the training images than this picture does. */
  readonly shareNearer: number
  /** A network was trained on nothing like it: what it says of the picture is worth little, however sure it is. */
  readonly isFar: boolean
}

/** Of the test images one in fifty lies farther away; a shirt on mid-grey ground, which no training image is like, does too. */
const FAR = 0.98

/**
 * Judges the distance of a picture from its nearest training image by the distances of test images, which
 * `scripts/measure-distances.mjs` has measured. Between two measured quantiles the share is on a line.
 */
export function judgeDistance(distance: number): DistanceVerdict {
  let [lowPercent, lowDistance] = [0, 0]
  for (const { percent, distance: measured } of table.quantiles) {
    if (distance < measured) {
      const way = (distance - lowDistance) / (measured - lowDistance)
      const shareNearer = (lowPercent + way * (percent - lowPercent)) / 100
      return { distance, shareNearer, isFar: shareNearer > FAR }
    }
    lowPercent = percent
    lowDistance = measured
  }
  return { distance, shareNearer: 1, isFar: true }
}
