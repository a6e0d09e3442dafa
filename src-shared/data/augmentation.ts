import type { Augmentation } from '../experiment/experiment'
import { createRandomStream } from '../random/random-stream'

/** Every way in which an image can be shifted and mirrored, as tables of source pixels. */
export interface AugmentationTable {
  /** Number of different transformations; 1 where nothing is augmented. */
  readonly count: number
  /** [transformation][pixel]: the source pixel, or -1 for the background. */
  readonly sources: Int32Array
}

/** Whether images are changed at all. */
export function augments(augmentation: Augmentation): boolean {
  return augmentation.shift > 0 || augmentation.flip
}

/** Tables for shifts by up to `shift` pixels in both directions, plain and, with `flip`, mirrored left to right. */
export function augmentationTable(augmentation: Augmentation, side: number): AugmentationTable {
  const { shift, flip } = augmentation
  const span = 2 * shift + 1
  const pixels = side * side
  const count = span * span * (flip ? 2 : 1)
  const sources = new Int32Array(count * pixels)
  for (let index = 0; index < sources.length; index += 1) {
    const transformation = Math.floor(index / pixels)
    const pixel = index % pixels
    const mirrored = transformation >= span * span
    const move = transformation % (span * span)
    const y = Math.floor(pixel / side) + Math.floor(move / span) - shift
    const column = pixel % side
    const x = (mirrored ? side - 1 - column : column) + (move % span) - shift
    sources[index] = y >= 0 && y < side && x >= 0 && x < side ? y * side + x : -1
  }
  return { count, sources }
}

/** Draws the transformation of every row of a batch; a function of (seed, iteration) alone. */
export function drawTransformations(out: Int32Array, count: number, seed: number, iteration: number): void {
  const { below } = createRandomStream(seed, 'augmentation', iteration)
  for (let row = 0; row < out.length; row += 1) out[row] = below(count)
}
