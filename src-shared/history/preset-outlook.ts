import type { Experiment } from '../experiment/experiment'
import { PRESET_RESULTS, type PresetResult } from '../experiment/preset-results'
import type { Preset } from '../experiment/presets'
import { experimentIdentityJson } from '../records/identity'
import type { RunSummary } from '../records/run-summary'
import { standingOf } from './standing'
import { standardSteps, type TimeToExpect, timeToExpect } from './time-to-expect'

/** What a preset is expected to get and to take on this computer, and what that rests on. */
export interface PresetOutlook {
  /** runs: runs of just these settings that are known here; lab: those that docs/results.md lists; null where neither is known. */
  readonly accuracy: (PresetResult & { readonly basis: 'runs' | 'lab'; readonly runs: number }) | null
  /** rough: this computer was not measured yet. */
  readonly time: Omit<TimeToExpect, 'basis'> & { readonly basis: TimeToExpect['basis'] | 'rough' }
}

/** Standard steps a second of computers of recent years, with one thread of the slower and all of the faster ones. */
const ROUGH_SPEED = { low: 60, high: 300 } as const

/** Experiments with one key differ in nothing but the seed. */
function keyOf({ plan, ...experiment }: Experiment): string {
  return experimentIdentityJson({ ...experiment, plan: { ...plan, seed: 0 } }, '', '')
}

/** A key that is cheap enough for 10,000 runs: experiments that differ in it are different, others are looked at more closely. */
function roughKeyOf({ design, plan }: Experiment): string {
  return `${design.hidden.join('-')} ${design.activation} ${plan.optimizer.kind} ${String(plan.iterations)}`
}

/** Ranked runs by the most telling of their settings. */
export type RunsBySettings = ReadonlyMap<string, readonly RunSummary[]>

/** Sorts the runs that count by their settings; done once for all presets. */
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

function runsOf({ experiment }: Preset, known: RunsBySettings): readonly RunSummary[] {
  const key = keyOf(experiment)
  return (known.get(roughKeyOf(experiment)) ?? []).filter(({ record }) => keyOf(record.experiment) === key)
}

function accuracyOf({ id, experiment }: Preset, runs: readonly RunSummary[]): PresetOutlook['accuracy'] {
  const lab = PRESET_RESULTS[id]
  const of = lab?.of ?? (experiment.plan.validationShare > 0 ? 'validation' : 'test')
  const values = runs
    .map(({ record }) => (of === 'validation' ? record.validationAccuracy : record.testAccuracy))
    .filter((value) => value !== null)
  if (values.length > 0)
    return { of, low: Math.min(...values), high: Math.max(...values), basis: 'runs', runs: values.length }
  return lab === undefined ? null : { ...lab, basis: 'lab', runs: 0 }
}

/** What runs of just these settings took here; null where there are none. */
function timeOfRuns(runs: readonly RunSummary[]): TimeToExpect | null {
  const seconds = runs.flatMap(({ origin, record }) =>
    origin === 'own' && record.seconds !== null ? [record.seconds] : [],
  )
  if (seconds.length === 0) return null
  return { low: Math.min(...seconds), high: Math.max(...seconds), basis: 'runs', runs: seconds.length }
}

/** What is to be expected of a preset: by runs where there are any, else by the measured speed, else by a rough one. */
export function presetOutlook(
  preset: Preset,
  known: RunsBySettings,
  newest: readonly RunSummary[],
  calibration: number | null,
): PresetOutlook {
  const runs = runsOf(preset, known)
  const steps = standardSteps(preset.experiment)
  return {
    accuracy: accuracyOf(preset, runs),
    time: timeOfRuns(runs) ??
      timeToExpect(preset.experiment, newest, calibration) ?? {
        low: steps / ROUGH_SPEED.high,
        high: steps / ROUGH_SPEED.low,
        basis: 'rough',
        runs: 0,
      },
  }
}
