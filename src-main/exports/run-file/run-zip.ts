import { unzipSync } from 'fflate'
import { errorMessage } from '../../base/error-message'
import {
  type Entry,
  type EntryKind,
  entryOf,
  LARGEST_ENTRY,
  MOST_RUNS,
  MOST_SEARCHES,
} from './run-file-entries'

/** A file in a zip as its directory tells it. */
export interface SizedEntry extends Entry {
  /** Bytes that it claims to unpack to. It never unpacks to more. */
  readonly size: number
}

/** The directory of a zip: what it holds of ours, and names that are none of a run file. */
export interface RunZip {
  readonly bytes: Uint8Array
  readonly entries: readonly SizedEntry[]
  readonly strange: readonly string[]
}

/** Notes and replays of a run are files of their own. */
const MOST_ENTRIES = 20 * MOST_RUNS + 2 * MOST_SEARCHES + 1
/** Our files shrink to a tenth; so small a zip may do what it likes. */
const MOST_TIMES = 30
const SMALL = 64 * 1_048_576

interface ZipEntry {
  readonly name: string
  readonly size: number
  readonly originalSize: number
  readonly compression: number
}

function asSentence(error: unknown): Error {
  const reason = errorMessage(error)
  return new Error(reason.startsWith('it ') ? reason : `it is no whole zip (${reason})`)
}

/** Throws the end of a sentence for an entry that no program of ours would write. */
function checkEntry({ name, size, originalSize, compression }: ZipEntry, kind: EntryKind): void {
  const shown = JSON.stringify(name)
  if (!(originalSize >= 0 && originalSize <= LARGEST_ENTRY[kind]))
    throw new Error(
      `it has ${shown} with ${originalSize} bytes, but at most ${LARGEST_ENTRY[kind]} are allowed`,
    )
  // Packing adds a few bytes at most. Where it claims more, unpacking would be work for nothing.
  if (compression === 0 ? size !== originalSize : size > 2 * originalSize + 64)
    throw new Error(`it has ${shown}, whose sizes do not fit together`)
}

/** Reads the directory of a zip: nothing is unpacked. Throws the end of a sentence. */
export function openRunZip(bytes: Uint8Array): RunZip {
  const entries = new Map<string, SizedEntry>()
  const strange: string[] = []
  let [count, total] = [0, 0]
  function look(found: ZipEntry): boolean {
    count += 1
    if (count > MOST_ENTRIES) throw new Error(`it has more than ${MOST_ENTRIES} files`)
    const entry = entryOf(found.name)
    if (entry === null) {
      // Folders have entries of their own in zips of other programs.
      if (!found.name.endsWith('/') || found.originalSize !== 0) strange.push(found.name)
      return false
    }
    if (entries.has(found.name)) throw new Error(`it has ${JSON.stringify(found.name)} twice`)
    checkEntry(found, entry.kind)
    total += found.originalSize
    if (total > SMALL && total > MOST_TIMES * bytes.length)
      throw new Error(`it unpacks to more than ${MOST_TIMES} times its size`)
    entries.set(found.name, { ...entry, size: found.originalSize })
    return false
  }
  try {
    unzipSync(bytes, { filter: look })
  } catch (error) {
    throw asSentence(error)
  }
  return { bytes, entries: [...entries.values()], strange }
}

function unpackAll({ bytes }: RunZip, entries: readonly Entry[]): ReadonlyMap<string, Uint8Array> {
  const names = new Set(entries.map(({ name }) => name))
  return new Map(Object.entries(unzipSync(bytes, { filter: ({ name }) => names.has(name) })))
}

/** Unpacks some of its files. Those that cannot be unpacked are missing in what comes out. */
export function unpack(zip: RunZip, entries: readonly Entry[]): ReadonlyMap<string, Uint8Array> {
  try {
    return unpackAll(zip, entries)
  } catch {
    if (entries.length < 2) return new Map()
    return new Map(entries.flatMap((entry) => [...unpack(zip, [entry])]))
  }
}
