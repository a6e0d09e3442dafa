import type { GreyImage } from './grey-image'
import type { Frame } from './handles'
import { nearestWhole } from './nearest-whole'

/** Darker than this is background when the thing in the picture is looked for. */
const BACKGROUND = 32

/** A window of the image; what lies outside of the image takes the filling. */
function cut(image: GreyImage, left: number, top: number, side: number, filling: number): GreyImage {
  const pixels = new Uint8Array(side * side).fill(filling)
  for (let y = Math.max(0, -top); y < Math.min(side, image.height - top); y += 1) {
    for (let x = Math.max(0, -left); x < Math.min(side, image.width - left); x += 1) {
      pixels[y * side + x] = image.pixels[(y + top) * image.width + x + left] ?? filling
    }
  }
  return { width: side, height: side, pixels }
}

/** Mean of the pixels along the edge: the background of most pictures. */
export function edgeMean({ width, height, pixels }: GreyImage): number {
  let sum = 0
  let count = 0
  for (let y = 0; y < height; y += 1) {
    const step = y === 0 || y === height - 1 ? 1 : Math.max(1, width - 1)
    for (let x = 0; x < width; x += step) {
      sum += pixels[y * width + x] ?? 0
      count += 1
    }
  }
  return count === 0 ? 0 : sum / count
}

/** Makes the image square: crop keeps the middle, fit adds background. To stretch, scaling to a square is enough. */
export function frameSquare(image: GreyImage, frame: Frame, background = edgeMean(image)): GreyImage {
  if (frame === 'stretch') return image
  const { width, height } = image
  const side = frame === 'crop' ? Math.min(width, height) : Math.max(width, height)
  const left = Math.floor((width - side) / 2)
  const top = Math.floor((height - side) / 2)
  return cut(image, left, top, side, nearestWhole(background))
}

/** Cuts what is not background out and puts it into the middle, as large as fits, as the data set was made. */
export function centreContent(image: GreyImage): GreyImage {
  const { width, height, pixels } = image
  let [left, right, top, bottom] = [width, -1, height, -1]
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if ((pixels[y * width + x] ?? 0) < BACKGROUND) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
  }
  if (right < 0) return image
  const side = Math.max(right - left, bottom - top) + 1
  const middleX = Math.floor((left + right + 1 - side) / 2)
  const middleY = Math.floor((top + bottom + 1 - side) / 2)
  return cut(image, middleX, middleY, side, 0)
}

/** Makes a square smaller or larger within its frame: background is added around it, or its edges are cut off. */
export function scaleWithin(image: GreyImage, scale: number, background: number): GreyImage {
  if (scale === 1) return image
  const longest = Math.max(image.width, image.height)
  const side = Math.max(1, nearestWhole(longest / scale))
  const left = Math.floor((image.width - side) / 2)
  const top = Math.floor((image.height - side) / 2)
  return cut(image, left, top, side, nearestWhole(background))
}
