import type { Experiment } from '../experiment/experiment'
import { findPreset } from '../experiment/presets'
import type { RunSummary } from '../records/run-summary'
import { experimentDistance } from './run-distance'
import { isBelieved } from './standing'

/** Seconds that a training is expected to take here, and what the guess rests on. */
export interface TimeToExpect {
  readonly low: number
  readonly high: number
  /** runs: similar runs on measured computers; workload: only the standard workload of this one. */
  readonly basis: 'runs' | 'workload'
  readonly runs: number
}

const LIKE_RUNS = 7
const LIKE = 0.35
// How wide a guess is that rests on one run, or on none.
const SINGLE_RUN_SHARE = 0.15
const WORKLOAD_SHARE = 0.5

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
export function standardSteps(experiment: Experiment): number {
  return (experiment.plan.iterations * stepWork(experiment)) / standardStepWork()
}

/** How many standard steps one second of a run stands for: 1 where the network is as efficient as the standard one. */
function costOf(run: RunSummary): number | null {
  if (!isBelieved(run)) return null
  const { seconds, iterations, machine, experiment } = run.record
  if (seconds === null || seconds <= 0 || iterations <= 0 || machine?.calibration == null) return null
  const steps = (iterations * stepWork(experiment)) / standardStepWork()
  return (seconds * machine.calibration) / steps
}

/**
 * How long a training takes on this computer: what similar runs took on computers that were measured with the same standard
 * workload, carried over by the ratio of the two measurements; without such runs, by the amount of arithmetic alone.
 */
export function timeToExpect(
  experiment: Experiment,
  runs: readonly RunSummary[],
  calibration: number | null,
): TimeToExpect | null {
  if (calibration === null || calibration <= 0) return null
  const alone = standardSteps(experiment) / calibration
  const costs = runs
    .flatMap((run) => {
      const cost = costOf(run)
      const distance = experimentDistance(experiment, run.record.experiment)
      return cost === null || distance > LIKE ? [] : [{ cost, distance }]
    })
    .sort((a, b) => a.distance - b.distance)
    .slice(0, LIKE_RUNS)
    .map(({ cost }) => cost)
  if (costs.length === 0) {
    return {
      low: alone * (1 - WORKLOAD_SHARE),
      high: alone * (1 + WORKLOAD_SHARE),
      basis: 'workload',
      runs: 0,
    }
  }
  const least = Math.min(...costs)
  const most = Math.max(...costs)
  const margin = costs.length === 1 ? SINGLE_RUN_SHARE : 0
  return {
    low: alone * least * (1 - margin),
    high: alone * most * (1 + margin),
    basis: 'runs',
    runs: costs.length,
  }
}
