import type { NetworkDesign } from '#shared/experiment/experiment'
import { openBlockNetwork } from './block-network'

const ROWS = 512

/** The class that a network gives each image. `table`: what it gets for each value of a pixel. */
export function predictClasses(
  design: NetworkDesign,
  weights: Float32Array,
  table: Float32Array,
  images: Uint8Array,
): Uint8Array {
  const network = openBlockNetwork(design, weights, table, ROWS)
  const predicted = new Uint8Array(images.length / design.input)
  for (let first = 0; first < predicted.length; first += ROWS) {
    const count = Math.min(ROWS, predicted.length - first)
    network.pass(images.subarray(first * design.input), count)
    predicted.set(network.predicted(count), first)
  }
  return predicted
}
