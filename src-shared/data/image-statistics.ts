/** Mean and deviation of every pixel over some images; one number a pixel each, from 0 to 255. */
export interface PixelMoments {
  readonly images: number
  readonly mean: Float32Array
  readonly deviation: Float32Array
}

/** What all images of a data set have in common. */
export interface ImageStatistics {
  readonly all: PixelMoments
  /** One for each class. */
  readonly classes: readonly PixelMoments[]
  /** How many pixels have each of the 256 values. */
  readonly levels: readonly number[]
}

/** Sums of whole numbers: exact, whatever their order. */
interface Sums {
  images: number
  readonly values: Float64Array
  readonly squares: Float64Array
}

const noSums = (size: number): Sums => ({
  images: 0,
  values: new Float64Array(size),
  squares: new Float64Array(size),
})

function momentsOf({ images, values, squares }: Sums): PixelMoments {
  const mean = Float32Array.from(values, (sum) => (images === 0 ? 0 : sum / images))
  const deviation = Float32Array.from(squares, (sum, pixel) => {
    if (images === 0) return 0
    // Over one denominator: up to a hundred thousand images the difference is that of whole numbers, and exact.
    return Math.sqrt(Math.max(0, images * sum - values[pixel] * values[pixel])) / images
  })
  return { images, mean, deviation }
}

function added(sums: readonly Sums[], size: number): Sums {
  const total = noSums(size)
  for (const { images, values, squares } of sums) {
    total.images += images
    for (let pixel = 0; pixel < size; pixel += 1) {
      total.values[pixel] += values[pixel]
      total.squares[pixel] += squares[pixel]
    }
  }
  return total
}

/**
 * Moments of all images and of those of each class, and how often each value stands.
 *
 * @param images one byte a pixel, one image after another
 * @param size pixels of an image
 */
export function imageStatistics(
  images: Uint8Array,
  labels: Uint8Array,
  classes: number,
  size: number,
): ImageStatistics {
  const sums = Array.from({ length: classes }, () => noSums(size))
  const levels = new Float64Array(256)
  labels.forEach((label, image) => {
    const own = sums[label]
    own.images += 1
    for (let pixel = 0; pixel < size; pixel += 1) {
      const byte = images[image * size + pixel]
      own.values[pixel] += byte
      own.squares[pixel] += byte * byte
      levels[byte] += 1
    }
  })
  return { all: momentsOf(added(sums, size)), classes: sums.map(momentsOf), levels: [...levels] }
}
