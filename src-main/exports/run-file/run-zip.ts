import type { FileHandle } from 'node:fs/promises'
import { type Entry as PackedEntry, fromFdPromise, type ZipFile } from 'yauzl'
import { errorMessage } from '../../base/error-message'
import { openToRead } from '../../base/read-file'
import {
  type Entry,
  type EntryKind,
  entryOf,
  LARGEST_ENTRY,
  LARGEST_RUN_FILE,
  MOST_RUNS,
  MOST_SEARCHES,
} from './run-file-entries'

/** A file in a zip as its directory tells it. */
export interface SizedEntry extends Entry {
  /** Bytes that it claims to unpack to. It never unpacks to more. */
  readonly size: number
}

/** A zip that is open: what its directory holds of ours, and names that are none of a run file. The rest stays on the disk. */
export interface RunZip {
  readonly entries: readonly SizedEntry[]
  readonly strange: readonly string[]
  /** Unpacks some of its files. Those that cannot be unpacked are missing in what comes out. */
  readonly unpack: (entries: readonly Entry[]) => Promise<ReadonlyMap<string, Uint8Array>>
  readonly close: () => Promise<void>
}

/** Notes and replays of a run are files of their own. */
const MOST_ENTRIES = 20 * MOST_RUNS + 2 * MOST_SEARCHES + 1
/** Our files shrink to a tenth; so small a zip may do what it likes. */
const MOST_TIMES = 30
const SMALL = 64 * 1_048_576
/** More names that are none of ours nobody reads. */
const MOST_STRANGE = 20

/** What a library says of a zip is for programmers. */
function asSentence(error: unknown): Error {
  const reason = errorMessage(error)
  return new Error(reason.startsWith('it ') ? reason : 'it is no whole zip')
}

/** Throws the end of a sentence for an entry that no program of ours would write. */
function checkEntry(name: string, packed: PackedEntry, kind: EntryKind): void {
  const { compressedSize, uncompressedSize, compressionMethod } = packed
  const shown = JSON.stringify(name)
  if (uncompressedSize > LARGEST_ENTRY[kind])
    throw new Error(
      `it has ${shown} with ${uncompressedSize} bytes, but at most ${LARGEST_ENTRY[kind]} are allowed`,
    )
  // Packing adds a few bytes at most. Where it claims more, unpacking would be work for nothing.
  const isTooMuch = compressedSize > 2 * uncompressedSize + 64
  if (compressionMethod === 0 ? compressedSize !== uncompressedSize : isTooMuch)
    throw new Error(`it has ${shown}, whose sizes do not fit together`)
}

type Directory = ReadonlyMap<string, { readonly entry: SizedEntry; readonly packed: PackedEntry }>

/** Reads the directory: nothing is unpacked. */
async function readDirectory(
  zip: ZipFile,
  size: number,
): Promise<{ readonly directory: Directory; readonly strange: readonly string[] }> {
  const directory = new Map<string, { entry: SizedEntry; packed: PackedEntry }>()
  const strange: string[] = []
  if (zip.entryCount > MOST_ENTRIES) throw new Error(`it has more than ${MOST_ENTRIES} files`)
  let total = 0
  for await (const packed of zip.eachEntry()) {
    const name = packed.fileNameRaw.toString('utf8')
    const entry = entryOf(name)
    if (entry === null) {
      // Folders have entries of their own in zips of other programs.
      const isFolder = name.endsWith('/') && packed.uncompressedSize === 0
      if (!isFolder && strange.length < MOST_STRANGE) strange.push(name)
      continue
    }
    if (directory.has(name)) throw new Error(`it has ${JSON.stringify(name)} twice`)
    checkEntry(name, packed, entry.kind)
    total += packed.uncompressedSize
    if (total > SMALL && total > MOST_TIMES * size)
      throw new Error(`it unpacks to more than ${MOST_TIMES} times its size`)
    directory.set(name, { entry: { ...entry, size: packed.uncompressedSize }, packed })
  }
  return { directory, strange }
}

/** The bytes of a file in a zip, all that it claims and no more. */
async function contentOf(zip: ZipFile, packed: PackedEntry): Promise<Uint8Array> {
  const content = new Uint8Array(packed.uncompressedSize)
  let at = 0
  // The reader ends with an error where more or fewer bytes come than the directory says.
  for await (const part of await zip.openReadStreamPromise(packed)) {
    const bytes = part as Uint8Array
    content.set(bytes, at)
    at += bytes.length
  }
  return content
}

async function openZip(file: FileHandle, size: number): Promise<RunZip> {
  const options = { autoClose: false, lazyEntries: true, decodeStrings: false }
  const zip = await fromFdPromise(file.fd, options)
  const { directory, strange } = await readDirectory(zip, size)

  async function unpack(entries: readonly Entry[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const contents = new Map<string, Uint8Array>()
    for (const { name } of entries) {
      const found = directory.get(name)
      const content = found && (await contentOf(zip, found.packed).catch(() => null))
      if (content) contents.set(name, content)
    }
    return contents
  }

  return {
    entries: [...directory.values()].map(({ entry }) => entry),
    strange,
    unpack,
    close: () => file.close(),
  }
}

/**
 * Opens a zip on the disk: its directory is read, and later the files that are asked for, one by one, so that a large one takes no more
 * memory than a small one. Throws a sentence for what cannot be read, and the end of one for what is no zip of ours.
 */
export async function openRunZip(path: string): Promise<RunZip> {
  const { file, size } = await openToRead(path, LARGEST_RUN_FILE)
  try {
    return await openZip(file, size)
  } catch (error) {
    await file.close()
    throw asSentence(error)
  }
}
