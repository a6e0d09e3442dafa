import type { Experiment } from '../experiment/experiment'
import { findPreset } from '../experiment/presets'
import type { RunSummary } from '../records/run-summary'
import { experimentDistance } from './run-distance'
import { type RunsBySettings, runsOfSettings } from './runs-by-settings'
import { isBelieved } from './standing'

/** Seconds that a training is expected to take here, and what the guess rests on. */
export interface TimeToExpect {
  readonly low: number
  readonly high: number
  /**
   * same: runs of just these settings on this computer; similar: similar runs on measured computers; workload: only the standard
   * workload of this one; rough: this computer was not measured yet.
   */
  readonly basis: 'same' | 'similar' | 'workload' | 'rough'
  readonly runs: number
}

/** What is known of the time that trainings take. */
export interface KnownTimes {
  readonly bySettings: RunsBySettings
  /** Among these, similar runs are looked for. */
  readonly newest: readonly RunSummary[]
  /** Standard steps a second of this computer; null while it was not measured. */
  readonly calibration: number | null
}

const LIKE_RUNS = 7
const LIKE = 0.35
// How wide a guess is that rests on one run, or on none.
const SINGLE_RUN_SHARE = 0.15
const WORKLOAD_SHARE = 0.5
/** Standard steps a second of computers of recent years, with one thread of the slower and all of the faster ones. */
const ROUGH_SPEED = { low: 60, high: 300 } as const

/** Multiply-adds of one forward pass of a batch; backward costs a constant times it. */
export function stepWork({ design, plan }: Experiment): number {
  const widths = [design.input, ...design.hidden, design.output]
  const perImage = widths.slice(1).reduce((sum, width, layer) => sum + width * (widths[layer] ?? 0), 0)
  return perImage * plan.batchSize
}

function standardStepWork(): number {
  const standard = findPreset('final-network')
  if (standard === undefined) throw new Error('The standard workload needs the preset final-network.')
  return stepWork(standard.experiment)
}

/** Steps of the standard workload that have as much arithmetic as the whole training. */
function standardSteps(experiment: Experiment): number {
  return (experiment.plan.iterations * stepWork(experiment)) / standardStepWork()
}

/** What runs of just these settings took here; null where there are none. */
function timeOfSameRuns(runs: readonly RunSummary[]): TimeToExpect | null {
  const seconds = runs.flatMap(({ origin, record }) =>
    origin === 'own' && record.seconds !== null ? [record.seconds] : [],
  )
  if (seconds.length === 0) return null
  return { low: Math.min(...seconds), high: Math.max(...seconds), basis: 'same', runs: seconds.length }
}

/** How many standard steps one second of a run stands for: 1 where the network is as efficient as the standard one. */
function costOf(run: RunSummary): number | null {
  if (!isBelieved(run)) return null
  const { seconds, iterations, machine, experiment } = run.record
  if (seconds === null || seconds <= 0 || iterations <= 0 || machine?.calibration == null) return null
  const steps = (iterations * stepWork(experiment)) / standardStepWork()
  return (seconds * machine.calibration) / steps
}

/** What the runs that are most similar took, on whichever computer, carried over by the ratio of the two measurements. */
function timeOfSimilarRuns(
  experiment: Experiment,
  runs: readonly RunSummary[],
  secondsAlone: number,
): TimeToExpect | null {
  const costs = runs
    .flatMap((run) => {
      const cost = costOf(run)
      const distance = experimentDistance(experiment, run.record.experiment)
      return cost === null || distance > LIKE ? [] : [{ cost, distance }]
    })
    .sort((a, b) => a.distance - b.distance)
    .slice(0, LIKE_RUNS)
    .map(({ cost }) => cost)
  if (costs.length === 0) return null
  const margin = costs.length === 1 ? SINGLE_RUN_SHARE : 0
  return {
    low: secondsAlone * Math.min(...costs) * (1 - margin),
    high: secondsAlone * Math.max(...costs) * (1 + margin),
    basis: 'similar',
    runs: costs.length,
  }
}

/**
 * How long a training takes on this computer: what runs of its settings took here; else what similar runs took on computers that
 * were measured with the same standard workload; else by the amount of arithmetic alone, at the measured speed or at a rough one.
 */
export function timeToExpect(experiment: Experiment, known: KnownTimes): TimeToExpect {
  const same = timeOfSameRuns(runsOfSettings(experiment, known.bySettings))
  if (same !== null) return same
  const steps = standardSteps(experiment)
  const { calibration, newest } = known
  if (calibration === null || calibration <= 0)
    return { low: steps / ROUGH_SPEED.high, high: steps / ROUGH_SPEED.low, basis: 'rough', runs: 0 }
  const alone = steps / calibration
  return (
    timeOfSimilarRuns(experiment, newest, alone) ?? {
      low: alone * (1 - WORKLOAD_SHARE),
      high: alone * (1 + WORKLOAD_SHARE),
      basis: 'workload',
      runs: 0,
    }
  )
}
