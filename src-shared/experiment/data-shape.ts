/** What Fashion-MNIST gives every network: side and pixels of an image, classes, images. */
export const DATA_SHAPE = {
  side: 28,
  pixels: 784,
  classes: 10,
  trainImages: 60_000,
  testImages: 10_000,
} as const
