import { validationCount } from '../experiment/validation-count'
import { createRandomStream } from '../random/random-stream'

/** Numbers of the images that train, and of those that are kept back, both ascending. */
export interface Split {
  readonly training: Int32Array
  readonly validation: Int32Array
}

/** A random order of 0 ... count - 1 (Fisher-Yates, from the end), drawn from `below(n)`. */
export function permutation(count: number, below: (count: number) => number): Int32Array {
  const order = new Int32Array(count)
  for (let index = 0; index < count; index += 1) order[index] = index
  for (let last = count - 1; last > 0; last -= 1) {
    const chosen = below(last + 1)
    const value = order[chosen]
    order[chosen] = order[last]
    order[last] = value
  }
  return order
}

/** Keeps `share` of the training images back for validation: the first ones of a random order, rounded to whole images. */
export function splitTraining(count: number, share: number, seed: number): Split {
  const kept = validationCount(count, share)
  const order = permutation(count, createRandomStream(seed, 'split').below)
  return { training: order.slice(kept).sort(), validation: order.slice(0, kept).sort() }
}
