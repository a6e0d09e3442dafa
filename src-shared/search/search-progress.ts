import type { TrialResult } from './trial-result'

/** How far a search is, counted in runs. */
export interface SearchProgress {
  readonly trials: number
  /** Trials that have ended, whatever came out. */
  readonly ended: number
  readonly skipped: number
  /** Those that fell behind, and were not trained to their end. */
  readonly stopped: number
  readonly diverged: number
  readonly runsLeft: number
  /** Seconds that the runs so far took on average; null before the first. */
  readonly secondsOfRun: number | null
}

/** Counts what has ended and what is left of a search that has so many trials with so many seeds. */
export function searchProgress(
  results: readonly TrialResult[],
  trials: number,
  seeds: number,
): SearchProgress {
  const runs = results.flatMap((result) => result.runs.flatMap(({ run }) => (run === null ? [] : [run])))
  const skipped = results.filter(({ state }) => state === 'skipped').length
  const seconds = runs.flatMap((run) => (run.seconds === null ? [] : [run.seconds]))
  return {
    trials,
    ended: results.filter(({ state }) => state !== 'open').length,
    skipped,
    stopped: results.filter(({ state }) => state === 'stopped').length,
    diverged: results.filter(({ state, value }) => state === 'done' && value === null).length,
    runsLeft: Math.max(0, (trials - skipped) * seeds - runs.length),
    secondsOfRun: seconds.length === 0 ? null : seconds.reduce((sum, each) => sum + each, 0) / seconds.length,
  }
}
