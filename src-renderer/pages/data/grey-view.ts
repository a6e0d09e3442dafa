import type { GreyImage } from '#shared/data/picture/grey-image'

/** Pixels of a square image as something that can be drawn. */
export function greyView(pixels: Uint8Array): GreyImage {
  const side = Math.sqrt(pixels.length)
  return { width: side, height: side, pixels }
}

/** Numbers as grey levels, `brightest` as white. */
export function greyOf(values: Float32Array, brightest: number): GreyImage {
  const scale = brightest > 0 ? 255 / brightest : 0
  return greyView(Uint8Array.from(values, (value) => Math.round(value * scale)))
}
