import { randomBytes } from 'node:crypto'
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { errorCode, fileError } from './file-errors'

/** The content of a file, whole or in parts that are made while it is written. */
type FileData = string | Uint8Array | Iterable<string> | AsyncIterable<string>

interface WriteOptions {
  /** Whether the bytes must be on the disk itself before the call returns; marks that tell of the moment need not. */
  readonly durable?: boolean
  /** What takes the place of the first bytes at the end: that which only the whole content tells. */
  readonly start?: () => string
}

const BUSY = new Set(['EBUSY', 'EPERM', 'EACCES'])
const WITHOUT_SYNC = new Set(['EINVAL', 'ENOTSUP', 'ENOSYS', 'EISDIR', 'EPERM', 'EACCES'])

/** Names of files that are being written: whoever lists a folder passes over them. */
export function isTemporaryName(name: string): boolean {
  return name.startsWith('~')
}

/** A name beside `path` that nobody else uses. */
export function temporaryPath(path: string): string {
  return join(dirname(path), `~${basename(path)}-${process.pid}-${randomBytes(6).toString('hex')}.tmp`)
}

async function writeNew(path: string, data: FileData, { durable, start }: WriteOptions): Promise<void> {
  const file = await open(path, 'wx')
  try {
    // writeFile goes on after short writes until all bytes are written or an error says why not.
    await writeFile(file, data)
    if (start !== undefined) await file.write(start(), 0)
    if (durable === true) await file.sync()
  } finally {
    await file.close()
  }
}

/** On Windows a virus scanner may hold a new file for a moment. */
async function renamePatiently(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(from, to)
    } catch (error) {
      if (process.platform !== 'win32' || !BUSY.has(errorCode(error)) || attempt === 8) throw error
      await sleep(20 * attempt)
    }
  }
}

/** Makes a rename in a folder last, where the system can do that. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } catch (error) {
    if (!WITHOUT_SYNC.has(errorCode(error))) throw error
  } finally {
    await folder.close()
  }
}

/**
 * Makes a folder and the folders above it.
 *
 * Node's own `recursive` never comes back where a system answers "no such folder" to every try, as /proc does.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return
    if (errorCode(error) !== 'ENOENT' || dirname(path) === path) throw error
    await makeFolder(dirname(path))
    await mkdir(path).catch((second: unknown) => {
      if (errorCode(second) !== 'EEXIST') throw second
    })
  }
}

/**
 * Puts bytes under a name in one step: whoever reads it sees the old file or the new one, never a part.
 *
 * After a power cut as well: the bytes reach the disk before the name does. A failure leaves the old file as it was.
 */
export async function writeAtomically(
  path: string,
  data: FileData,
  { durable = true, start }: WriteOptions = {},
): Promise<void> {
  const temporary = temporaryPath(path)
  try {
    await writeNew(temporary, data, { durable, ...(start === undefined ? {} : { start }) })
    await renamePatiently(temporary, path)
    if (durable) await syncFolder(dirname(path))
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw fileError('write', path, error)
  }
}
