import { type Dirent, readdirSync } from 'node:fs'
import type { RunRecord } from '#shared/records/run-record'
import type { RunSummary } from '#shared/records/run-summary'
import { isTemporaryName } from '../base/atomic-file'
import { fileError } from '../base/file-errors'
import { inStretches } from '../base/in-stretches'
import { isSettled, plainSignatureNow, signatureNow } from './folder-signature'
import { createImportFiles, isOfImport } from './import-files'
import { idOfFolder, isRunFolder, type LibraryPaths } from './library-paths'
import type { LibraryProblem } from './library-problem'
import { dateDoubt } from './record-check'
import { newRunFolder, readRunFolder } from './run-folder'
import type { Provenances } from './run-provenances'
import { type IndexEntry, readIndex, writeIndex } from './summary-index'

/** Longest stretch of reading without letting others have a turn. */
const STRETCH_MS = 8
const WORTH_AN_INDEX = 100

/** Whether a folder holds the second record of an id: its name goes on behind the id. */
const isSecond = (folder: string): boolean => folder !== idOfFolder(folder)

/** Why something is no run, by what can be said without looking into it; null where it may be one. */
function strangeness(thing: Dirent): string | null {
  if (!isRunFolder(thing.name)) return 'Its name is not the id of a run.'
  return thing.isFile() ? 'It has the name of a run, but is a file.' : null
}

/** What a look at the disk found. */
export interface CatalogueChange {
  readonly changed: readonly string[]
  readonly removed: readonly string[]
}

/**
 * What is known of all runs, without their bulk.
 *
 * A scan asks each folder for the times of its files and reads only those that changed since this or an earlier process read
 * them, which the index file tells. The index can be thrown away at any time.
 */
export function createCatalogue(
  paths: LibraryPaths,
  provenances: Provenances,
  writable: boolean,
  now: () => number,
) {
  const entries = new Map<string, IndexEntry>()
  const imports = createImportFiles(paths)
  let strangers: readonly LibraryProblem[] = []
  let indexProblem: LibraryProblem | null = null
  let isIndexKept = false
  let unsaved = 0
  let generation = 0
  let scanning: Promise<CatalogueChange> | null = null

  function forget(folder: string): boolean {
    if (isSecond(folder)) generation += 1
    unsaved += 1
    return entries.delete(folder)
  }

  /** Reads a folder again, even where its times are the same. */
  function refresh(folder: string): CatalogueChange {
    const path = paths.run(folder)
    const signature = signatureNow(path)
    if (signature === '') {
      const isHere = imports.has(folder) || !entries.delete(folder)
      return { changed: [], removed: isHere ? [] : [folder] }
    }
    const content = readRunFolder(path, folder, provenances.read(folder), now())
    const before = entries.get(folder)
    entries.set(folder, { signature, content })
    if (before === undefined && isSecond(folder)) generation += 1
    unsaved += 1
    // A file may have come or grown of which the summary says nothing, as curves do.
    const isSame =
      before?.signature === signature && JSON.stringify(before.content) === JSON.stringify(content)
    return { changed: isSame ? [] : [folder], removed: [] }
  }

  /** Whether a folder is as it was read. */
  function isUnchanged(folder: string): boolean {
    const known = entries.get(folder)
    if (known === undefined) return false
    const path = paths.run(folder)
    if (known.settled) return plainSignatureNow(path) === known.signature
    const before = Date.now()
    if (signatureNow(path) !== known.signature) return false
    if (isSettled(known.signature, before)) {
      entries.set(folder, { ...known, settled: true })
      unsaved += 1
    }
    return true
  }

  /** Takes a folder that this process has just written, as it knows it. */
  function add(folder: string, entry: IndexEntry): void {
    entries.set(folder, entry)
    if (isSecond(folder)) generation += 1
    unsaved += 1
  }

  /** What lies where runs lie; a link may lead to a folder, and some disks do not say what a thing is. */
  function listRuns() {
    try {
      return readdirSync(paths.runs, { withFileTypes: true })
    } catch (error) {
      throw fileError('read', paths.runs, error)
    }
  }

  function listFolders(): readonly string[] {
    const things = listRuns().filter(({ name }) => !isTemporaryName(name) && !name.startsWith('.'))
    strangers = things.flatMap((thing) => {
      const reason = strangeness(thing)
      return reason === null ? [] : [{ file: paths.run(thing.name), reason }]
    })
    return things.filter((thing) => strangeness(thing) === null).map(({ name }) => name)
  }

  /** The runs that are known of an import file. */
  function knownImports(wanted: string): ReadonlySet<string> {
    return new Set([...entries].flatMap(([folder, { signature }]) => (signature === wanted ? [folder] : [])))
  }

  /** Takes runs that lie in import files; answers with those that were not known. */
  async function scanImports(
    folders: ReadonlySet<string>,
    onRead: (folder: string) => void,
  ): Promise<readonly string[]> {
    const changed: string[] = []
    await inStretches(await imports.look(knownImports), STRETCH_MS, ({ record, signature }) => {
      if (folders.has(record.id)) return
      add(record.id, { signature, content: newRunFolder(record, 'imported') })
      changed.push(record.id)
      onRead(record.id)
    })
    return changed
  }

  async function scanNow(onRead: (folder: string) => void): Promise<CatalogueChange> {
    const folders = listFolders()
    const present = new Set(folders)
    const changed: string[] = [...(await scanImports(present, onRead))]
    await inStretches(folders, STRETCH_MS, (folder) => {
      if (isUnchanged(folder)) return
      changed.push(...refresh(folder).changed)
      onRead(folder)
    })
    // A folder may have come while this scan was under way.
    const removed = [...entries.keys()].filter(
      (folder) => !present.has(folder) && !imports.has(folder) && signatureNow(paths.run(folder)) === '',
    )
    removed.forEach(forget)
    await provenances.noteOrigins(foreign())
    if (unsaved >= WORTH_AN_INDEX) await save()
    return { changed, removed }
  }

  /** Folders of runs that were not trained here, hidden ones among them. */
  function foreign(): readonly string[] {
    const all = [...entries].filter(
      ([, { signature, content }]) => !isOfImport(signature) && (content.summary?.origin ?? 'own') !== 'own',
    )
    return all.map(([folder]) => folder)
  }

  /** Tells each folder that had to be read. */
  function scan(onRead: (folder: string) => void = () => undefined): Promise<CatalogueChange> {
    scanning ??= scanNow(onRead).finally(() => {
      scanning = null
    })
    return scanning
  }

  async function load(): Promise<void> {
    const read = await readIndex(paths.index)
    for (const [folder, entry] of read.entries) entries.set(folder, entry)
    indexProblem = read.fault === null ? null : { file: paths.index, reason: read.fault }
    isIndexKept = read.isKept
  }

  async function save(): Promise<void> {
    if (!writable || isIndexKept || entries.size < WORTH_AN_INDEX || unsaved === 0) return
    unsaved = 0
    await writeIndex(paths.index, entries)
  }

  function withConflict(folder: string, summary: RunSummary): RunSummary {
    if (summary.conflict || isSecond(folder)) return summary
    return conflictIds().has(folder) ? { ...summary, conflict: true } : summary
  }

  /** Dates are judged anew each time: what lies ahead today does not for ever. */
  function withDate(summary: RunSummary): RunSummary {
    if (summary.origin !== 'team' || summary.doubt !== null) return summary
    const doubt = dateDoubt(summary.record.startedAt, now())
    return doubt === null ? summary : { ...summary, doubt }
  }

  let conflicts: { readonly generation: number; readonly ids: ReadonlySet<string> } = {
    generation: -1,
    ids: new Set(),
  }
  /** Ids that two records claim, remembered until a second record comes or goes. */
  function conflictIds(): ReadonlySet<string> {
    if (conflicts.generation !== generation) {
      const ids = [...entries.keys()].filter(isSecond).map(idOfFolder)
      conflicts = { generation, ids: new Set(ids) }
    }
    return conflicts.ids
  }

  /** The summary of a folder; null for what is hidden or cannot be read. */
  function summary(folder: string): RunSummary | null {
    const content = entries.get(folder)?.content
    if (content === undefined || content.hidden || content.summary === null) return null
    return withConflict(folder, withDate(content.summary))
  }

  /** The record of a run that lies in an import file; null where it has a folder of its own, or is not here. */
  function importedRecord(id: string): RunRecord | null {
    if (!imports.has(id)) return null
    const record = entries.get(id)?.content.summary?.record
    return record === undefined ? null : { ...record, predictions: null }
  }

  return {
    load,
    scan,
    imports,
    importedRecord,
    refresh,
    add,
    has: (folder: string): boolean => entries.has(folder),
    /** Whether nothing is known of a run and it has no folder: another process may have written it into an import file. */
    isUnseen: (folder: string): boolean => !entries.has(folder) && signatureNow(paths.run(folder)) === '',
    save,
    summary,
    folders: (): readonly string[] => [...entries.keys()].sort(),
    /** Folders of runs that go on, or whose process went away. */
    running: (): readonly string[] =>
      [...entries].flatMap(([folder, { content }]) =>
        (content.summary?.runningIteration ?? null) === null ? [] : [folder],
      ),
    problems: (): readonly LibraryProblem[] => [
      ...(indexProblem === null ? [] : [indexProblem]),
      ...provenances.problems(),
      ...strangers,
      ...imports.problems(),
      ...[...entries.values()].flatMap(({ content }) => content.problems),
    ],
  }
}

export type Catalogue = ReturnType<typeof createCatalogue>
