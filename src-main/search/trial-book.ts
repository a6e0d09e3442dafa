import type { RunSummary } from '#shared/records/run-summary'
import { searchParent } from '#shared/search/search-parent'
import type { Trial } from '#shared/search/trial'
import {
  type EndedRun,
  endedRun,
  resultOf,
  type TrialResult,
  type TrialRun,
} from '#shared/search/trial-result'
import { experimentIdentity } from '../base/hashes'
import { isOver } from '../library/run-states'
import type { SearchTask } from './executor'
import type { RecordedSearch } from './recorded-search'

/** Which trials of a search are recorded, by whatever it was: a run with the same identity is the same, whoever trained it. */
export function createTrialBook({ id, spec, data, arithmetic }: RecordedSearch) {
  const ended = new Map<string, EndedRun>()
  const unfinished = new Map<string, EndedRun>()
  const identities = new Map<number, readonly string[]>()

  function takeEnded(identity: string, run: EndedRun): void {
    const known = ended.get(identity)
    // Of several the first one, so that every look finds the same.
    if (known === undefined || run.id < known.id) ended.set(identity, run)
  }

  /** Takes a run of this library. */
  function takeRun(identity: string, run: EndedRun): void {
    if (isOver(run)) takeEnded(identity, run)
    else unfinished.set(identity, run)
  }

  /** Takes what the library holds, or a change of it. */
  function take({ record, origin, doubt }: RunSummary): void {
    const { identity } = record
    if (identity === null || doubt !== null) return
    if (isOver(record) || origin === 'own') takeRun(identity, endedRun(record))
  }

  /** A run that was stopped with figures, and so can be compared as far as it came. */
  function stoppedRun(identity: string): EndedRun | null {
    const run = unfinished.get(identity)
    return run?.stopReason === 'stopped' ? run : null
  }

  function identitiesOf({ index, experiments }: Trial): readonly string[] {
    const known = identities.get(index)
    if (known !== undefined) return known
    const all = experiments.map((experiment) => experimentIdentity(experiment, data, arithmetic))
    identities.set(index, all)
    return all
  }

  function runsOf(trial: Trial): readonly TrialRun[] {
    return identitiesOf(trial).map((identity, at) => ({
      seed: spec.seeds[at] ?? 0,
      identity,
      run: ended.get(identity) ?? null,
    }))
  }

  /** What is left to train of a trial, until a rung or to its end. */
  function tasksOf(trial: Trial, rung: number | null = null): readonly SearchTask[] {
    const parent = searchParent({ search: id, trial: trial.index })
    return runsOf(trial).flatMap(({ seed, identity, run }, at) => {
      const experiment = trial.experiments[at]
      if (run !== null || experiment === undefined || hasReached(identity, rung)) return []
      const task = { trial: trial.index, seed, experiment, identity, parent, stopAfter: rung }
      return [{ ...task, unfinished: unfinished.get(identity)?.id ?? null }]
    })
  }

  function hasReached(identity: string, rung: number | null): boolean {
    return rung !== null && (stoppedRun(identity)?.iterations ?? 0) >= rung
  }

  /** What a trial is compared by that has reached a rung and was stopped there. */
  function resultAtRung(trial: Trial): TrialResult {
    const runs = runsOf(trial).map((each) => ({ ...each, run: each.run ?? stoppedRun(each.identity) }))
    return resultOf(trial, runs, spec.rankBy, true)
  }

  return {
    take,
    takeRun,
    endedRun: (identity: string): EndedRun | null => ended.get(identity) ?? null,
    tasksOf,
    resultAtRung,
    resultOf: (trial: Trial): TrialResult => resultOf(trial, runsOf(trial), spec.rankBy),
  }
}

export type TrialBook = ReturnType<typeof createTrialBook>
