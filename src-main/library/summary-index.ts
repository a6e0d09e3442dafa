import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { newerVersion } from '#shared/records/newer-version'
import { writeAtomically } from '../base/atomic-file'
import { LARGEST } from '../base/file-kinds'
import { sha256 } from '../base/hashes'
import { readWholeFile, TooLargeError } from '../base/read-file'
import type { RunFolder } from './run-folder'

const INDEX_FORMAT = 'our-neural-network/index'
// Raise it whenever what a summary holds changes: an index of an older version is built anew.
const INDEX_VERSION = 2
const PART_LENGTH = 1 << 19

export interface IndexEntry {
  readonly signature: string
  /** Whether the signature without edits and replays tells all changes. */
  readonly settled?: true
  readonly content: RunFolder
}

/** What an earlier process knew. */
export interface ReadIndex {
  readonly entries: ReadonlyMap<string, IndexEntry>
  /** What is to be told of the file; null where nothing is, or where all of it is read anew without a word. */
  readonly fault: string | null
  /** Whether it must not be written over, because a newer version of the lab made it. */
  readonly isKept: boolean
}

const NOTHING: ReadIndex = { entries: new Map(), fault: null, isKept: false }

/** The beginning of the file, up to the entries, with the hash of everything behind it: parsing comes after. */
function headOf(hash: string): string {
  return `{"format":"${INDEX_FORMAT}","version":${INDEX_VERSION},"sha256":"${hash}","entries":`
}

const HEAD_LENGTH = headOf('0'.repeat(64)).length

/**
 * What an earlier process knew; nothing where the file is not, byte for byte, what a process of this version wrote.
 *
 * Everything in it can be read again from the runs, so one damaged digit costs a slower start and never a wrong number.
 */
export async function readIndex(path: string): Promise<ReadIndex> {
  try {
    const bytes = await readWholeFile(path, LARGEST.index)
    const head = bytes.toString('latin1', 0, HEAD_LENGTH)
    const text = bytes.toString('utf8')
    if (head === headOf(sha256(bytes.subarray(HEAD_LENGTH)))) {
      const { entries } = JSON.parse(text) as { readonly entries: readonly (readonly [string, IndexEntry])[] }
      return { ...NOTHING, entries: new Map(entries) }
    }
    const newer = newerVersion(JSON.parse(text), INDEX_FORMAT, INDEX_VERSION)
    return { ...NOTHING, fault: newer, isKept: newer !== null }
  } catch (error) {
    return error instanceof TooLargeError ? { ...NOTHING, fault: error.message } : NOTHING
  }
}

/** What follows the head, in parts: the index of a long history never lies in memory as a whole. */
function* partsOf(entries: Iterable<readonly [string, IndexEntry]>): Generator<string> {
  let part = '['
  let before = ''
  for (const entry of entries) {
    part += before + JSON.stringify(entry)
    before = ','
    if (part.length < PART_LENGTH) continue
    yield part
    part = ''
  }
  yield `${part}]}`
}

export async function writeIndex(path: string, entries: ReadonlyMap<string, IndexEntry>): Promise<void> {
  const hash = createHash('sha256')
  let size = HEAD_LENGTH
  /** Between two parts others have their turn: a long history takes seconds. */
  async function* hashedParts(): AsyncGenerator<string> {
    yield headOf('0'.repeat(64))
    // A run may come or go while the file is written.
    for (const part of partsOf([...entries])) {
      size += Buffer.byteLength(part)
      // What could not be read again is not written: the runs themselves are all there.
      if (size > LARGEST.index) throw new TooLargeError(path, size, LARGEST.index)
      hash.update(part)
      yield part
      await nextTurn()
    }
  }
  const start = (): string => headOf(hash.digest('hex'))
  await writeAtomically(path, hashedParts(), { durable: false, start }).catch(() => undefined)
}
