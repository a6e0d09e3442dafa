import type { AnnotationEdit, RunAnnotations } from '#shared/records/annotations'
import type { RunCurves, RunRecord } from '#shared/records/run-record'
import type { ReplayOutcome } from '#shared/records/run-summary'

/** One run of this computer's library, as far as sharing has to know it. */
export interface LocalRun {
  readonly id: string
  /** Trained here and ended: it is ours to share. */
  readonly isOwn: boolean
  readonly hidden: boolean
  readonly hasWeights: boolean
  readonly weightsSha256: string | null
}

/** What a person changed about a run on this computer, at that moment. */
export interface OwnEdit {
  readonly run: string
  readonly at: number
  readonly edit: AnnotationEdit
}

export interface OwnReplay {
  readonly run: string
  readonly outcome: ReplayOutcome
}

/** What the folder adds to a run: what all people together say about it. Fields left out stay as they are. */
export interface RunView {
  readonly annotations?: RunAnnotations
  readonly replays?: readonly ReplayOutcome[]
  readonly hidden?: boolean
  readonly goneFromFolder?: boolean
}

/** All that sharing asks of the library. */
export interface SharedLibrary {
  runs(): Promise<readonly LocalRun[]>
  record(id: string): Promise<RunRecord>
  curves(id: string): Promise<RunCurves | null>
  /** The weights as a safetensors file. */
  weights(id: string): Promise<Uint8Array | null>
  addRecord(record: RunRecord, device: string): Promise<'added' | 'known' | 'conflict'>
  addCurves(curves: RunCurves): Promise<void>
  addWeights(id: string, bytes: Uint8Array): Promise<void>
  /** Edits made here that were not answered yet by `editsTaken`, oldest first. */
  ownEdits(): Promise<readonly OwnEdit[]>
  ownReplays(): Promise<readonly OwnReplay[]>
  show(id: string, view: RunView): Promise<void>
}
