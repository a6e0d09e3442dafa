import { brightnessAt, type ColorImage } from './color-image'

/** What lies under a picture with transparent parts. */
export interface Ground {
  readonly level: 0 | 255
  /** So much of the picture is transparent that the ground is its background, whatever its edges touch. */
  readonly isBackground: boolean
}

/** Rounded corners and soft edges leave less than this transparent. */
const BACKGROUND_SHARE = 0.05

/** The ground on which the thing in the picture can be seen: black under a bright thing, white paper under any other. */
export function groundOf({ width, height, data }: ColorImage): Ground {
  let [brightness, cover] = [0, 0]
  for (let index = 0; index < width * height; index += 1) {
    const alpha = (data[index * 4 + 3] ?? 255) / 255
    brightness += brightnessAt(data, index) * alpha
    cover += alpha
  }
  const isBright = cover > 0 && brightness / cover > 127.5
  const transparent = 1 - cover / (width * height)
  return { level: isBright ? 0 : 255, isBackground: transparent > BACKGROUND_SHARE }
}
