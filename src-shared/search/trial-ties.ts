import { validationCount } from '../experiment/validation-count'
import { isTie } from '../history/difference-interval'
import type { SearchSpec } from './search-spec'
import { ranked, type TrialResult } from './trial-result'

/** What ties are judged by. */
interface Judged {
  readonly spec: SearchSpec
  /** Images of the training part, of which the validation share is kept back. */
  readonly trainImages: number
  readonly results: readonly TrialResult[]
}

function validationShare({ spec }: Judged, { settings }: TrialResult): number {
  const tried = settings['plan.validationShare']
  return typeof tried === 'number' ? tried : spec.base.plan.validationShare
}

/**
 * Numbers of the trials that the validation images cannot tell from the best, the best itself included; empty where it stands alone.
 *
 * Seeds add no images: all of a trial's runs are judged by as many. A search that ranks by loss has no ties.
 */
export function trialTies(judged: Judged): ReadonlySet<number> {
  const { spec, trainImages, results } = judged
  const [best, ...others] = ranked(results)
  if (best === undefined || spec.rankBy !== 'validationAccuracy') return new Set()
  const score = (trial: TrialResult): { readonly accuracy: number; readonly images: number } => ({
    accuracy: trial.validationAccuracy ?? 0,
    images: validationCount(trainImages, validationShare(judged, trial)),
  })
  const tied = others.filter((trial) => isTie(score(best), score(trial)))
  return new Set(tied.length === 0 ? [] : [best, ...tied].map(({ index }) => index))
}
