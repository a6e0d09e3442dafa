import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { ulid } from 'ulid'
import type { RunSummary } from '#shared/records/run-summary'
import { checkedMoment } from '../base/clock'
import { systemEnvironment } from '../base/system-environment'
import { type CatalogueChange, createCatalogue } from './catalogue'
import { openChangeLog } from './change-log'
import { createForeignRuns } from './foreign-runs'
import { createImportedRuns } from './imported-runs'
import { createKeptCheckpoints } from './kept-checkpoints'
import { createSerially, existingFolder, existingRecord, type LibraryContext } from './library-context'
import { ensureLibrary, findLibrary } from './library-marker'
import { libraryPaths } from './library-paths'
import type { ChangeListener, Library, LibraryOptions } from './library-types'
import { watchLibrary } from './library-watch'
import { openOrigins } from './origins-file'
import { recoverRun, removeAbandoned } from './recovery'
import { createHeartbeat } from './run-heartbeat'
import { createRunNotes } from './run-notes'
import { createProvenances } from './run-provenances'
import { createRunReader } from './run-reader'
import { prepareResumption, readCheckpoint } from './run-resumption'
import { createRunWriter } from './run-writer'

function ageOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY
}

/** Hands changes to everybody who listens. */
function createListeners(summary: (folder: string) => RunSummary | null) {
  const listeners = new Set<ChangeListener>()

  function tell({ changed, removed }: CatalogueChange): void {
    if (listeners.size === 0) return
    const found = changed.map((folder) => ({ folder, summary: summary(folder) }))
    const shown = found.flatMap((entry) => (entry.summary === null ? [] : [entry.summary]))
    const gone = [...removed, ...found.flatMap((entry) => (entry.summary === null ? [entry.folder] : []))]
    if (shown.length === 0 && gone.length === 0) return
    for (const listener of listeners) listener(shown, gone)
  }

  return { listeners, tell }
}

/**
 * Opens the library in a folder, and makes one where there is none.
 *
 * Runs whose process went away are marked as interrupted here, before anyone sees them. A folder that cannot be used is told by
 * one sentence that names it.
 */
export async function openLibrary(directory: string, options: LibraryOptions = {}): Promise<Library> {
  const { readOnly = false, now = systemEnvironment.clock, onRead } = options
  const paths = libraryPaths(resolve(directory))
  const { device, problem } = readOnly ? await findLibrary(paths) : await ensureLibrary(paths)
  const provenances = createProvenances(paths, openOrigins(paths.origins, !readOnly))
  const catalogue = createCatalogue(paths, provenances, !readOnly, now)
  const changeLog = openChangeLog(paths.changes)
  const { listeners, tell } = createListeners(catalogue.summary)
  let endWatch: (() => void) | null = null

  async function changed(folder: string): Promise<void> {
    tell(catalogue.refresh(folder))
    if (!readOnly) await changeLog.tell([folder])
  }

  async function added(folders: readonly string[]): Promise<void> {
    tell({ changed: folders, removed: [] })
    if (!readOnly) await changeLog.tell(folders)
  }

  const context: LibraryContext = {
    paths,
    catalogue,
    provenances,
    now,
    serially: createSerially(),
    changed,
    added,
  }

  async function recover(): Promise<void> {
    if (readOnly) return
    for (const folder of catalogue.running()) {
      // A disk that is full or cannot be written to keeps nobody from looking; the next look tries again.
      await recoverRun(context, folder).catch(() => false)
    }
  }

  async function look(): Promise<void> {
    tell(await catalogue.scan())
    await recover()
  }

  async function firstLook(): Promise<void> {
    await catalogue.scan((folder) => {
      const run = catalogue.summary(folder)
      // Whether one still goes on is not known before the recovery.
      if (run !== null && run.runningIteration === null) onRead?.(run)
    })
    await recover()
  }

  function onChange(listener: ChangeListener): () => void {
    listeners.add(listener)
    endWatch ??= watchLibrary({ catalogue, changeLog, tell, recover })
    return () => {
      listeners.delete(listener)
      if (listeners.size > 0) return
      endWatch?.()
      endWatch = null
    }
  }

  async function list(): Promise<readonly RunSummary[]> {
    await look()
    return catalogue.folders().flatMap((folder) => catalogue.summary(folder) ?? [])
  }

  async function summary(id: string): Promise<RunSummary | null> {
    const folder = existingFolder(context, id)
    tell(catalogue.refresh(folder))
    return catalogue.summary(folder)
  }

  async function close(): Promise<void> {
    endWatch?.()
    endWatch = null
    listeners.clear()
    await catalogue.save()
  }

  await catalogue.load()
  await firstLook()
  if (!readOnly) {
    await changeLog.shorten().catch(() => undefined)
    await removeAbandoned(context, ageOf).catch(() => undefined)
  }

  const newId = (): string => ulid(checkedMoment(now()))
  const heartbeat = createHeartbeat(context)
  const reader = createRunReader(context)
  return {
    directory: paths.directory,
    device,
    get problems() {
      return problem === null ? catalogue.problems() : [problem, ...catalogue.problems()]
    },
    newId,
    progress: heartbeat.progress,
    ...createRunWriter(context, heartbeat),
    prepareResumption: (id, computing) => prepareResumption(context, id, computing),
    readCheckpoint: (id) => readCheckpoint(context, id),
    list,
    summary,
    record: async (id) => existingRecord(context, id),
    placeOf: (id) => catalogue.imports.placeOf(id) ?? paths.run(id),
    curves: reader.curves,
    weights: reader.weights,
    notes: reader.notes,
    ...createRunNotes(context, device),
    ...createKeptCheckpoints(context),
    ...createForeignRuns(context),
    ...createImportedRuns(context, newId),
    onChange,
    close,
  }
}

export type { Library, LibraryOptions } from './library-types'
