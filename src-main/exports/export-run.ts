import { dataOf } from '#shared/records/data-of-run'
import type { NoteFile } from '#shared/records/note-file'
import type { RunCurves, RunRecord } from '#shared/records/run-record'
import type { RunSummary } from '#shared/records/run-summary'
import type { Library } from '../library/library'
import type { DataSet } from '../trainer/data-files'

/** What the library holds of a run that is exported; null where it is not there. */
export interface StoredRun {
  readonly record: RunRecord
  readonly summary: RunSummary
  readonly weights: Float32Array | null
  readonly curves: RunCurves | null
  readonly notes: readonly NoteFile[]
}

/** A run as every format gets it. Plain data, so that a thread of its own can write the file. */
export interface ExportRun extends StoredRun {
  /** The data that it was trained on; null where they are not on this computer. */
  readonly data: DataSet | null
}

/** Reads a run that is to be exported. */
export async function readStoredRun(library: Library, id: string): Promise<StoredRun> {
  const record = await library.record(id)
  const [summary, weights, curves, notes] = await Promise.all([
    library.summary(id),
    library.weights(id),
    library.curves(id),
    library.notes(id),
  ])
  if (summary === null) throw new Error(`There is no run ${id} in the library ${library.directory}.`)
  return { record, summary, weights, curves, notes }
}

/** The run with its data, where these are they. */
export function withData(run: StoredRun, data: DataSet | null): ExportRun {
  return { ...run, data: data?.fingerprint === dataOf(run.record) ? data : null }
}
