import { createRandomStream } from '../random/random-stream'
import { permutation } from './split'

/** Numbers of the images of a class, or of all where it is null, in an order that a seed decides. */
export function sampleOrder(labels: Uint8Array, wanted: number | null, seed: number): readonly number[] {
  const numbers: number[] = []
  labels.forEach((label, image) => {
    if (wanted === null || label === wanted) numbers.push(image)
  })
  const order = permutation(numbers.length, createRandomStream(seed, 'split').below)
  return Array.from(order, (place) => numbers[place])
}
