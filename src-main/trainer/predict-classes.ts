import type { NetworkDesign } from '#shared/experiment/experiment'
import { openBlockNetwork } from './block-network'

const ROWS = 512

/** What a network says of many images. */
interface PredictedClasses {
  readonly classes: Uint8Array
  /** How far the best score of each image is above the second, as a part of the largest score. */
  readonly leads: Float32Array
}

function leadOf(scores: Float32Array): number {
  let [best, second, largest] = [-Infinity, -Infinity, 0]
  for (const score of scores) {
    largest = Math.max(largest, Math.abs(score))
    if (score > best) [best, second] = [score, best]
    else second = Math.max(second, score)
  }
  return largest === 0 ? 0 : (best - second) / largest
}

/**
 * The class that a network gives each image. `table`: what it gets for each value of a pixel; `onProgress` is told how many images have
 * one.
 */
export function predictClasses(
  design: NetworkDesign,
  weights: Float32Array,
  table: Float32Array,
  images: Uint8Array,
  onProgress: (done: number) => void = () => undefined,
): PredictedClasses {
  const network = openBlockNetwork(design, weights, table, ROWS)
  const { input, output, hidden } = design
  const classes = new Uint8Array(images.length / input)
  const leads = new Float32Array(classes.length)
  for (let first = 0; first < classes.length; first += ROWS) {
    const count = Math.min(ROWS, classes.length - first)
    network.pass(images.subarray(first * input), count)
    classes.set(network.predicted(count), first)
    const scores = network.readLayer(hidden.length, count)
    for (let row = 0; row < count; row += 1)
      leads[first + row] = leadOf(scores.subarray(row * output, (row + 1) * output))
    onProgress(first + count)
  }
  return { classes, leads }
}
