import type { NoteFile } from '#shared/records/note-file'
import type { RunCurves, RunRecord } from '#shared/records/run-record'
import type { ReplayOutcome } from '#shared/records/run-summary'

/** One run of this computer's library, as far as sharing has to know it. Hidden runs are not among them. */
export interface LocalRun {
  readonly id: string
  /** Trained here and ended: it is ours to share. */
  readonly isOwn: boolean
  readonly hasWeights: boolean
  readonly weightsSha256: string | null
  /** Size that a file of its weights cannot exceed, where that is known. */
  readonly mostWeightBytes?: number
}

export interface LocalReplay {
  readonly run: string
  readonly outcome: ReplayOutcome
}

/** What the folder adds to a run. Fields left out stay as they are. */
export interface RunView {
  readonly notes?: readonly NoteFile[]
  readonly replays?: readonly ReplayOutcome[]
  readonly hidden?: boolean
  readonly goneFromFolder?: boolean
}

/** What the library will never take, however often it is brought; other failures are of the moment. */
export class Refusal extends Error {}

/** All that sharing asks of the library. */
export interface SharedLibrary {
  runs(): Promise<readonly LocalRun[]>
  record(id: string): Promise<RunRecord>
  curves(id: string): Promise<RunCurves | null>
  /** The weights as a safetensors file. */
  weights(id: string): Promise<Uint8Array | null>
  addRecord(record: RunRecord, device: string): Promise<'added' | 'known' | 'conflict'>
  /** Throws a `Refusal` for curves are not the record's. */
  addCurves(curves: RunCurves): Promise<void>
  /** Throws a `Refusal` for weights that are not the record's. */
  addWeights(id: string, bytes: Uint8Array): Promise<void>
  /** Edits of runs that changed since the last question, older ones among them. */
  changedNotes(): Promise<readonly NoteFile[]>
  /** Replays made here, of runs that changed since the last question. */
  changedReplays(): Promise<readonly LocalReplay[]>
  show(id: string, view: RunView): Promise<void>
}
