import type { RunAnnotations } from './annotations'
import type { RecordDoubt } from './record-doubt'
import type { RunRecord } from './run-record'

/** How a replay of a run came out, on which machine. */
export interface ReplayOutcome {
  readonly at: string
  readonly author: string
  readonly device: string
  /** true: every compared number is the same; else the sentence names the first one that differs. */
  readonly identical: boolean
  readonly difference: string | null
}

/** One row of the run table: the record without its bulk, and what is known around it. */
export interface RunSummary {
  readonly record: Omit<RunRecord, 'predictions'>
  readonly annotations: RunAnnotations
  readonly hasWeights: boolean
  readonly hasCheckpoint: boolean
  readonly hasPredictions: boolean
  /** own: trained here; team: came through the shared folder; imported: a row of a table. */
  readonly origin: 'own' | 'team' | 'imported'
  readonly replays: readonly ReplayOutcome[]
  /** true where two different records claim the same id; both are shown. */
  readonly conflict: boolean
  /** true where the shared folder no longer holds the run's file; the copy here stays. */
  readonly goneFromFolder: boolean
  /** Why the record is not believed; null for all that are. Such a run is shown, but not ranked, offered or shared. */
  readonly doubt: RecordDoubt | null
  /** Iteration that a running training has reached, null for others. */
  readonly runningIteration: number | null
}
