import type { Experiment } from '../experiment/experiment'
import { parseExperiment } from '../experiment/experiment-schema'
import { type Settings, settingsAt } from './search-space'
import type { SearchSpec } from './search-spec'
import { withSeed, withSettings } from './trial-experiment'

/** One point that a search tries. */
export interface Trial {
  readonly index: number
  readonly point: readonly number[]
  readonly settings: Settings
  /** What is trained, in the order of the seeds; nothing where the settings do not go together. */
  readonly experiments: readonly Experiment[]
  /** Why there is nothing to train; null where there is. */
  readonly fault: string | null
}

/**
 * The trial at a point. Settings that do not go together make a trial that is skipped, with the schema's sentence: so every trial keeps its
 * number, whatever its neighbours are.
 */
export function trialAt(spec: SearchSpec, index: number, point: readonly number[]): Trial {
  const settings = settingsAt(spec.space, point)
  const parsed = parseExperiment(withSettings(spec.base, settings))
  if (!parsed.ok)
    return {
      index,
      point,
      settings,
      experiments: [],
      fault: parsed.problems[0]?.message ?? 'It cannot be trained.',
    }
  const experiments = spec.seeds.map((seed) => withSeed(parsed.experiment, seed))
  return { index, point, settings, experiments, fault: null }
}
