import type { ColorImage } from './color-image'
import type { Crop } from './handles'
import { nearestWhole } from './nearest-whole'

/** Cuts the sides off; at least one pixel is left. Without anything to cut it is the same image. */
export function cropSides(image: ColorImage, { left, top, right, bottom }: Crop): ColorImage {
  if (left === 0 && top === 0 && right === 0 && bottom === 0) return image
  const [firstColumn, firstRow] = [
    Math.min(image.width - 1, nearestWhole(left * image.width)),
    Math.min(image.height - 1, nearestWhole(top * image.height)),
  ]
  const width = Math.max(1, image.width - nearestWhole(right * image.width) - firstColumn)
  const height = Math.max(1, image.height - nearestWhole(bottom * image.height) - firstRow)
  const data = new Uint8ClampedArray(width * height * 4)
  for (let row = 0; row < height; row += 1) {
    const from = ((row + firstRow) * image.width + firstColumn) * 4
    data.set(image.data.subarray(from, from + width * 4), row * width * 4)
  }
  return { width, height, data }
}
