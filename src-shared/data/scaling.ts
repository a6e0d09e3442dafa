import type { Scaling } from '../experiment/experiment'

/** Mean and deviation of all pixels of some images, from exact integer sums. */
export function pixelStatistics(
  images: Uint8Array,
  numbers: Int32Array,
  pixels: number,
): { mean: number; deviation: number } {
  let sum = 0
  let squares = 0
  for (const number of numbers) {
    const end = (number + 1) * pixels
    let imageSum = 0
    let imageSquares = 0
    for (let index = number * pixels; index < end; index += 1) {
      const byte = images[index]
      imageSum += byte
      imageSquares += byte * byte
    }
    sum += imageSum
    squares += imageSquares
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
