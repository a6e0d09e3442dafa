/** What a data set gives every network: side of its square images, classes, images. */
export interface DataShape {
  readonly side: number
  readonly classes: number
  readonly trainImages: number
  readonly testImages: number
}

/** The largest value of a pixel, which is one byte. */
export const BRIGHTEST = 255

/** Fashion-MNIST's own shape: what is meant wherever nothing is said of the data. */
export const DATA_SHAPE = {
  side: 28,
  pixels: 784,
  classes: 10,
  trainImages: 60_000,
  testImages: 10_000,
} as const

/**
 * What data can be trained on. A label is one byte, in IDX files and in the memory that the kernels read, so there are 256 classes at
 * most; a record keeps what a run predicted of every test image, and more of these would not fit into it.
 */
export const DATA_LIMITS = {
  classes: { from: 2, to: 256 },
  side: { from: 8, to: 64 },
  trainImages: { from: 1, to: 1_000_000 },
  testImages: { from: 1, to: 150_000 },
} as const
