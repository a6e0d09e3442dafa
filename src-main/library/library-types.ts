import type { AnnotationChange } from '#shared/records/annotations'
import type { NoteFile } from '#shared/records/note-file'
import type { RunCurves, RunRecord } from '#shared/records/run-record'
import type { ReplayOutcome, RunSummary } from '#shared/records/run-summary'
import type { TrainingResult } from '#shared/training/training-events'
import type { KeptCheckpoint } from './kept-checkpoints'
import type { LibraryProblem } from './library-problem'
import type { NewRun } from './new-run'
import type { Provenance } from './provenance-file'
import type { Computing, Resumable } from './run-resumption'

export interface LibraryOptions {
  /** Only look: nothing is written, and a library that is not there is an error. */
  readonly readOnly?: boolean
  readonly now?: () => number
  /**
   * Told of each run that is read from its folder while the library opens: a history that was never read takes seconds. What a run
   * is told as here may change until the library is open.
   */
  readonly onRead?: (run: RunSummary) => void
}

export type ChangeListener = (changed: readonly RunSummary[], removed: readonly string[]) => void

/**
 * The runs on this computer.
 *
 * Several processes may use one library at the same time: every file is written in one step, a run that is being trained carries
 * the mark of its process, and what another process changed is noticed within a second.
 */
export interface Library {
  readonly directory: string
  /** Eight characters that name this library's installation; edits carry it. */
  readonly device: string
  /** Files that cannot be used, and why. None of them is ever changed or removed. */
  readonly problems: readonly LibraryProblem[]

  /** A new id; its time is now. */
  newId(): string
  /** Puts the record of a run on disk that starts now, with the mark of this process. */
  create(run: NewRun): Promise<RunRecord>
  /** All that is needed to go on with a run; throws a sentence where it cannot. Touches nothing. */
  prepareResumption(id: string, computing: Computing): Promise<Resumable>
  /**
   * Goes on with an interrupted or stopped run; throws a sentence while another process trains it. The answer has no result, but
   * one that the run had stays on the disk until `finish` has written the next.
   */
  resume(id: string): Promise<RunRecord>
  /** Tells how far a run is that this process trains. Costs nothing: the mark is renewed every two seconds. */
  progress(id: string, iteration: number): void
  saveCurves(id: string, curves: RunCurves): Promise<void>
  saveCheckpoint(id: string, bytes: Uint8Array): Promise<void>
  readCheckpoint(id: string): Promise<Uint8Array<ArrayBuffer> | null>
  /** Writes the end of a run, whole or not at all: where it fails, the run is still this process's, and can be finished again. */
  finish(id: string, result: TrainingResult, curves: RunCurves): Promise<RunRecord>
  /** The training broke off: the run is interrupted, or has the result that it had before it went on. */
  interrupt(id: string, iteration: number): Promise<RunRecord>
  /** The folder of a run, or the file in which it lies with the other rows of its table. */
  placeOf(id: string): string
  /** Moves the run's folder into the library's trash. */
  discard(id: string): Promise<void>

  list(): Promise<readonly RunSummary[]>
  /** What `list` says of one run, without a look at the others; null for one that is hidden. Throws a sentence where there is none. */
  summary(id: string): Promise<RunSummary | null>
  record(id: string): Promise<RunRecord>
  curves(id: string): Promise<RunCurves | null>
  /** Numbers of the network in the order of the parameter table; null where they are not here. */
  weights(id: string): Promise<Float32Array | null>

  /** Keeps weights of a run from the middle of its training, which a replay found again. */
  keepCheckpoints(id: string, kept: readonly KeptCheckpoint[]): Promise<void>
  /** Iterations of which the weights are kept, beside those of its end. */
  checkpoints(id: string): Promise<readonly number[]>
  /** Numbers of the network at such an iteration; throws a sentence where they cannot be used. */
  checkpointWeights(id: string, iteration: number): Promise<Float32Array>

  /** Throws a sentence where the edit does not hold afterwards. */
  annotate(ids: readonly string[], change: AnnotationChange): Promise<void>
  /** Every edit of a run in its order, older ones included. */
  notes(id: string): Promise<readonly NoteFile[]>
  /** Adds edits that were made elsewhere to a run. */
  addNotes(id: string, notes: readonly NoteFile[]): Promise<void>
  addReplay(id: string, outcome: ReplayOutcome): Promise<void>
  addReplays(id: string, outcomes: readonly ReplayOutcome[]): Promise<void>

  /** Adds a run that was not trained here. conflict: another record has this id; both are kept. */
  addForeign(record: RunRecord, origin: 'team' | 'imported'): Promise<'added' | 'known' | 'conflict'>
  /** Adds rows of a table, null for those that are to be passed over; answers with how many were not here. */
  addImported(
    records: Iterable<RunRecord | null>,
    options?: { readonly onProgress?: (done: number) => void },
  ): Promise<number>
  /** The same for a long table, whose rows lie in one file: all of them are added, or none. */
  addImportFile(
    records: Iterable<RunRecord | null>,
    options?: { readonly onProgress?: (done: number) => void },
  ): Promise<number>
  /** Adds curves that arrived for a run. */
  addCurves(id: string, curves: RunCurves): Promise<void>
  /** Adds weights that arrived for a run; throws a sentence where they are not the record's. */
  addWeights(id: string, weights: Float32Array): Promise<void>
  provenance(id: string): Promise<Provenance>
  setProvenance(ids: readonly string[], change: Partial<Omit<Provenance, 'origin'>>): Promise<void>

  /** Also tells what another process changed. Returns a function that ends it. */
  onChange(listener: ChangeListener): () => void
  /** Ends what runs in the background. Runs that this process still trains keep their mark until the process ends. */
  close(): Promise<void>
}
