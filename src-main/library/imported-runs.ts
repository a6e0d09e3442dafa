import { setImmediate as nextTurn } from 'node:timers/promises'
import type { RunRecord } from '#shared/records/run-record'
import { makeFolder } from '../base/atomic-file'
import { FileError } from '../base/file-errors'
import { writeImport } from './import-file'
import { existingFolder, type LibraryContext } from './library-context'
import { type NewFolder, writeFoldersNow, type WrittenFolders } from './new-folders'
import { type Provenance, provenanceText } from './provenance-file'
import { newRunFolder, type RunFolder } from './run-folder'
import { recordText } from './run-text'

/** Longest stretch of making records without letting others have a turn, and how many of them are written or told at a time. */
const STRETCH_MS = 30
const PORTION = 100
const TOLD_AT_ONCE = 1_000

export const IMPORTED: Provenance = { origin: 'imported', goneFromFolder: false, hidden: false }

interface ImportedOptions {
  readonly onProgress?: (done: number) => void
}

function folderOf(record: RunRecord): NewFolder {
  return { name: record.id, record: recordText(record), provenance: provenanceText(record.id, IMPORTED) }
}

/** Throws what kept folders from being written. */
function checkWritten({ failure }: WrittenFolders): void {
  if (failure !== null) throw new FileError(failure.message, failure.code)
}

/**
 * The folder of a run that is to be written to: one that lies in an import file gets a folder of its own first. Throws a sentence where
 * there is no such run.
 */
export async function writableFolder(context: LibraryContext, id: string): Promise<string> {
  const folder = existingFolder(context, id)
  const { paths, catalogue, provenances, serially } = context
  await serially(folder, async () => {
    const record = catalogue.importedRecord(folder)
    if (record === null) return
    await provenances.note('imported', [folder])
    checkWritten(writeFoldersNow(paths.runs, [folderOf(record)]))
    await catalogue.imports.takeOut(folder)
    catalogue.refresh(folder)
  })
  return folder
}

/** Runs from rows of tables. */
export function createImportedRuns(context: LibraryContext, newId: () => string) {
  const { paths, catalogue, provenances } = context
  const isNew = (record: RunRecord | null): record is RunRecord =>
    record !== null && !catalogue.has(record.id)

  /** Takes what was written, as this process knows it; answers with how many were not there. */
  async function takeWritten(records: readonly RunRecord[], written: WrittenFolders): Promise<number> {
    const folders: string[] = []
    written.signatures.forEach((signature, index) => {
      const record = records[index]
      if (signature === null || record === undefined) return
      catalogue.add(record.id, { signature, content: newRunFolder(record, 'imported') })
      folders.push(record.id)
    })
    await provenances.note('imported', folders)
    if (folders.length > 0) await context.added(folders)
    checkWritten(written)
    return folders.length
  }

  /** Rows of a short table, each with a folder of its own. */
  async function addImported(
    records: Iterable<RunRecord | null>,
    { onProgress = () => undefined }: ImportedOptions = {},
  ): Promise<number> {
    let [done, count] = [0, 0]
    let portion: RunRecord[] = []
    async function writePortion(): Promise<void> {
      count += await takeWritten(portion, writeFoldersNow(paths.runs, portion.map(folderOf)))
      portion = []
      onProgress(done)
      await nextTurn()
    }
    for (const record of records) {
      done += 1
      if (isNew(record)) portion.push(record)
      if (portion.length === PORTION) await writePortion()
    }
    await writePortion()
    return count
  }

  /** Lets others have their turn between two stretches of making records. */
  async function* newOnes(
    records: Iterable<RunRecord | null>,
    onProgress: (done: number) => void,
  ): AsyncGenerator<RunRecord> {
    let done = 0
    let stretchEnd = performance.now() + STRETCH_MS
    for (const record of records) {
      done += 1
      if (isNew(record)) yield record
      if (performance.now() < stretchEnd) continue
      onProgress(done)
      await nextTurn()
      stretchEnd = performance.now() + STRETCH_MS
    }
    onProgress(done)
  }

  async function tellAdded(runs: readonly string[]): Promise<void> {
    for (let from = 0; from < runs.length; from += TOLD_AT_ONCE) {
      await context.added(runs.slice(from, from + TOLD_AT_ONCE))
      await nextTurn()
    }
  }

  /** Rows of a long table, all in one file: whole, or none of them. */
  async function addImportFile(
    records: Iterable<RunRecord | null>,
    { onProgress = () => undefined }: ImportedOptions = {},
  ): Promise<number> {
    const added: { readonly id: string; readonly content: RunFolder }[] = []
    async function* kept(first: RunRecord, others: AsyncIterable<RunRecord>): AsyncGenerator<RunRecord> {
      added.push({ id: first.id, content: newRunFolder(first, 'imported') })
      yield first
      for await (const record of others) {
        added.push({ id: record.id, content: newRunFolder(record, 'imported') })
        yield record
      }
    }
    const fresh = newOnes(records, onProgress)
    const first = await fresh.next()
    if (first.done === true) return 0
    await makeFolder(paths.imports)
    const name = `${newId()}.jsonl`
    await writeImport(catalogue.imports.pathOf(name), kept(first.value, fresh))
    const ids = added.map(({ id }) => id)
    const signature = catalogue.imports.add(name, new Set(ids))
    for (const { id, content } of added) catalogue.add(id, { signature, content })
    await tellAdded(ids)
    return ids.length
  }

  return { addImported, addImportFile }
}
