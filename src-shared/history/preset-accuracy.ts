import { PRESET_RESULTS, type PresetResult } from '../experiment/preset-results'
import type { Preset } from '../experiment/presets'
import { type RunsBySettings, runsOfSettings } from './runs-by-settings'

/** runs: runs of just these settings that are known here; lab: those that docs/results.md lists. */
export type PresetAccuracy = PresetResult & { readonly basis: 'runs' | 'lab'; readonly runs: number }

/** What accuracy is expected of a preset: by runs where there are any, else as the lab has measured it; null where neither is known. */
export function presetAccuracy({ id, experiment }: Preset, known: RunsBySettings): PresetAccuracy | null {
  const lab = PRESET_RESULTS[id]
  const of = lab?.of ?? (experiment.plan.validationShare > 0 ? 'validation' : 'test')
  const values = runsOfSettings(experiment, known)
    .map(({ record }) => (of === 'validation' ? record.validationAccuracy : record.testAccuracy))
    .filter((value) => value !== null)
  if (values.length > 0)
    return { of, low: Math.min(...values), high: Math.max(...values), basis: 'runs', runs: values.length }
  return lab === undefined ? null : { ...lab, basis: 'lab', runs: 0 }
}
