import { DATA_SHAPE } from '../experiment/data-shape'
import { isWhole } from './image-end'
import { imageFormat, type ImageHeader, readImageHeader } from './image-header'

/** Largest picture file, in bytes. */
export const LARGEST_IMAGE_FILE = 30 * 1024 * 1024
/** Most pixels that are decoded: enough for the cameras of today, a fifth of a gigabyte when decoded. */
const MOST_IMAGE_PIXELS = 50_000_000
/** How many times longer than wide a picture may be: beyond it, less than one of the network's 28 pixels is left of a side. */
const LONGEST_SHAPE = DATA_SHAPE.side

/** Why a picture is refused; the window has a sentence for each. */
export type ImageFault =
  | { readonly code: 'empty' }
  | { readonly code: 'file-too-large'; readonly bytes: number; readonly limit: number }
  | { readonly code: 'unknown-format' }
  | { readonly code: 'damaged-header' }
  | {
      readonly code: 'too-many-pixels'
      readonly width: number
      readonly height: number
      readonly limit: number
    }
  | { readonly code: 'too-long'; readonly width: number; readonly height: number; readonly limit: number }
  | { readonly code: 'cut-off' }

export type ImageCheck =
  { readonly ok: true; readonly header: ImageHeader } | { readonly ok: false; readonly fault: ImageFault }

function refused(fault: ImageFault): ImageCheck {
  return { ok: false, fault }
}

/** Refuses a file by its size alone, so that it need not be read at all. */
export function checkImageFileSize(bytes: number): ImageFault | null {
  if (bytes === 0) return { code: 'empty' }
  if (bytes > LARGEST_IMAGE_FILE) return { code: 'file-too-large', bytes, limit: LARGEST_IMAGE_FILE }
  return null
}

/** Decides whether a picture may be decoded. Call it before `createImageBitmap`, which would first take the memory. */
export function checkImage(bytes: Uint8Array): ImageCheck {
  const sizeFault = checkImageFileSize(bytes.byteLength)
  if (sizeFault !== null) return refused(sizeFault)
  if (imageFormat(bytes) === null) return refused({ code: 'unknown-format' })
  const header = readImageHeader(bytes)
  if (header === null) return refused({ code: 'damaged-header' })
  const { width, height } = header
  if (width * height > MOST_IMAGE_PIXELS) {
    return refused({ code: 'too-many-pixels', width, height, limit: MOST_IMAGE_PIXELS })
  }
  if (Math.max(width, height) > LONGEST_SHAPE * Math.min(width, height)) {
    return refused({ code: 'too-long', width, height, limit: LONGEST_SHAPE })
  }
  if (!isWhole(bytes, header.format)) return refused({ code: 'cut-off' })
  return { ok: true, header }
}
