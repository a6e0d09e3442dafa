import { decode } from 'bmp-ts'
import type { Decoded } from './wasm-module'

const NO_ALPHA = 24

/** BMP of any depth. Only those with more than 24 bits can have transparent parts. */
export function decodeBmp(bytes: Uint8Array): Decoded {
  const { width, height, data, bitPP = 0 } = decode(Buffer.from(bytes), { toRGBA: true })
  const pixels = new Uint8ClampedArray(data)
  const isOpaque = bitPP <= NO_ALPHA || !pixels.some((value, at) => at % 4 === 3 && value > 0)
  if (isOpaque) for (let at = 3; at < pixels.length; at += 4) pixels[at] = 255
  return { width, height: Math.abs(height), data: pixels }
}
