import { GifReader } from 'omggif'
import type { Decoded } from './wasm-module'

/** So many pixels of frames are drawn in search of one that shows something, and so many frames. */
const MOST_FRAME_PIXELS = 200_000_000
const MOST_FRAMES = 100
/** What becomes of a frame when the next one comes: the place that it took is empty again. */
const CLEARED = 2

function clear(
  data: Uint8ClampedArray,
  width: number,
  frame: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): void {
  for (let y = frame.y; y < frame.y + frame.height; y += 1) {
    const at = (y * width + frame.x) * 4
    data.fill(0, at, at + frame.width * 4)
  }
}

/** The first frame of a GIF for which `isEmpty` is false, drawn over those before it; the first where there is none. */
export function decodeGif(bytes: Uint8Array, isEmpty: (image: Decoded) => boolean): Decoded {
  const reader = new GifReader(Buffer.from(bytes))
  const { width, height } = reader
  const data = new Uint8ClampedArray(width * height * 4)
  const affordable = Math.max(1, Math.floor(MOST_FRAME_PIXELS / (width * height)))
  const frames = Math.min(reader.numFrames(), MOST_FRAMES, affordable)
  for (let at = 0; at < frames; at += 1) {
    if (at > 0) {
      const before = reader.frameInfo(at - 1)
      if (before.disposal === CLEARED) clear(data, width, before)
    }
    // It only writes into what it is given.
    reader.decodeAndBlitFrameRGBA(at, data as unknown as Uint8Array)
    const image = { width, height, data }
    if (!isEmpty(image)) return image
  }
  return { width, height, data }
}
