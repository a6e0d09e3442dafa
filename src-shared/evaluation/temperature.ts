import { exponential } from '../kernels/scalar/exponential'

/** The scores of some images before softmax, one row an image, and their true classes. */
export interface Scores {
  readonly scores: Float32Array
  readonly truth: Uint8Array
  readonly classes: number
}

/** Beyond these, sharpening or softening has no end: every answer is correct, or none tells more than guessing. */
const LEAST = 0.01
const MOST = 100
const HALVINGS = 60

/** Puts softmax(scores / temperature) of an image into `out`. */
function softmaxAt({ scores, classes }: Scores, image: number, inverse: number, out: Float64Array): void {
  const begin = image * classes
  let highest = -Infinity
  for (let at = 0; at < classes; at += 1) highest = Math.max(highest, scores[begin + at] ?? 0)
  let sum = 0
  for (let at = 0; at < classes; at += 1) {
    const power = exponential(((scores[begin + at] ?? 0) - highest) * inverse)
    out[at] = power
    sum += power
  }
  for (let at = 0; at < classes; at += 1) out[at] = (out[at] ?? 0) / sum
}

/** Derivative of the mean cross-entropy by 1 / temperature: expected score minus the score of the true class. It only rises. */
function slope(all: Scores, inverse: number): number {
  const { scores, truth, classes } = all
  const out = new Float64Array(classes)
  let total = 0
  for (const [image, label] of truth.entries()) {
    softmaxAt(all, image, inverse, out)
    const begin = image * classes
    const own = scores[begin + label] ?? 0
    for (let at = 0; at < classes; at += 1) total += (out[at] ?? 0) * ((scores[begin + at] ?? 0) - own)
  }
  return total / Math.max(1, truth.length)
}

/**
 * The temperature by which all scores are divided so that the cross-entropy is least: above 1 the network was too sure of itself,
 * below 1 too modest. No predicted class changes by it. Null where there is none.
 *
 * The derivative by its inverse is monotone, so halving an interval finds the one place where it is 0.
 */
export function bestTemperature(all: Scores): number | null {
  let [low, high] = [1 / MOST, 1 / LEAST]
  if (all.truth.length === 0 || !(slope(all, low) < 0) || !(slope(all, high) > 0)) return null
  for (let step = 0; step < HALVINGS && low < high; step += 1) {
    // In equal ratios: temperatures of 0.1 and of 10 are equally far from 1.
    const middle = Math.sqrt(low * high)
    if (slope(all, middle) < 0) low = middle
    else high = middle
  }
  return 1 / Math.sqrt(low * high)
}

/** Highest probability of each image where scores are divided by a temperature. */
export function confidencesAt(all: Scores, temperature: number): Float32Array {
  const out = new Float64Array(all.classes)
  return Float32Array.from(all.truth, (_, image) => {
    softmaxAt(all, image, 1 / temperature, out)
    return out.reduce((most, value) => Math.max(most, value), 0)
  })
}
