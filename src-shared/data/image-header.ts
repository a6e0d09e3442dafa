import { gifSize } from './gif-size'

/** Picture formats that the lab opens. */
export type ImageFormat = 'png' | 'jpeg' | 'gif' | 'webp' | 'bmp'

/** What a picture's header says about it. */
export interface ImageHeader {
  readonly format: ImageFormat
  readonly width: number
  readonly height: number
}

type Size = readonly [width: number, height: number] | null

function startsWith(bytes: Uint8Array, signature: string, at = 0): boolean {
  if (bytes.length < at + signature.length) return false
  for (let i = 0; i < signature.length; i++) if (bytes[at + i] !== signature.charCodeAt(i)) return false
  return true
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function pngSize(bytes: Uint8Array): Size {
  if (bytes.length < 24 || !startsWith(bytes, 'IHDR', 12)) return null
  const view = viewOf(bytes)
  return [view.getUint32(16), view.getUint32(20)]
}

// Two letters begin many a text, so the length of the header that follows has to be one that exists.
function isBmp(bytes: Uint8Array): boolean {
  if (bytes.length < 18 || !startsWith(bytes, 'BM')) return false
  return [12, 16, 40, 52, 56, 64, 108, 124].includes(viewOf(bytes).getUint32(14, true))
}

function bmpSize(bytes: Uint8Array): Size {
  if (bytes.length < 26) return null
  const view = viewOf(bytes)
  if (view.getUint32(14, true) === 12) return [view.getUint16(18, true), view.getUint16(20, true)]
  // A negative height only says that the rows are stored from the top.
  return [Math.abs(view.getInt32(18, true)), Math.abs(view.getInt32(22, true))]
}

function isFrameMarker(marker: number): boolean {
  const isTable = marker === 0xc4 || marker === 0xc8 || marker === 0xcc
  return marker >= 0xc0 && marker <= 0xcf && !isTable
}

// Segments are skipped by their length, so that a thumbnail inside of one is never taken for the picture.
function jpegSize(bytes: Uint8Array): Size {
  const view = viewOf(bytes)
  let at = 2
  while (at + 9 <= bytes.length) {
    if (bytes[at] !== 0xff) return null
    const marker = view.getUint8(at + 1)
    const isAlone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)
    if (marker === 0xff) at += 1
    else if (isAlone) at += 2
    else if (isFrameMarker(marker)) return [view.getUint16(at + 7), view.getUint16(at + 5)]
    else at += 2 + view.getUint16(at + 2)
  }
  return null
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) + view.getUint8(at + 2) * 65_536
}

function webpSize(bytes: Uint8Array): Size {
  if (bytes.length < 30) return null
  const view = viewOf(bytes)
  if (startsWith(bytes, 'VP8X', 12)) return [uint24(view, 24) + 1, uint24(view, 27) + 1]
  if (startsWith(bytes, 'VP8L', 12) && bytes[20] === 0x2f) {
    const packed = view.getUint32(21, true)
    return [(packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1]
  }
  if (startsWith(bytes, 'VP8 ', 12) && startsWith(bytes, '\x9d\x01\x2a', 23)) {
    return [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff]
  }
  return null
}

/** The format that the first bytes name, null for anything else. The file's name is not asked: it may lie. */
export function imageFormat(bytes: Uint8Array): ImageFormat | null {
  if (startsWith(bytes, '\x89PNG\r\n\x1a\n')) return 'png'
  if (startsWith(bytes, '\xff\xd8\xff')) return 'jpeg'
  if (startsWith(bytes, 'GIF87a') || startsWith(bytes, 'GIF89a')) return 'gif'
  if (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8)) return 'webp'
  return isBmp(bytes) ? 'bmp' : null
}

const SIZE_READERS: Readonly<Record<ImageFormat, (bytes: Uint8Array) => Size>> = {
  png: pngSize,
  jpeg: jpegSize,
  gif: gifSize,
  webp: webpSize,
  bmp: bmpSize,
}

/**
 * Reads width and height without decoding the picture; null where the file is no picture of a known format or is cut off.
 *
 * A few bytes can ask a decoder for gigabytes, so the size is known before a decoder sees the file.
 */
export function readImageHeader(bytes: Uint8Array): ImageHeader | null {
  const format = imageFormat(bytes)
  if (format === null) return null
  const size = SIZE_READERS[format](bytes)
  if (size === null || size[0] === 0 || size[1] === 0) return null
  return { format, width: size[0], height: size[1] }
}
