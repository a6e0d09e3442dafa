import { DATA_LIMITS } from '../experiment/data-shape'

const LABELS_MAGIC = 0x00000801
const IMAGES_MAGIC = 0x00000803
const LABELS_HEADER = 8
const IMAGES_HEADER = 16
const MOST_ITEMS = DATA_LIMITS.trainImages.to
const { from: SMALLEST, to: LARGEST } = DATA_LIMITS.side

/** Most bytes that a file of either kind can have: all of them lie in memory. */
export const LARGEST_IDX = 1024 * 1024 * 1024

export interface IdxImages {
  readonly count: number
  /** Pixels of a side: images are square. */
  readonly side: number
  /** Pixels of one image after those of another, rows after another. */
  readonly pixels: Uint8Array
}

function hexadecimal(word: number): string {
  return `0x${word.toString(16).padStart(8, '0')}`
}

/** Bytes that a file has which begins like this, so that a reader unpacks no more; null where it is no IDX file of ours. */
export function idxLength(beginning: Uint8Array): number | null {
  if (beginning.length < LABELS_HEADER) return null
  const view = new DataView(beginning.buffer, beginning.byteOffset, beginning.byteLength)
  const magic = view.getUint32(0)
  if (magic === LABELS_MAGIC) return LABELS_HEADER + view.getUint32(4)
  if (magic !== IMAGES_MAGIC || beginning.length < IMAGES_HEADER) return null
  return IMAGES_HEADER + view.getUint32(4) * view.getUint32(8) * view.getUint32(12)
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

function checkSides(rows: number, columns: number): void {
  if (rows === columns && rows >= SMALLEST && rows <= LARGEST) return
  throw new Error(
    `its images are ${rows} x ${columns} pixels, but must be square, from ${SMALLEST} x ${SMALLEST} to ${LARGEST} x ${LARGEST}.`,
  )
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
  checkSides(rows, columns)
  checkLength(bytes, IMAGES_HEADER + count * rows * columns, count, 'images')
  return { count, side: rows, pixels: bytes.subarray(IMAGES_HEADER) }
}

/** Reads labels in the IDX format, already decompressed: one class for each image, from 0 to below `classes`. */
export function parseIdxLabels(bytes: Uint8Array, classes: number = DATA_LIMITS.classes.to): Uint8Array {
  const view = checkHeader(bytes, LABELS_MAGIC, LABELS_HEADER, 'labels')
  const count = view.getUint32(4)
  checkCount(count, 'labels')
  checkLength(bytes, LABELS_HEADER + count, count, 'labels')
  const labels = bytes.subarray(LABELS_HEADER)
  const wrong = labels.findIndex((label) => label >= classes)
  if (wrong >= 0)
    throw new Error(`label ${wrong} is ${labels[wrong]}, but classes go from 0 to ${classes - 1}.`)
  return labels
}

function withHeader(header: readonly number[], items: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 * header.length + items.length)
  const view = new DataView(bytes.buffer)
  header.forEach((word, place) => view.setUint32(4 * place, word))
  bytes.set(items, 4 * header.length)
  return bytes
}

/** Square images as an IDX file. */
export function writeIdxImages(pixels: Uint8Array, side: number): Uint8Array<ArrayBuffer> {
  return withHeader([IMAGES_MAGIC, pixels.length / (side * side), side, side], pixels)
}

/** Labels as an IDX file. */
export function writeIdxLabels(labels: Uint8Array): Uint8Array<ArrayBuffer> {
  return withHeader([LABELS_MAGIC, labels.length], labels)
}
