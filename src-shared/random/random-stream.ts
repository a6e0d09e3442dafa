import { cosine } from '../kernels/scalar/cosine'
import { logarithm } from '../kernels/scalar/logarithm'
import { multiplyHigh, philox } from '../kernels/scalar/philox'

/** Numbers of the named streams. They are part of the arithmetic: a number is never changed and never used again. */
export const RANDOM_STREAMS = {
  initialization: 1,
  split: 2,
  batches: 3,
  dropout: 4,
  augmentation: 5,
  search: 6,
} as const

export type RandomStreamName = keyof typeof RANDOM_STREAMS

const TWO_PI = 6.283185307179586
const TWO_TO_MINUS_24 = 1 / 16777216
const TWO_TO_MINUS_32 = 1 / 4294967296

/** Draws one after the other. Two streams with the same names and numbers give the same draws. */
export interface RandomStream {
  /** The next 32 random bits, as a whole number from 0 to 2^32 - 1. */
  word(): number
  /** A number in [0, 1): the 24 high bits of a word, so that it is exact in binary32. */
  uniform24(): number
  /** A whole number from 0 to count - 1, for a count of at most 2^32. */
  below(count: number): number
  /** A standard normal deviate in binary64 (two words each); the caller rounds it where it enters binary32. */
  normal(): number
}

/**
 * A stream of random numbers for one purpose.
 *
 * Key (seed, stream), counter (index, iteration, layer, 0): a stream is found again from its four numbers alone, so no draw
 * depends on threads, on pausing, or on how much other streams were used. `iteration` is the epoch where there is one.
 */
export function createRandomStream(
  seed: number,
  name: RandomStreamName,
  iteration = 0,
  layer = 0,
): RandomStream {
  const block = new Uint32Array(4)
  const stream = RANDOM_STREAMS[name]
  let drawn = 0

  function word(): number {
    const lane = drawn % 4
    if (lane === 0) philox(seed, stream, drawn / 4, iteration, layer, 0, block)
    drawn += 1
    return block[lane]
  }

  return {
    word,
    uniform24: () => (word() >>> 8) * TWO_TO_MINUS_24,
    below: (count) => multiplyHighCount(word(), count),
    normal: () => {
      const distance = (word() + 0.5) * TWO_TO_MINUS_32
      const direction = word() * TWO_TO_MINUS_32
      return Math.sqrt(-2 * logarithm(distance)) * cosine(TWO_PI * direction)
    },
  }
}

function multiplyHighCount(word: number, count: number): number {
  return count === 4294967296 ? word : multiplyHigh(word, count)
}
