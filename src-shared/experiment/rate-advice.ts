import type { Experiment } from './experiment'
import { OPTIMIZER_ROWS } from './optimizers'

/** Plain figures of a run that ended: what advice about the learning rate rests on. */
export interface EarlierRun {
  readonly experiment: Experiment
  /** Validation accuracy at the end; null where there was none. */
  readonly accuracy: number | null
  readonly diverged: boolean
}

export interface RateAdvice {
  readonly code:
    'rate-too-high' | 'rate-too-low' | 'rate-diverged' | 'rate-unusually-high' | 'rate-unusually-low'
  /** What the sentence needs; `optimizer` is its kind. */
  readonly values: Readonly<Record<string, number | string>>
  readonly learningRate: number
}

/** Rates of fewer runs than this say nothing. */
const FEWEST_RUNS = 3
/** A run worked if it came this close to the best of its kind. */
const CLOSE_TO_BEST = 0.01
/** What did not come this far has not learned, though it may be the best of its kind; guessing gets a tenth. */
const LEARNED = 0.5
/** A rate is far if it lies outside of what worked by this factor. */
const FAR = 3
/** The same below the rates that usually work: a low rate is only slow, and layers, batches and normalization move the range. */
const FAR_BELOW_USUAL = 10

/** Rates mean different things to different optimizers and activations: only runs with the same two are compared. */
function isComparable(earlier: Experiment, experiment: Experiment): boolean {
  return (
    earlier.plan.optimizer.kind === experiment.plan.optimizer.kind &&
    earlier.design.activation === experiment.design.activation
  )
}

function ratesThatWorked(runs: readonly EarlierRun[]): readonly number[] {
  const scored = runs.flatMap(({ experiment, accuracy, diverged }) =>
    accuracy === null || diverged ? [] : [{ rate: experiment.plan.learningRate, accuracy }],
  )
  if (scored.length < FEWEST_RUNS) return []
  const least = Math.max(LEARNED, Math.max(...scored.map(({ accuracy }) => accuracy)) - CLOSE_TO_BEST)
  return scored.filter(({ accuracy }) => accuracy >= least).map(({ rate }) => rate)
}

/** What is known of the optimizer alone: null where the rate is not far from what usually works with it. */
function adviceOfUsualRates({ plan }: Experiment): RateAdvice | null {
  const optimizer = plan.optimizer.kind
  const { usualRates, usualRate } = OPTIMIZER_ROWS[optimizer]
  const { from, to } = usualRates
  const values = { rate: plan.learningRate, optimizer, from, to }
  if (plan.learningRate > FAR * to) return { code: 'rate-unusually-high', values, learningRate: usualRate }
  if (plan.learningRate * FAR_BELOW_USUAL < from)
    return { code: 'rate-unusually-low', values, learningRate: usualRate }
  return null
}

/** What is to be said against the learning rate, by earlier runs or, where these are too few, by its optimizer; null for nothing. */
export function rateAdvice(experiment: Experiment, earlierRuns: readonly EarlierRun[]): RateAdvice | null {
  const rate = experiment.plan.learningRate
  const comparable = earlierRuns.filter((run) => isComparable(run.experiment, experiment))
  const worked = ratesThatWorked(comparable)
  const highest = Math.max(...worked)
  const lowest = Math.min(...worked)
  const diverged = comparable.filter((run) => run.diverged).map((run) => run.experiment.plan.learningRate)
  const limit = Math.min(...diverged)
  // A rate between one that diverged and a higher one that worked was another run's bad luck.
  if (rate >= limit && !(rate <= highest && worked.length > 0)) {
    return {
      code: 'rate-diverged',
      values: { rate, diverged: limit },
      learningRate:
        worked.length > 0
          ? highest
          : Math.min(limit / FAR, OPTIMIZER_ROWS[experiment.plan.optimizer.kind].usualRate),
    }
  }
  if (worked.length === 0) return adviceOfUsualRates(experiment)
  if (rate > FAR * highest)
    return { code: 'rate-too-high', values: { rate, lowest, highest }, learningRate: highest }
  if (rate * FAR < lowest)
    return { code: 'rate-too-low', values: { rate, lowest, highest }, learningRate: lowest }
  return null
}
