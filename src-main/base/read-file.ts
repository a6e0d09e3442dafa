import type { Stats } from 'node:fs'
import { constants, type FileHandle, open } from 'node:fs/promises'
import { errorCode, FileError, fileError } from './file-errors'
import { type FileKind, LARGEST } from './file-kinds'

const LEAST_CHUNK = 64 * 1024

/** A file that is larger than what is read of its kind. */
export class TooLargeError extends FileError {
  readonly size: number

  constructor(path: string, size: number, most: number) {
    const fault = `it has ${size} bytes, but at most ${most} are allowed`
    super(`Cannot read ${path}: ${fault}.`, 'EFBIG', fault)
    this.size = size
  }
}

/** What stands where a file is expected; null where it is one. */
function otherKind(stats: Stats): string | null {
  if (stats.isFile()) return null
  if (stats.isDirectory()) return 'a folder'
  if (stats.isFIFO()) return 'a pipe'
  if (stats.isSocket()) return 'a socket'
  return 'a device'
}

function notAFile(path: string, fault: string, code: string): FileError {
  return new FileError(`Cannot read ${path}: ${fault}.`, code, fault)
}

/** The bytes up to one more than wanted: a file may grow, and those of /proc have no size before they are read. */
async function readUpTo(file: FileHandle, most: number, expected: number): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer<ArrayBuffer>[] = []
  let size = 0
  while (size <= most) {
    // Once all that was expected is here, what follows is the end, or has been added meanwhile.
    const wanted = Math.max(expected + 1 - size, LEAST_CHUNK)
    const room = Math.min(wanted, most + 1 - size)
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(room), 0, room)
    if (bytesRead === 0) break
    chunks.push(buffer.subarray(0, bytesRead))
    size += bytesRead
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)
}

/** A file that is open; who has opened it closes it. */
interface OpenedFile {
  readonly file: FileHandle
  readonly size: number
}

/**
 * Opens a file that somebody has named, up to a size.
 *
 * Only a file: a pipe would wait for ever for its writer, and a device such as /dev/zero never ends. What is open is asked, so that
 * nothing can be put in its place in between, and it is opened without waiting.
 */
export async function openToRead(path: string, most: number): Promise<OpenedFile> {
  // Windows knows no such flags.
  const { O_RDONLY, O_NONBLOCK = 0, O_NOCTTY = 0 } = constants
  const file = await open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY).catch((error: unknown) => {
    // So the system answers where a socket is opened.
    if (errorCode(error) === 'ENXIO') throw notAFile(path, 'it is a socket or a device, not a file', 'ENXIO')
    throw fileError('read', path, error)
  })
  try {
    const stats = await file.stat()
    const kind = otherKind(stats)
    if (kind !== null) throw notAFile(path, `it is ${kind}, not a file`, 'EINVAL')
    if (stats.size > most) throw new TooLargeError(path, stats.size, most)
    return { file, size: stats.size }
  } catch (error) {
    await file.close()
    throw fileError('read', path, error)
  }
}

/** Reads a whole file that somebody has named, up to a size. */
export async function readWholeFile(path: string, most: number): Promise<Buffer<ArrayBuffer>> {
  const { file, size } = await openToRead(path, most)
  try {
    const bytes = await readUpTo(file, most, size)
    if (bytes.byteLength > most) throw new TooLargeError(path, bytes.byteLength, most)
    return bytes
  } catch (error) {
    throw fileError('read', path, error)
  } finally {
    await file.close()
  }
}

/** The text of a file of the lab, up to the size of its kind. */
export async function readText(path: string, kind: FileKind): Promise<string> {
  return (await readWholeFile(path, LARGEST[kind])).toString('utf8')
}
