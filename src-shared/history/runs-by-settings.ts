import type { Experiment } from '../experiment/experiment'
import { experimentIdentityJson } from '../records/identity'
import type { RunSummary } from '../records/run-summary'
import { standingOf } from './standing'

/** Ranked runs by the most telling of their settings. */
export type RunsBySettings = ReadonlyMap<string, readonly RunSummary[]>

/** Experiments with one key differ in nothing but the seed. */
function keyOf({ plan, ...experiment }: Experiment): string {
  return experimentIdentityJson({ ...experiment, plan: { ...plan, seed: 0 } }, '', '')
}

/** A key that is cheap enough for 10,000 runs: experiments that differ in it are different, others are looked at more closely. */
function roughKeyOf({ design, plan }: Experiment): string {
  return `${design.hidden.join('-')} ${design.activation} ${plan.optimizer.kind} ${String(plan.iterations)}`
}

/** Sorts the runs that count by their settings; done once for all experiments that are asked for. */
export function runsBySettings(runs: readonly RunSummary[]): RunsBySettings {
  const known = new Map<string, RunSummary[]>()
  for (const run of runs) {
    if (run.annotations.archived || standingOf(run) !== 'ranked') continue
    const key = roughKeyOf(run.record.experiment)
    const others = known.get(key)
    if (others === undefined) known.set(key, [run])
    else others.push(run)
  }
  return known
}

/** The runs that have just these settings, whatever their seeds. */
export function runsOfSettings(experiment: Experiment, known: RunsBySettings): readonly RunSummary[] {
  const near = known.get(roughKeyOf(experiment)) ?? []
  if (near.length === 0) return near
  const key = keyOf(experiment)
  return near.filter(({ record }) => keyOf(record.experiment) === key)
}
