import { isBlank } from '../blank-image'
import { areaAverage } from './area-average'
import type { ColorImage } from './color-image'
import { cropSides } from './crop'
import type { GreyImage } from './grey-image'
import { groundOf } from './ground'
import type { Handles } from './handles'
import { centreContent, edgeMean, frameSquare, scaleWithin } from './square'
import { toGrey } from './to-grey'

/** What each step of the way makes of the picture. */
export interface Steps {
  readonly cropped: ColorImage
  readonly grey: GreyImage
  readonly framed: GreyImage
  readonly inverted: GreyImage
  readonly isInverted: boolean
  readonly centred: GreyImage
  readonly isCentred: boolean
  readonly final: GreyImage
  /** There is nothing in the picture, or nothing is left of it. */
  readonly isBlank: boolean
  /** It is as large as the network takes it and grey already, so nothing is done to it but by hand. */
  readonly isReady: boolean
}

export const SIDE = 28

/** Whether the picture is what a network takes: an exported image of the data set comes back byte for byte. */
function isReady({ width, height, data }: ColorImage, side: number): boolean {
  if (width !== side || height !== side) return false
  for (let at = 0; at < data.length; at += 4) {
    if (data[at] !== data[at + 1] || data[at] !== data[at + 2] || data[at + 3] !== 255) return false
  }
  return true
}

function invert(image: GreyImage): GreyImage {
  return { ...image, pixels: image.pixels.map((pixel) => 255 - pixel) }
}

/** The way of a picture to the bytes that the network gets, a square of 28 unless said otherwise, with every step on it. */
export function preprocess(image: ColorImage, handles: Handles, side: number = SIDE): Steps {
  const cropped = cropSides(image, handles.crop)
  const ready = isReady(cropped, side)
  const ground = groundOf(cropped)
  const grey = toGrey(cropped, ground.level, handles.grey)
  const background = ground.isBackground ? ground.level : edgeMean(grey)
  const framed = frameSquare(grey, handles.frame, background)
  // The data set shows bright things on black.
  const isBright = (ground.isBackground ? ground.level : edgeMean(framed)) > 127
  const isInverted = handles.invert === 'auto' ? isBright && !ready : handles.invert === 'on'
  const inverted = isInverted ? invert(framed) : framed
  const isCentred = handles.centre === 'auto' ? !ready : handles.centre === 'on'
  const centred = isCentred ? centreContent(inverted) : inverted
  const around = isCentred ? 0 : edgeMean(inverted)
  const final = areaAverage(scaleWithin(centred, handles.scale, around), side)
  return {
    ...{ cropped, grey, framed, inverted, isInverted, centred, isCentred, final },
    isBlank: isBlank(grey.pixels) || isBlank(final.pixels),
    isReady: ready,
  }
}
