import { nearestImages } from './nearest-images'
import table from './usual-distances.json'

/** How far test images lie from the nearest training image: that many percent of them at most so far. Rising. */
export type UsualDistances = readonly { readonly percent: number; readonly distance: number }[]

/** Those of Fashion-MNIST, which `scripts/measure-distances.mjs` has measured. */
export const FASHION_MNIST_DISTANCES: UsualDistances = table.quantiles

/** Test images of other data that are measured: eight of them lie beyond the quantile by which a picture is far. */
const MOST_MEASURED = 400

/**
 * Measures the distances of test images from the training images, evenly chosen. A generator, so that whoever asks may do something
 * else in between.
 *
 * @param size pixels of an image
 */
export function* measureDistances(
  trainImages: Uint8Array,
  testImages: Uint8Array,
  size: number,
): Generator<void, UsualDistances> {
  const all = testImages.length / size
  const measured = Math.min(MOST_MEASURED, all)
  const distances: number[] = []
  for (let at = 0; at < measured; at += 1) {
    const start = Math.floor((at * all) / measured) * size
    const [nearest] = nearestImages(trainImages, testImages.subarray(start, start + size), 1)
    distances.push(nearest?.distance ?? 0)
    yield
  }
  distances.sort((a, b) => a - b)
  return FASHION_MNIST_DISTANCES.map(({ percent }) => ({
    percent,
    distance: distances[Math.round((percent / 100) * (measured - 1))] ?? 0,
  }))
}

/** The distance within which a share of the test images lie, in percent. */
export function usualDistance(usual: UsualDistances, percent: number): number {
  return usual.find((each) => each.percent >= percent)?.distance ?? 0
}

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
 * Judges the distance of a picture from its nearest training image by the distances of test images. Between two measured quantiles the
 * share is on a line.
 */
export function judgeDistance(distance: number, usual: UsualDistances): DistanceVerdict {
  let [lowPercent, lowDistance] = [0, 0]
  for (const { percent, distance: measured } of usual) {
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
