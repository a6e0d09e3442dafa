import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { RunCurves, RunRecord } from '#shared/records/run-record'
import type { Parsed } from '#shared/records/run-record-schema'
import { temporaryPath, writeAtomically } from '../base/atomic-file'
import { errorCode, fileError } from '../base/file-errors'
import { recordSha256, weightsSha256 } from '../base/hashes'
import { existingFolder, existingRecord, type LibraryContext } from './library-context'
import { FILES, idOfFolder, isRunFolder } from './library-paths'
import {
  OWN_PROVENANCE,
  parseProvenance,
  provenanceText,
  UNKNOWN_PROVENANCE,
  type Provenance,
} from './provenance-file'
import { newRunFolder, readRecordNow, signatureNow } from './run-folder'
import { curvesText, recordText } from './run-text'
import { weightsFile } from './weights-file'

/** Longest stretch of writing without letting others have a turn. */
const STRETCH_MS = 30

/** Where a run is written before it gets its place. */
const temporaryRun = (folder: string) => ({
  folder,
  record: join(folder, FILES.record),
  provenance: join(folder, FILES.provenance),
})
type TemporaryRun = ReturnType<typeof temporaryRun>

/** Runs that were not trained here: from team-mates, or from rows of a table. */
export function createForeignRuns(context: LibraryContext) {
  const { paths, serially, changed } = context

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

  /** At once, without promises: many small files take a fifth of the time. false where the folder is there already. */
  function writeFolderNow(record: RunRecord, provenance: string, temporary: TemporaryRun): boolean {
    const path = paths.run(record.id)
    try {
      mkdirSync(temporary.folder)
      writeFileSync(temporary.record, recordText(record))
      writeFileSync(temporary.provenance, provenance)
      renameSync(temporary.folder, path)
      return true
    } catch (error) {
      rmSync(temporary.folder, { recursive: true, force: true })
      if (signatureNow(path) !== '') return false
      throw fileError('write', path, error)
    }
  }

  /** Rows of a table, tens of thousands of them: written in short stretches between which others have their turn. */
  async function addImported(
    records: Iterable<RunRecord | null>,
    onProgress: (done: number) => void = () => undefined,
  ): Promise<number> {
    const provenance: Provenance = { origin: 'imported', goneFromFolder: false, hidden: false }
    const temporary = temporaryRun(temporaryPath(paths.run('import')))
    let [done, count] = [0, 0]
    let written: string[] = []
    let stretchEnd = performance.now() + STRETCH_MS
    async function endStretch(): Promise<void> {
      const folders = written
      written = []
      if (folders.length > 0) await context.added(folders)
      onProgress(done)
      await nextTurn()
      stretchEnd = performance.now() + STRETCH_MS
    }
    try {
      for (const record of records) {
        done += 1
        const isNew = record !== null && !context.catalogue.has(record.id)
        if (isNew && writeFolderNow(record, provenanceText(record.id, provenance), temporary)) {
          context.catalogue.add(record.id, newRunFolder(record, 'imported'))
          written.push(record.id)
          count += 1
        }
        if (performance.now() > stretchEnd) await endStretch()
      }
    } finally {
      await endStretch()
    }
    return count
  }

  function isSameRecord(folder: string, sha256: string): boolean {
    const present = readRecordNow(paths.run(folder), folder)
    return present.ok && recordSha256(present.value) === sha256
  }

  async function addForeign(
    record: RunRecord,
    origin: 'team' | 'imported',
  ): Promise<'added' | 'known' | 'conflict'> {
    if (!isRunFolder(record.id)) throw new Error(`${JSON.stringify(record.id)} is not the id of a run.`)
    const sha256 = recordSha256(record)
    const second = `${record.id}.${sha256.slice(0, 8)}`
    const outcome = await serially(record.id, async () => {
      const provenance: Provenance = { origin, goneFromFolder: false, hidden: false }
      if (signatureNow(paths.run(record.id)) === '') {
        await writeFolder(record.id, record, provenance)
        return 'added'
      }
      if (isSameRecord(record.id, sha256) || signatureNow(paths.run(second)) !== '') return 'known'
      await writeFolder(second, record, provenance)
      return 'conflict'
    })
    if (outcome === 'conflict') await changed(second)
    if (outcome !== 'known') await changed(record.id)
    return outcome
  }

  /** The curves of a run that came from elsewhere, whose folder still holds what a power cut might take. */
  async function addCurves(id: string, curves: RunCurves): Promise<void> {
    const path = paths.file(existingFolder(context, id), FILES.curves)
    await serially(id, () => writeAtomically(path, curvesText(curves), { durable: false }))
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

  async function readProvenance(folder: string): Promise<Parsed<Provenance>> {
    const path = paths.file(folder, FILES.provenance)
    try {
      return parseProvenance(await readFile(path, 'utf8'), idOfFolder(folder))
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return { ok: true, value: OWN_PROVENANCE }
      throw fileError('read', path, error)
    }
  }

  async function provenance(id: string): Promise<Provenance> {
    const read = await readProvenance(existingFolder(context, id))
    return read.ok ? read.value : UNKNOWN_PROVENANCE
  }

  async function setProvenance(
    ids: readonly string[],
    change: Partial<Omit<Provenance, 'origin'>>,
  ): Promise<void> {
    for (const id of ids) {
      const folder = existingFolder(context, id)
      const read = await readProvenance(folder)
      // What cannot be read, or was made by a newer version, is named and never written over.
      if (!read.ok) continue
      const before = read.value
      const after = { ...before, ...change }
      if (before.goneFromFolder === after.goneFromFolder && before.hidden === after.hidden) continue
      const text = provenanceText(idOfFolder(folder), after)
      await serially(folder, () => writeAtomically(paths.file(folder, FILES.provenance), text))
      await changed(folder)
    }
  }

  return { addForeign, addImported, addCurves, addWeights, provenance, setProvenance }
}
