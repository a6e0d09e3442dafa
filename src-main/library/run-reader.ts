import { existsSync } from 'node:fs'
import type { NoteFile } from '#shared/records/note-file'
import type { RunCurves, RunRecord } from '#shared/records/run-record'
import { parseRunCurves } from '#shared/records/run-record-schema'
import { errorMessage } from '../base/error-message'
import { errorCode, fileError } from '../base/file-errors'
import { LARGEST } from '../base/file-kinds'
import { curvesSha256 } from '../base/hashes'
import { readWholeFile } from '../base/read-file'
import { readJsonNow } from './json-file'
import { existingFolder, existingRecord, type LibraryContext } from './library-context'
import { FILES } from './library-paths'
import { readNotesNow } from './run-folder'
import { weightsOfFile } from './weights-file'

const CHANGED_CURVES =
  'They were changed since they were recorded: their SHA-256 is not the one in the record.'

/** Why curves are not those of a record. A run that goes on has no hash of its curves in its record yet. */
function curvesFault(record: RunRecord, curves: RunCurves): string | null {
  if (curves.id !== record.id) return `They are those of run ${curves.id}.`
  const { curvesSha256: recorded } = record
  return recorded === null || recorded === curvesSha256(curves) ? null : CHANGED_CURVES
}

/** Reads the bulk of a run, which the table does without. */
export function createRunReader(context: Pick<LibraryContext, 'paths' | 'catalogue'>) {
  const { paths } = context

  async function curves(id: string): Promise<RunCurves | null> {
    const record = existingRecord(context, id)
    const path = paths.file(id, FILES.curves)
    if (!existsSync(path)) return null
    const result = readJsonNow(path, 'curves', parseRunCurves)
    if (!result.ok) throw new Error(`The curves of run ${id} cannot be used: ${result.reason}`)
    const fault = curvesFault(record, result.value)
    if (fault !== null) throw new Error(`The curves of run ${id} cannot be used: ${fault}`)
    return result.value
  }

  async function weights(id: string): Promise<Float32Array | null> {
    const record = existingRecord(context, id)
    if (record.weightsSha256 === null) return null
    const path = paths.file(id, FILES.weights)
    let bytes: Uint8Array
    try {
      bytes = await readWholeFile(path, LARGEST.weights)
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return null
      throw fileError('read', path, error)
    }
    try {
      return weightsOfFile(record, bytes)
    } catch (error) {
      throw new Error(`Cannot use ${path}: ${errorMessage(error)}.`)
    }
  }

  async function notes(id: string): Promise<readonly NoteFile[]> {
    return readNotesNow(paths.run(existingFolder(context, id)))
  }

  return { curves, weights, notes }
}
