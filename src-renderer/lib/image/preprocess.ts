import { isBlank } from '#shared/data/blank-image'
import { areaAverage } from './area-average'
import { brightnessAt, type ColorImage } from './color-image'
import type { GreyImage } from './grey-image'
import { groundOf } from './ground'

export const FRAMES = ['fit', 'crop'] as const
export type Frame = (typeof FRAMES)[number]
export const INVERSIONS = ['auto', 'on', 'off'] as const
type Inversion = (typeof INVERSIONS)[number]

/** What the user decides about the way of a picture to 28x28. */
export interface Handles {
  readonly frame: Frame
  readonly invert: Inversion
  readonly centre: boolean
}

export interface Steps {
  readonly grey: GreyImage
  readonly framed: GreyImage
  readonly inverted: GreyImage
  readonly isInverted: boolean
  readonly centred: GreyImage
  readonly final: GreyImage
  /** There is nothing in the picture, or nothing is left of it. */
  readonly isBlank: boolean
}

export const SIDE = 28
/** Darker than this is background when the thing in the picture is looked for. */
const BACKGROUND = 32

/** Brightness as eyes weigh it; what shows through transparent parts is the ground. */
export function toGrey(image: ColorImage, ground: number = groundOf(image).level): GreyImage {
  const { width, height, data } = image
  const pixels = new Uint8Array(width * height)
  for (let index = 0; index < pixels.length; index += 1) {
    const alpha = (data[index * 4 + 3] ?? 255) / 255
    pixels[index] = Math.round(brightnessAt(data, index) * alpha + ground * (1 - alpha))
  }
  return { width, height, pixels }
}

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

/** Makes the image square: crop keeps the middle, fit adds background. */
export function frameSquare(image: GreyImage, frame: Frame, background = edgeMean(image)): GreyImage {
  const { width, height } = image
  const side = frame === 'crop' ? Math.min(width, height) : Math.max(width, height)
  const left = Math.floor((width - side) / 2)
  const top = Math.floor((height - side) / 2)
  return cut(image, left, top, side, Math.round(background))
}

function invert(image: GreyImage): GreyImage {
  return { ...image, pixels: image.pixels.map((pixel) => 255 - pixel) }
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

/** The way of a picture to the 28x28 bytes that the network gets, with every step on it. */
export function preprocess(image: ColorImage, handles: Handles): Steps {
  const ground = groundOf(image)
  const grey = toGrey(image, ground.level)
  const background = ground.isBackground ? ground.level : undefined
  const framed = frameSquare(grey, handles.frame, background)
  // The data set shows bright things on black.
  const isBright = (background ?? edgeMean(framed)) > 127
  const isInverted = handles.invert === 'on' || (handles.invert === 'auto' && isBright)
  const inverted = isInverted ? invert(framed) : framed
  const centred = handles.centre ? centreContent(inverted) : inverted
  const final = areaAverage(centred, SIDE)
  return {
    grey,
    framed,
    inverted,
    isInverted,
    centred,
    final,
    isBlank: isBlank(grey.pixels) || isBlank(final.pixels),
  }
}
