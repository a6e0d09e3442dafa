import type { Scaling } from '../experiment/experiment'

/** The sum of some bytes, and that of their squares; of an image both are below 2 ^ 31, because it has at most 64 x 64 pixels. */
type Sums = readonly [sum: number, squares: number]

function sumsOfBytes(bytes: Uint8Array, from: number, end: number): Sums {
  let sum = 0
  let squares = 0
  for (let index = from; index < end; index += 1) {
    const byte = bytes[index]
    sum += byte
    squares += byte * byte
  }
  return [sum, squares]
}

/** The same of the four bytes of each word. Half of a picture is black, and is passed over four pixels at a time. */
function sumsOfWords(words: Uint32Array, from: number, end: number): Sums {
  let sum = 0
  let squares = 0
  for (let index = from; index < end; index += 1) {
    const word = words[index]
    if (word === 0) continue
    const a = word & 255
    const b = (word >>> 8) & 255
    const c = (word >>> 16) & 255
    const d = word >>> 24
    sum = (sum + a + b + c + d) | 0
    squares = (squares + Math.imul(a, a) + Math.imul(b, b) + Math.imul(c, c) + Math.imul(d, d)) | 0
  }
  return [sum, squares]
}

/** The images as words of four bytes, where each begins with one. */
function wordsOf({ buffer, byteOffset, length }: Uint8Array, pixels: number): Uint32Array | null {
  return pixels % 4 === 0 && byteOffset % 4 === 0 ? new Uint32Array(buffer, byteOffset, length / 4) : null
}

/** Mean and deviation of all pixels of some images, from exact integer sums. */
export function pixelStatistics(
  images: Uint8Array,
  numbers: Int32Array,
  pixels: number,
): { mean: number; deviation: number } {
  const words = wordsOf(images, pixels)
  let sum = 0
  let squares = 0
  for (const number of numbers) {
    const [from, end] = [number * pixels, (number + 1) * pixels]
    const [ofImage, ofSquares] =
      words === null ? sumsOfBytes(images, from, end) : sumsOfWords(words, from / 4, end / 4)
    sum += ofImage
    squares += ofSquares
  }
  const count = numbers.length * pixels
  const mean = sum / count
  return { mean, deviation: Math.sqrt((squares - sum * mean) / count) }
}

/**
 * What a scaling does to every pixel: (byte - mean) / divisor.
 *
 * Standardization takes mean and deviation of the training split alone, so that validation images stay unseen.
 */
export function scalingMoments(
  scaling: Scaling,
  images: Uint8Array,
  training: Int32Array,
  pixels: number,
): { mean: number; divisor: number } {
  if (scaling !== 'standardize') return { mean: 0, divisor: scaling === 'range' ? 255 : 1 }
  const { mean, deviation } = pixelStatistics(images, training, pixels)
  return { mean, divisor: deviation === 0 ? 1 : deviation }
}

/**
 * What the network gets for each of the 256 values of a pixel: (byte - mean) / divisor.
 *
 * A table, because a byte has no more values: exact, the same for every engine, and faster than arithmetic.
 */
export function pixelTable({
  mean,
  divisor,
}: {
  readonly mean: number
  readonly divisor: number
}): Float32Array {
  return Float32Array.from({ length: 256 }, (_, byte) => (byte - mean) / divisor)
}

/** The table of a scaling, from the images that it is fitted to. */
export function scalingTable(
  scaling: Scaling,
  images: Uint8Array,
  training: Int32Array,
  pixels: number,
): Float32Array {
  return pixelTable(scalingMoments(scaling, images, training, pixels))
}
