import { isGifWhole } from './gif-size'
import type { ImageFormat } from './image-header'

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

// From chunk to chunk until the one that says that it is the last.
function isPngWhole(bytes: Uint8Array): boolean {
  const view = viewOf(bytes)
  let at = 8
  while (at + 12 <= bytes.length) {
    const isEnd = view.getUint32(at + 4) === 0x49454e44
    at += 12 + view.getUint32(at)
    if (isEnd) return at <= bytes.length
  }
  return false
}

// In the data of a JPEG 0xff 0xd9 can only be its end. A thumbnail has an end of its own, but stands before the first scan.
function isJpegWhole(bytes: Uint8Array): boolean {
  const view = viewOf(bytes)
  let at = 2
  while (at + 4 <= bytes.length && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    if (marker === 0xda) break
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2)
  }
  for (let end = bytes.indexOf(0xff, at); end !== -1; end = bytes.indexOf(0xff, end + 1)) {
    if (bytes[end + 1] === 0xd9) return true
  }
  return false
}

function isWebpWhole(bytes: Uint8Array): boolean {
  return viewOf(bytes).getUint32(4, true) + 8 <= bytes.length + 1 // The last byte may be padding.
}

const UNCOMPRESSED = [0, 3, 6]

// The rows have a length of their own, and no end is marked. What is compressed is left to the decoder.
function isBmpWhole(bytes: Uint8Array): boolean {
  const view = viewOf(bytes)
  if (bytes.length < 34 || view.getUint32(14, true) < 40) return true
  if (!UNCOMPRESSED.includes(view.getUint32(30, true))) return true
  const [width, height] = [view.getInt32(18, true), Math.abs(view.getInt32(22, true))]
  const rowLength = 4 * Math.ceil((width * view.getUint16(28, true)) / 32)
  return view.getUint32(10, true) + rowLength * height <= bytes.length
}

/**
 * Whether the end of a picture is there. A decoder shows what it has of a file that was cut off, a grey half for example, and
 * a network would name that.
 */
export function isWhole(bytes: Uint8Array, format: ImageFormat): boolean {
  if (format === 'png') return isPngWhole(bytes)
  if (format === 'jpeg') return isJpegWhole(bytes)
  if (format === 'gif') return isGifWhole(bytes)
  return format === 'webp' ? isWebpWhole(bytes) : isBmpWhole(bytes)
}
