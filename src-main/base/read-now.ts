import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { basename } from 'node:path'
import { errorCode } from './file-errors'
import { type FileKind, LARGEST } from './file-kinds'

const NOT_A_FILE = 'It is not a file.'

/** Bytes that are no text. */
export class NotTextError extends Error {}

/** The bytes of an open file, at most one more than its kind may have. */
function bytesOf(file: number, path: string, kind: FileKind): Buffer {
  const most = LARGEST[kind]
  const stats = fstatSync(file)
  // A folder says so itself when it is read.
  if (!stats.isFile() && !stats.isDirectory()) throw new Error(NOT_A_FILE)
  const tooLarge = (size: number): Error =>
    new Error(`The file ${basename(path)} has ${size} bytes, but at most ${most} are allowed.`)
  if (stats.size > most) throw tooLarge(stats.size)
  let bytes = Buffer.allocUnsafe(stats.isFile() ? stats.size + 1 : 1)
  let filled = 0
  for (;;) {
    const read = readSync(file, bytes, filled, bytes.length - filled, null)
    if (read === 0) return bytes.subarray(0, filled)
    filled += read
    if (filled > most) throw tooLarge(filled)
    // It has grown since its size was asked.
    if (filled === bytes.length) bytes = Buffer.concat([bytes, Buffer.allocUnsafe(bytes.length)])
  }
}

function openNow(path: string): number {
  // Windows knows no such flags.
  const { O_RDONLY, O_NONBLOCK = 0, O_NOCTTY = 0 } = constants
  try {
    return openSync(path, O_RDONLY | O_NONBLOCK | O_NOCTTY)
  } catch (error) {
    // So the system answers where a socket is opened.
    throw errorCode(error) === 'ENXIO' ? new Error(NOT_A_FILE) : error
  }
}

/**
 * The bytes of a file that anyone may have written; throws a sentence, or the system's error.
 *
 * It is opened without waiting and its size is asked before any memory is taken: a pipe would wait for ever for its writer.
 */
export function readBytesNow(path: string, kind: FileKind): Buffer {
  const file = openNow(path)
  try {
    return bytesOf(file, path, kind)
  } finally {
    closeSync(file)
  }
}

/** The same as text, where it is one. */
export function readTextNow(path: string, kind: FileKind): string {
  return utf8Text(readBytesNow(path, kind))
}

/** Bytes as text; throws a sentence where they are none. */
export function utf8Text(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (errorCode(error) === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      throw new NotTextError('It is not UTF-8 text.')
    throw error
  }
}
