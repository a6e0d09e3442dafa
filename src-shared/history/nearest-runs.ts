import type { Experiment } from '../experiment/experiment'
import { experimentIdentityJson } from '../records/identity'
import { isImportedModel } from '../records/imported-model'
import type { RunSummary } from '../records/run-summary'
import { experimentDistance } from './run-distance'
import { isBelieved, standingOf } from './standing'

export interface NearRun {
  readonly run: RunSummary
  readonly distance: number
}

/** Runs farther than this tell little about an experiment. */
const NEAR = 0.2

const isFull = (run: RunSummary): boolean => {
  const standing = standingOf(run)
  // Of a network of another program nobody knows the settings.
  return standing === 'ranked' || (standing === 'imported' && !isImportedModel(run.record))
}

/** The full runs that lie nearest to an experiment, the nearest first. */
export function nearestRuns(
  experiment: Experiment,
  runs: readonly RunSummary[],
  limit = 5,
): readonly NearRun[] {
  const near = runs
    .filter((run) => isFull(run) && !run.annotations.archived)
    .map((run) => ({
      run,
      distance: experimentDistance(experiment, run.record.experiment, run.origin === 'imported'),
    }))
  return near.sort((a, b) => a.distance - b.distance).slice(0, limit)
}

/** Accuracies between which the near runs lie. */
export interface AccuracyRange {
  readonly of: 'validation' | 'test'
  readonly low: number
  readonly high: number
  readonly count: number
}

/** The accuracies that near runs got: over the validation images, and only where none has those over the test images. */
export function accuracyToExpect(near: readonly NearRun[]): AccuracyRange | null {
  const close = near.filter(({ distance }) => distance <= NEAR).map(({ run }) => run.record)
  const range = (of: AccuracyRange['of'], values: readonly (number | null)[]): AccuracyRange | null => {
    const known = values.filter((value) => value !== null)
    if (known.length === 0) return null
    return { of, low: Math.min(...known), high: Math.max(...known), count: known.length }
  }
  return (
    range(
      'validation',
      close.map(({ validationAccuracy }) => validationAccuracy),
    ) ??
    range(
      'test',
      close.map(({ testAccuracy }) => testAccuracy),
    )
  )
}

/**
 * The completed run that is this very experiment, or null: to train it again would give the same bytes.
 *
 * Data and arithmetic must be those under which the experiment would train here; a stopped run is not offered in its place.
 */
export function sameRun(
  experiment: Experiment,
  runs: readonly RunSummary[],
  here: { readonly data: string | null; readonly arithmetic: string },
): RunSummary | null {
  const { plan } = experiment
  const identity = experimentIdentityJson(experiment, '', '')
  const isSame = (run: RunSummary): boolean => {
    const { record } = run
    const other = record.experiment.plan
    return (
      isBelieved(run) &&
      record.identity !== null &&
      record.stopReason !== null &&
      (record.stopReason === 'completed' || record.stopReason === 'early-stopping') &&
      record.arithmetic === here.arithmetic &&
      (here.data === null || record.data === here.data) &&
      other.seed === plan.seed &&
      other.iterations === plan.iterations &&
      experimentIdentityJson(record.experiment, '', '') === identity
    )
  }
  return runs.find(isSame) ?? null
}
