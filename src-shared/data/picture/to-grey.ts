import { brightnessAt, type ColorImage } from './color-image'
import type { GreyImage } from './grey-image'
import { groundOf } from './ground'
import type { GreyRule } from './handles'
import { nearestWhole } from './nearest-whole'

type LevelAt = (data: ColorImage['data'], index: number) => number

const channel =
  (offset: number): LevelAt =>
  (data, index) =>
    data[index * 4 + offset] ?? 0

const RULES: Readonly<Record<GreyRule, LevelAt>> = {
  brightness: brightnessAt,
  mean: (data, index) =>
    ((data[index * 4] ?? 0) + (data[index * 4 + 1] ?? 0) + (data[index * 4 + 2] ?? 0)) / 3,
  red: channel(0),
  green: channel(1),
  blue: channel(2),
}

/** One level a pixel, by default brightness as eyes weigh it; what shows through transparent parts is the ground. */
export function toGrey(
  image: ColorImage,
  ground: number = groundOf(image).level,
  rule: GreyRule = 'brightness',
): GreyImage {
  const { width, height, data } = image
  const levelAt = RULES[rule]
  const pixels = new Uint8Array(width * height)
  for (let index = 0; index < pixels.length; index += 1) {
    const alpha = (data[index * 4 + 3] ?? 255) / 255
    pixels[index] = nearestWhole(levelAt(data, index) * alpha + ground * (1 - alpha))
  }
  return { width, height, pixels }
}
