import { readdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { parseJson } from '#shared/records/safe-json'
import { makeFolder, writeAtomically } from '../base/atomic-file'
import { errorCode } from '../base/file-errors'
import type { FileKind } from '../base/file-kinds'
import { isDevice, isRunId } from '../base/identifiers'
import { readText, TooLargeError } from '../base/read-file'
import { type OpenedSeal, openSeal, openSealedLine, sealed, sealedLine } from '../base/sealed-json'
import {
  type FolderState,
  restoredFolderState,
  type StoredFolderState,
  storedFolderState,
} from './core/folder-state'
import { JournalFile, type JournalLine, type JournalMark } from './journal-file'

const JOURNAL = 'journal.jsonl'
const STATE = 'folder-'
/** End of the names of files that were set aside. */
const DAMAGED = '.damaged'

const chosenSchema = v.object({
  folder: v.nullable(v.string()),
  shareWeights: v.optional(v.boolean(), false),
  /** Folders that this library shared with, by their path: one that is empty there now is a disk that is away. */
  known: v.optional(v.record(v.string(), v.string()), {}),
})
export type Chosen = v.InferOutput<typeof chosenSchema>

const deviceSchema = v.object({ device: v.custom<string>(isDevice), machine: v.string() })
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
  journal: v.optional(v.object({ bytes: v.number(), sha256: v.string() })),
})

/** A file that was set aside. */
export interface DamagedFile {
  readonly name: string
  /** What is known of the damage, as a part of a sentence. */
  readonly reason: string | null
}

/** What sharing keeps beside a library. Only the journal is more than a memory of what the folder holds. */
export class StateFiles {
  readonly #directory: string
  readonly #journal: JournalFile
  /** Files that were found damaged since this process began, and what more there is to say of them. */
  readonly #damaged = new Map<string, string | null>()
  #stateMark = ''

  constructor(libraryDirectory: string) {
    this.#directory = join(libraryDirectory, 'sharing')
    this.#journal = new JournalFile(join(this.#directory, JOURNAL))
  }

  get lockPath(): string {
    return join(this.#directory, 'lock.json')
  }

  async prepare(): Promise<void> {
    await makeFolder(this.#directory)
  }

  async readChosen(): Promise<Chosen> {
    return (await this.#read('chosen.json', chosenSchema)) ?? { folder: null, shareWeights: false, known: {} }
  }

  async writeChosen(chosen: Chosen): Promise<void> {
    await writeAtomically(
      join(this.#directory, 'chosen.json'),
      `${JSON.stringify(sealed(chosen), null, 2)}\n`,
    )
  }

  readDevice(): Promise<{ readonly device: string; readonly machine: string } | null> {
    return this.#read('device.json', deviceSchema)
  }

  async writeDevice(device: string, machine: string): Promise<void> {
    await writeAtomically(
      join(this.#directory, 'device.json'),
      `${JSON.stringify(sealed({ device, machine }), null, 2)}\n`,
    )
  }

  readJournal(): Promise<readonly JournalLine[]> {
    return this.#journal.read()
  }

  appendJournal(lines: readonly JournalLine[]): Promise<void> {
    return this.#journal.append(lines)
  }

  /** Reads everything anew next time. */
  forget(): void {
    this.#journal.forget()
    this.#stateMark = ''
  }

  /** The memory of a folder where another process has written a newer one, or where none was read yet; else null. */
  async readState(folderId: string): Promise<FolderState | null> {
    const name = stateName(folderId)
    const mark = await this.#markOf(name)
    if (mark === '') await this.#checkJournal(undefined)
    if (mark === this.#stateMark || mark === '') return null
    this.#stateMark = mark
    const stored = await this.#read(name, stateSchema)
    const isJournalWhole = await this.#checkJournal(stored?.journal)
    if (stored === null) return null
    const state = restoredFolderState(stored as unknown as StoredFolderState)
    // What the journal has lost is read again from the folder.
    return isJournalWhole ? state : { ...state, lastFullRead: 0 }
  }

  /** Whether the journal holds all that it held when its mark was made. One that does not is kept as it was found, too. */
  async #checkJournal(mark: JournalMark | undefined): Promise<boolean> {
    if (await this.#journal.fits(mark)) return true
    if (!this.#damaged.has(JOURNAL)) await this.#journal.copyTo(join(this.#directory, `${JOURNAL}${DAMAGED}`))
    this.#damaged.set(JOURNAL, null)
    return false
  }

  async writeState(folderId: string, state: FolderState): Promise<void> {
    const name = stateName(folderId)
    const text = sealedLine({ ...storedFolderState(state), journal: this.#journal.mark() })
    await writeAtomically(join(this.#directory, name), text, { durable: false })
    this.#stateMark = await this.#markOf(name)
  }

  async #markOf(name: string): Promise<string> {
    const stats = await stat(join(this.#directory, name)).catch(() => null)
    return stats === null ? '' : `${stats.ino} ${stats.size} ${stats.mtimeMs}`
  }

  /** Files that were found damaged and set aside, until somebody removes them. */
  async damaged(): Promise<readonly DamagedFile[]> {
    const names = await readdir(this.#directory).catch(() => [])
    const aside = names.filter((name) => name.endsWith(DAMAGED)).map((name) => name.slice(0, -DAMAGED.length))
    const all = [...new Set([...this.#damaged.keys(), ...aside])].sort()
    return all.map((name) => ({ name, reason: this.#damaged.get(name) ?? null }))
  }

  /** A file that cannot be used, or was changed since it was written, is set aside and never thrown away. */
  async #read<T>(name: string, schema: v.GenericSchema<unknown, T>): Promise<T | null> {
    const path = join(this.#directory, name)
    let reason: string | null = null
    try {
      const text = await readText(path, kindOf(name))
      const opened = name.startsWith(STATE) ? openSealedLine(text) : openSealedText(text)
      const result = opened?.intact === true ? v.safeParse(schema, opened.value) : null
      if (result?.success === true) return result.output
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return null
      if (!(error instanceof TooLargeError)) throw error
      reason = error.fault
    }
    await rename(path, `${path}${DAMAGED}`)
    this.#damaged.set(name, reason)
    return null
  }
}

function openSealedText(text: string): OpenedSeal | null {
  const json = parseJson(text)
  return json.ok ? openSeal(json.value) : null
}

function kindOf(name: string): FileKind {
  if (name.startsWith(STATE)) return 'folderState'
  return name === 'device.json' ? 'device' : 'chosen'
}

function stateName(folderId: string): string {
  if (!isRunId(folderId)) throw new Error(`"${folderId}" is not the id of a folder.`)
  return `${STATE}${folderId.toLowerCase()}.json`
}
