import type { RunRecord } from '../records/run-record'
import type { Settings } from './search-space'
import type { Ranking } from './search-spec'
import type { Trial } from './trial'

/** What a trial takes from a run that has ended. */
export type EndedRun = Pick<
  RunRecord,
  'id' | 'identity' | 'stopReason' | 'iterations' | 'seconds' | 'validationAccuracy' | 'validationLoss'
>

/** Of a record no more than that: a thousand trials go to the window as one message. */
export function endedRun(record: EndedRun): EndedRun {
  const { id, identity, stopReason, iterations, seconds, validationAccuracy, validationLoss } = record
  return { id, identity, stopReason, iterations, seconds, validationAccuracy, validationLoss }
}

/** One seed of a trial. */
export interface TrialRun {
  readonly seed: number
  readonly identity: string
  /** null while it is not recorded; as far as it came where the trial was stopped early. */
  readonly run: EndedRun | null
}

/** How far a trial is. open: some of its runs are not recorded yet; stopped: it fell behind others and is not trained further; skipped: its settings do not go together. */
type TrialState = 'open' | 'done' | 'stopped' | 'skipped'

export interface TrialResult {
  readonly index: number
  readonly point: readonly number[]
  readonly settings: Settings
  readonly state: TrialState
  readonly fault: string | null
  readonly runs: readonly TrialRun[]
  /** Mean over the seeds; null before all are recorded, and where one diverged. Of a stopped trial, where it stopped. */
  readonly validationAccuracy: number | null
  readonly validationLoss: number | null
  /** What it is ranked by, such that more is better; null for a stopped trial, which is compared with none that was trained further. */
  readonly value: number | null
}

/** Added in the order of the seeds. */
function mean(values: readonly (number | null)[]): number | null {
  let sum = 0
  for (const value of values) {
    if (value === null) return null
    sum += value
  }
  return values.length === 0 ? null : sum / values.length
}

/** What a mean is ranked by, such that more is better. */
export function valueOf(rankBy: Ranking, accuracy: number | null, loss: number | null): number | null {
  if (rankBy === 'validationAccuracy') return accuracy
  return loss === null ? null : -loss
}

/** What came out of a trial, from the runs that are recorded. */
export function resultOf(
  trial: Trial,
  runs: readonly TrialRun[],
  rankBy: Ranking,
  isStopped = false,
): TrialResult {
  const { index, point, settings, fault } = trial
  const ended = runs.flatMap(({ run }) => (run === null ? [] : [run]))
  const isDone = fault === null && ended.length === runs.length
  const isFinite = ended.every(({ stopReason }) => stopReason !== 'diverged')
  const means = (column: 'validationAccuracy' | 'validationLoss') =>
    isDone && isFinite ? mean(ended.map((run) => run[column])) : null
  const [validationAccuracy, validationLoss] = [means('validationAccuracy'), means('validationLoss')]
  const state = fault !== null ? 'skipped' : isStopped ? 'stopped' : isDone ? 'done' : 'open'
  const value = isStopped ? null : valueOf(rankBy, validationAccuracy, validationLoss)
  return { index, point, settings, state, fault, runs, validationAccuracy, validationLoss, value }
}

/** The trials that have a value, the best first; of equal ones the earlier first. */
export function ranked(results: readonly TrialResult[]): readonly TrialResult[] {
  return results
    .filter(({ value }) => value !== null)
    .sort((left, right) => (right.value ?? 0) - (left.value ?? 0) || left.index - right.index)
}
