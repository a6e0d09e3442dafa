import { mkdir, open, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { parseJson } from '#shared/records/safe-json'
import { writeAtomically } from '../base/atomic-file'
import { errorCode } from '../base/file-errors'
import {
  restoredFolderState,
  storedFolderState,
  type FolderState,
  type StoredFolderState,
} from './core/folder-state'
import { isDevice, isRunId } from '../base/identifiers'
import type { LedgerItem } from './core/ledger'

const JOURNAL = 'journal.jsonl'

const chosenSchema = v.object({
  folder: v.nullable(v.string()),
  shareWeights: v.optional(v.boolean(), false),
  /** Folders that this library shared with, by their path: one that is empty there now is a disk that is away. */
  known: v.optional(v.record(v.string(), v.string()), {}),
})
export type Chosen = v.InferOutput<typeof chosenSchema>

const deviceSchema = v.object({ device: v.custom<string>(isDevice), machine: v.string() })
const lineSchema = v.object({
  own: v.boolean(),
  item: v.looseObject({
    kind: v.picklist(['note', 'gone', 'replay', 'person']),
    id: v.string(),
    device: v.string(),
    stamp: v.string(),
    sha256: v.string(),
    body: v.looseObject({}),
  }),
})
const stateSchema = v.looseObject({
  folderIds: v.array(v.custom<string>(isRunId)),
  seen: v.array(
    v.tuple([v.string(), v.looseObject({ size: v.number(), mtimeMs: v.number(), outcome: v.string() })]),
  ),
  delivered: v.array(v.string()),
  answers: v.array(
    v.tuple([
      v.string(),
      v.object({ stamp: v.string(), hide: v.boolean(), followedAt: v.optional(v.number()) }),
    ]),
  ),
  hidden: v.array(v.string()),
  lost: v.array(v.string()),
  lastFullRead: v.number(),
  lastGood: v.nullable(v.number()),
})

export interface JournalLine {
  readonly own: boolean
  readonly item: LedgerItem
}

/** What sharing keeps beside a library. Only the journal is more than a memory of what the folder holds. */
export class StateFiles {
  readonly #directory: string
  #journalEnd = 0
  #stateMark = ''

  constructor(libraryDirectory: string) {
    this.#directory = join(libraryDirectory, 'sharing')
  }

  get lockPath(): string {
    return join(this.#directory, 'lock.json')
  }

  async prepare(): Promise<void> {
    await mkdir(this.#directory, { recursive: true })
  }

  async readChosen(): Promise<Chosen> {
    return (await this.#read('chosen.json', chosenSchema)) ?? { folder: null, shareWeights: false, known: {} }
  }

  async writeChosen(chosen: Chosen): Promise<void> {
    await writeAtomically(join(this.#directory, 'chosen.json'), `${JSON.stringify(chosen, null, 2)}\n`)
  }

  readDevice(): Promise<{ readonly device: string; readonly machine: string } | null> {
    return this.#read('device.json', deviceSchema)
  }

  async writeDevice(device: string, machine: string): Promise<void> {
    await writeAtomically(
      join(this.#directory, 'device.json'),
      `${JSON.stringify({ device, machine }, null, 2)}\n`,
    )
  }

  /** Lines that were appended since the last call, by this or another process. A line that a crash cut is passed over. */
  async readJournal(): Promise<readonly JournalLine[]> {
    const bytes = await readFrom(join(this.#directory, JOURNAL), this.#journalEnd)
    const end = bytes.lastIndexOf(0x0a) + 1
    this.#journalEnd += end
    return bytes
      .toString('utf8', 0, end)
      .split('\n')
      .flatMap((line) => journalLine(line) ?? [])
  }

  async appendJournal(lines: readonly JournalLine[]): Promise<void> {
    if (lines.length === 0) return
    const file = await open(join(this.#directory, JOURNAL), 'a+')
    try {
      const { size } = await file.stat()
      const isCut = size > 0 && (await lastByte(file, size)) !== 0x0a
      // After a crash the last line may lack its end; what follows must not be glued to it.
      const text = (isCut ? '\n' : '') + lines.map((line) => `${JSON.stringify(line)}\n`).join('')
      await file.appendFile(text)
      if (lines.some(({ own }) => own)) await file.sync()
      if (this.#journalEnd === size) this.#journalEnd += Buffer.byteLength(text)
    } finally {
      await file.close()
    }
  }

  /** Reads everything anew next time. */
  forget(): void {
    this.#journalEnd = 0
    this.#stateMark = ''
  }

  /** The memory of a folder where another process has written a newer one, or where none was read yet; else null. */
  async readState(folderId: string): Promise<FolderState | null> {
    const name = stateName(folderId)
    const mark = await this.#markOf(name)
    if (mark === this.#stateMark || mark === '') return null
    this.#stateMark = mark
    const stored = await this.#read(name, stateSchema)
    return stored === null ? null : restoredFolderState(stored as unknown as StoredFolderState)
  }

  async writeState(folderId: string, state: FolderState): Promise<void> {
    const name = stateName(folderId)
    await writeAtomically(join(this.#directory, name), JSON.stringify(storedFolderState(state)), {
      durable: false,
    })
    this.#stateMark = await this.#markOf(name)
  }

  async #markOf(name: string): Promise<string> {
    const stats = await stat(join(this.#directory, name)).catch(() => null)
    return stats === null ? '' : `${stats.ino} ${stats.size} ${stats.mtimeMs}`
  }

  /** A file that cannot be used is set aside, never thrown away. */
  async #read<T>(name: string, schema: v.GenericSchema<unknown, T>): Promise<T | null> {
    const path = join(this.#directory, name)
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return null
      throw error
    })
    if (text === null) return null
    const json = parseJson(text)
    const result = json.ok ? v.safeParse(schema, json.value) : null
    if (result?.success === true) return result.output
    await rename(path, `${path}.damaged`)
    return null
  }
}

function stateName(folderId: string): string {
  if (!isRunId(folderId)) throw new Error(`"${folderId}" is not the id of a folder.`)
  return `folder-${folderId.toLowerCase()}.json`
}

/** What a file holds from a place on: it only grows, and what was read is not read again. */
async function readFrom(path: string, start: number): Promise<Buffer> {
  let file: Awaited<ReturnType<typeof open>>
  try {
    file = await open(path, 'r')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
  try {
    const { size } = await file.stat()
    const bytes = Buffer.alloc(Math.max(0, size - start))
    let filled = 0
    while (filled < bytes.length) {
      const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, start + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return bytes.subarray(0, filled)
  } finally {
    await file.close()
  }
}

async function lastByte(file: Awaited<ReturnType<typeof open>>, size: number): Promise<number | undefined> {
  const { buffer } = await file.read(new Uint8Array(1), 0, 1, size - 1)
  return buffer[0]
}

function journalLine(line: string): JournalLine | null {
  if (line === '') return null
  const json = parseJson(line)
  const result = json.ok ? v.safeParse(lineSchema, json.value) : null
  return result?.success === true ? (result.output as unknown as JournalLine) : null
}
