import { DATA_SHAPE } from '../experiment/data-shape'

const LABELS_MAGIC = 0x00000801
const IMAGES_MAGIC = 0x00000803
const LABELS_HEADER = 8
const IMAGES_HEADER = 16
const SIDE = DATA_SHAPE.side
const MOST_ITEMS = 100_000

/** Most bytes that a file of either kind can have, so that a reader can bound what it unpacks. */
export const LARGEST_IDX = IMAGES_HEADER + MOST_ITEMS * SIDE * SIDE

export interface IdxImages {
  readonly count: number
  /** Pixels of one image after those of another, rows after another. */
  readonly pixels: Uint8Array
}

function hexadecimal(word: number): string {
  return `0x${word.toString(16).padStart(8, '0')}`
}

function checkHeader(bytes: Uint8Array, magic: number, headerLength: number, kind: string): DataView {
  if (bytes.length < headerLength) {
    throw new Error(`it has ${bytes.length} bytes, but the header alone has ${headerLength}.`)
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found = view.getUint32(0)
  if (found !== magic) {
    throw new Error(
      `its magic number is ${hexadecimal(found)}, but a file of ${kind} begins with ${hexadecimal(magic)}.`,
    )
  }
  return view
}

function checkCount(count: number, kind: string): void {
  if (count < 1 || count > MOST_ITEMS) {
    throw new Error(`it says that it holds ${count} ${kind}, but 1 to ${MOST_ITEMS} are allowed.`)
  }
}

function checkLength(bytes: Uint8Array, expected: number, count: number, kind: string): void {
  if (bytes.length === expected) return
  const damage = bytes.length < expected ? 'it is cut off' : 'something follows its end'
  throw new Error(`${damage}: ${count} ${kind} take ${expected} bytes, but it has ${bytes.length}.`)
}

/**
 * Reads images in the IDX format, already decompressed.
 *
 * Magic number, sizes and counts are checked against the bytes at hand before anything is taken from them; an error's message is
 * the end of a sentence that the caller begins with the file's name.
 */
export function parseIdxImages(bytes: Uint8Array): IdxImages {
  const view = checkHeader(bytes, IMAGES_MAGIC, IMAGES_HEADER, 'images')
  const [count, rows, columns] = [view.getUint32(4), view.getUint32(8), view.getUint32(12)]
  checkCount(count, 'images')
  if (rows !== SIDE || columns !== SIDE) {
    throw new Error(`its images are ${rows} x ${columns} pixels, but must be ${SIDE} x ${SIDE}.`)
  }
  checkLength(bytes, IMAGES_HEADER + count * rows * columns, count, 'images')
  return { count, pixels: bytes.subarray(IMAGES_HEADER) }
}

/** Reads labels in the IDX format, already decompressed: one class from 0 to 9 for each image. */
export function parseIdxLabels(bytes: Uint8Array): Uint8Array {
  const view = checkHeader(bytes, LABELS_MAGIC, LABELS_HEADER, 'labels')
  const count = view.getUint32(4)
  checkCount(count, 'labels')
  checkLength(bytes, LABELS_HEADER + count, count, 'labels')
  const labels = bytes.subarray(LABELS_HEADER)
  const wrong = labels.findIndex((label) => label >= DATA_SHAPE.classes)
  if (wrong >= 0) throw new Error(`label ${wrong} is ${labels[wrong]}, but classes go from 0 to 9.`)
  return labels
}
