import { StoreError, storeError } from '../core/store'
import type { Files, OpenFile } from './local-folder-files'

/** Reads a plain file of at most `limit` bytes. Its size is asked before any memory is taken. */
export async function readPlainFile(
  absolute: string,
  path: string,
  limit: number,
  files: Files,
): Promise<Uint8Array> {
  let file: OpenFile
  try {
    file = await files.openPlain(absolute)
  } catch (error) {
    throw storeError(error, path)
  }
  try {
    return await readOpenFile(file, path, limit)
  } catch (error) {
    throw storeError(error, path)
  } finally {
    await file.close().catch(() => undefined)
  }
}

async function readOpenFile(file: OpenFile, path: string, limit: number): Promise<Uint8Array> {
  const stats = await file.stat()
  if (!stats.isFile()) throw new StoreError('not-a-file', path, 'it is not a plain file')
  if (stats.size > limit) throw new StoreError('too-large', path, `it is larger than ${limit} bytes`)
  const bytes = new Uint8Array(stats.size)
  let filled = 0
  while (filled < bytes.length) {
    const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return bytes.subarray(0, filled)
}
