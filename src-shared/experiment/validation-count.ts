/** How many of the training images are kept back for validation; half an image counts as one. */
export function validationCount(images: number, validationShare: number): number {
  return Math.floor(images * validationShare + 0.5)
}
