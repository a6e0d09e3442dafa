import { createRandomStream } from '../random/random-stream'
import { permutation } from './split'

/** Numbers of the images to train on and to test with, both ascending. */
interface SplitByClass {
  readonly train: readonly number[]
  readonly test: readonly number[]
}

/**
 * Puts a share of every class aside as test images, at least one of each, drawn by a seed.
 *
 * A class needs two images at least: whoever calls has made sure of it.
 */
export function splitByClass(labels: Uint8Array, share: number, seed: number): SplitByClass {
  const byClass = new Map<number, number[]>()
  labels.forEach((label, image) => {
    const known = byClass.get(label)
    if (known === undefined) byClass.set(label, [image])
    else known.push(image)
  })
  const isTest = new Uint8Array(labels.length)
  for (const [label, images] of byClass) {
    const count = Math.min(images.length - 1, Math.max(1, Math.floor(images.length * share + 0.5)))
    const order = permutation(images.length, createRandomStream(seed, 'split', label).below)
    for (const place of order.subarray(0, count)) isTest[images[place]] = 1
  }
  const numbers = [...labels.keys()]
  return {
    train: numbers.filter((image) => isTest[image] === 0),
    test: numbers.filter((image) => isTest[image] === 1),
  }
}
