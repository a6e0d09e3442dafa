import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { RunCurves, RunRecord } from '#shared/records/run-record'
import { temporaryPath, writeAtomically } from '../base/atomic-file'
import { FileError, fileError } from '../base/file-errors'
import { recordSha256, weightsSha256 } from '../base/hashes'
import { existingFolder, existingRecord, type LibraryContext } from './library-context'
import { FILES, idOfFolder, isRunFolder } from './library-paths'
import { type FolderWriting, type NewFolder, writeFoldersNow, type WrittenFolders } from './new-folders'
import type { ForeignOrigin } from './origins-file'
import { type Provenance, provenanceText } from './provenance-file'
import { newRunFolder, readRecordNow, signatureNow } from './run-folder'
import { curvesText, recordText } from './run-text'
import { weightsFile } from './weights-file'

/** Longest stretch of making records without letting others have a turn, and how many of them are written at a time. */
const STRETCH_MS = 30
const PORTION = 100

interface ImportedOptions {
  readonly onProgress?: (done: number) => void
  readonly write?: FolderWriting
}

/** Runs that were not trained here: from team-mates, or from rows of a table. */
export function createForeignRuns(context: LibraryContext) {
  const { paths, provenances, serially, changed } = context

  // Not forced to the disk one by one: the shared folder or the table still holds what a power cut might take.
  async function writeFolder(folder: string, record: RunRecord, provenance: Provenance): Promise<void> {
    const path = paths.run(folder)
    const temporary = temporaryPath(path)
    try {
      await mkdir(temporary)
      await writeFile(join(temporary, FILES.record), recordText(record))
      await writeFile(join(temporary, FILES.provenance), provenanceText(record.id, provenance))
      await rename(temporary, path)
    } catch (error) {
      await rm(temporary, { recursive: true, force: true }).catch(() => undefined)
      throw fileError('write', path, error)
    }
  }

  /** The note comes first: whatever is broken off, no run of others lies here without one. */
  async function placeFolder(
    folder: string,
    record: RunRecord,
    provenance: Provenance & { readonly origin: ForeignOrigin },
  ): Promise<void> {
    await provenances.note(provenance.origin, [folder])
    await writeFolder(folder, record, provenance)
  }

  function folderOf(record: RunRecord, provenance: Provenance): NewFolder {
    return { name: record.id, record: recordText(record), provenance: provenanceText(record.id, provenance) }
  }

  /** Takes what was written, as this process knows it; answers with how many were not there. */
  async function takeWritten(records: readonly RunRecord[], written: WrittenFolders): Promise<number> {
    const folders: string[] = []
    written.signatures.forEach((signature, index) => {
      const record = records[index]
      if (signature === null || record === undefined) return
      context.catalogue.add(record.id, { signature, content: newRunFolder(record, 'imported') })
      folders.push(record.id)
    })
    await provenances.note('imported', folders)
    if (folders.length > 0) await context.added(folders)
    const { failure } = written
    if (failure !== null) throw new FileError(failure.message, failure.code)
    return folders.length
  }

  /** Rows of a table, tens of thousands of them: one portion is written while the next is made. */
  async function addImported(
    records: Iterable<RunRecord | null>,
    { onProgress = () => undefined, write = writeFoldersNow }: ImportedOptions = {},
  ): Promise<number> {
    const provenance: Provenance = { origin: 'imported', goneFromFolder: false, hidden: false }
    let [done, count] = [0, 0]
    let portion: { readonly record: RunRecord; readonly folder: NewFolder }[] = []
    let writing: Promise<void> = Promise.resolve()
    let stretchEnd = performance.now() + STRETCH_MS

    async function writePortion(made: typeof portion): Promise<void> {
      const written = await write(
        paths.runs,
        made.map(({ folder }) => folder),
      )
      count += await takeWritten(
        made.map(({ record }) => record),
        written,
      )
    }
    async function endStretch(): Promise<void> {
      await writing
      const made = portion
      portion = []
      writing = writePortion(made)
      // Whoever waits for it next is told; until then nobody listens.
      writing.catch(() => undefined)
      onProgress(done)
      await nextTurn()
      stretchEnd = performance.now() + STRETCH_MS
    }
    try {
      for (const record of records) {
        done += 1
        if (record !== null && !context.catalogue.has(record.id))
          portion.push({ record, folder: folderOf(record, provenance) })
        if (portion.length === PORTION || performance.now() > stretchEnd) await endStretch()
      }
      await endStretch()
    } finally {
      // What was handed over is written before the library is used for anything else.
      await writing
    }
    return count
  }

  function isSameRecord(folder: string, sha256: string): boolean {
    const present = readRecordNow(paths.run(folder), folder)
    return present.ok && recordSha256(present.value) === sha256
  }

  async function addForeign(
    record: RunRecord,
    origin: ForeignOrigin,
  ): Promise<'added' | 'known' | 'conflict'> {
    if (!isRunFolder(record.id)) throw new Error(`${JSON.stringify(record.id)} is not the id of a run.`)
    const sha256 = recordSha256(record)
    const second = `${record.id}.${sha256.slice(0, 8)}`
    const outcome = await serially(record.id, async () => {
      const provenance = { origin, goneFromFolder: false, hidden: false }
      if (signatureNow(paths.run(record.id)) === '') {
        await placeFolder(record.id, record, provenance)
        return 'added'
      }
      if (isSameRecord(record.id, sha256) || signatureNow(paths.run(second)) !== '') return 'known'
      await placeFolder(second, record, provenance)
      return 'conflict'
    })
    if (outcome === 'conflict') await changed(second)
    if (outcome !== 'known') await changed(record.id)
    return outcome
  }

  /** The curves of a run that came from elsewhere, whose folder still holds what a power cut might take. */
  async function addCurves(id: string, curves: RunCurves): Promise<void> {
    const folder = existingFolder(context, id)
    const path = paths.file(folder, FILES.curves)
    await serially(id, () => writeAtomically(path, curvesText(curves), { durable: false }))
    await changed(folder)
  }

  async function addWeights(id: string, weights: Float32Array): Promise<void> {
    const record = existingRecord(context, id)
    if (weightsSha256(weights) !== record.weightsSha256) {
      throw new Error(
        `The weights that arrived for run ${id} are not the ones of its record: their SHA-256 differs.`,
      )
    }
    await serially(id, () => writeAtomically(paths.file(id, FILES.weights), weightsFile(record, weights)))
    await changed(id)
  }

  function provenance(id: string): Promise<Provenance> {
    return Promise.resolve(provenances.read(existingFolder(context, id)).provenance)
  }

  async function setProvenance(
    ids: readonly string[],
    change: Partial<Omit<Provenance, 'origin'>>,
  ): Promise<void> {
    for (const id of ids) {
      const folder = existingFolder(context, id)
      const { provenance: before, isWritable } = provenances.read(folder)
      // What cannot be read, or was made by a newer version, is named and never written over.
      if (!isWritable) continue
      const after = { ...before, ...change }
      if (before.goneFromFolder === after.goneFromFolder && before.hidden === after.hidden) continue
      const text = provenanceText(idOfFolder(folder), after)
      await serially(folder, () => writeAtomically(paths.file(folder, FILES.provenance), text))
      await changed(folder)
    }
  }

  return { addForeign, addImported, addCurves, addWeights, provenance, setProvenance }
}
