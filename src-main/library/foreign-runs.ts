import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunCurves, RunRecord } from '#shared/records/run-record'
import { temporaryPath, writeAtomically } from '../base/atomic-file'
import { fileError } from '../base/file-errors'
import { recordSha256, weightsSha256 } from '../base/hashes'
import { signatureNow } from './folder-signature'
import { IMPORTED, writableFolder } from './imported-runs'
import { existingFolder, existingRecord, type LibraryContext } from './library-context'
import { FILES, idOfFolder, isRunFolder } from './library-paths'
import type { ForeignOrigin } from './origins-file'
import { type Provenance, provenanceText } from './provenance-file'
import { readRecordNow } from './run-folder'
import { curvesText, recordText } from './run-text'
import { weightsFile } from './weights-file'

/** Runs that were not trained here: from team-mates. */
export function createForeignRuns(context: LibraryContext) {
  const { paths, catalogue, provenances, serially, changed } = context

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

  function isSameRecord(folder: string, sha256: string): boolean {
    const imported = catalogue.importedRecord(folder)
    if (imported !== null) return recordSha256(imported) === sha256
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
      if (!catalogue.imports.has(record.id) && signatureNow(paths.run(record.id)) === '') {
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
    const folder = await writableFolder(context, id)
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
    const folder = existingFolder(context, id)
    return Promise.resolve(catalogue.imports.has(folder) ? IMPORTED : provenances.read(folder).provenance)
  }

  async function setProvenance(
    ids: readonly string[],
    change: Partial<Omit<Provenance, 'origin'>>,
  ): Promise<void> {
    for (const id of ids) {
      const folder = await writableFolder(context, id)
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

  return { addForeign, addCurves, addWeights, provenance, setProvenance }
}
