import { promisify } from 'node:util'
import { constants, gunzip, gunzipSync } from 'node:zlib'
import { idxLength, LARGEST_IDX } from '#shared/data/idx'
import { errorCode } from './file-errors'
import { readWholeFile } from './read-file'

const unpack = promisify(gunzip)

/** Enough of a packed file for its header, and too little to unpack into much. */
const BEGINNING = 1024
/** What may follow the end that a header announces, so that it can be told. */
const MORE = 64 * 1024
/** What is unpacked of a file that does not say how long it is: enough to tell what is wrong with it. */
const LARGEST_UNKNOWN = 16 * 1024 * 1024

function gzipFault(error: unknown, largest: number): string {
  if (errorCode(error) === 'Z_BUF_ERROR') return 'it is cut off in the middle of its gzip stream.'
  if (errorCode(error) === 'ERR_BUFFER_TOO_LARGE') return `unpacked, it is larger than ${largest} bytes.`
  return 'it is not a whole gzip file.'
}

/** How long the packed file says that it is, from its first bytes alone. */
function sizeToUnpack(packed: Uint8Array): number {
  try {
    const flush = constants.Z_SYNC_FLUSH
    const beginning = gunzipSync(packed.subarray(0, BEGINNING), { finishFlush: flush })
    const length = idxLength(beginning)
    return length === null ? LARGEST_UNKNOWN : Math.min(length + MORE, LARGEST_IDX)
  } catch {
    return LARGEST_UNKNOWN
  }
}

/** The bytes of an IDX file, unpacked where its name ends in `.gz`: hardly more than its own header says. Throws a sentence. */
export async function readIdxFile(path: string): Promise<Uint8Array> {
  const file = await readWholeFile(path, LARGEST_IDX)
  if (!path.endsWith('.gz')) return new Uint8Array(file.buffer, file.byteOffset, file.byteLength)
  const largest = sizeToUnpack(file)
  const bytes = await unpack(file, { maxOutputLength: largest }).catch((error: unknown) => {
    throw new Error(`Cannot read ${path}: ${gzipFault(error, largest)}`)
  })
  // No Buffer: its `slice` copies nothing, so one image would cross to another process with all the others behind it.
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
