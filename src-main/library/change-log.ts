import { randomBytes } from 'node:crypto'
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { writeAtomically } from '../base/atomic-file'
import { isRunFolder } from './library-paths'

const LARGEST_LOG = 1_000_000

/** Folders that other processes changed; `everything` where the log cannot say which. */
export interface ForeignChanges {
  readonly folders: readonly string[]
  readonly everything: boolean
}

/**
 * A file to which every process appends which run it changed.
 *
 * To look whether anything changed costs one question about one file, however many runs there are. It is a hint only: what is
 * missed is found by the next scan.
 */
export function openChangeLog(path: string) {
  const token = randomBytes(6).toString('hex')
  let read = sizeNow()

  function sizeNow(): number {
    return statSync(path, { throwIfNoEntry: false })?.size ?? 0
  }

  function readTail(from: number, to: number): string {
    const bytes = Buffer.alloc(to - from)
    const file = openSync(path, 'r')
    try {
      return bytes.toString('utf8', 0, readSync(file, bytes, 0, bytes.length, from))
    } finally {
      closeSync(file)
    }
  }

  async function tell(folders: readonly string[]): Promise<void> {
    const lines = folders.map((folder) => `${token} ${folder}\n`)
    await appendFile(path, lines.join('')).catch(() => undefined)
  }

  function look(): ForeignChanges {
    const size = sizeNow()
    if (size === read) return { folders: [], everything: false }
    if (size < read || size - read > LARGEST_LOG) {
      read = size
      return { folders: [], everything: true }
    }
    const tail = readTail(read, size)
    const whole = tail.slice(0, tail.lastIndexOf('\n') + 1)
    read += Buffer.byteLength(whole)
    const lines = whole.split('\n').map((line) => line.split(' '))
    const folders = lines.flatMap(([from, folder = '']) =>
      from !== token && isRunFolder(folder) ? [folder] : [],
    )
    return { folders: [...new Set(folders)], everything: false }
  }

  /** Begins the log anew where it has grown long; other processes then look at everything once. */
  async function shorten(): Promise<void> {
    if (sizeNow() <= LARGEST_LOG) return
    await writeAtomically(path, '', { durable: false })
    read = 0
  }

  return { tell, look, shorten }
}

export type ChangeLog = ReturnType<typeof openChangeLog>
