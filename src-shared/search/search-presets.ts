import type { Experiment } from '../experiment/experiment'
import { finalNetwork } from '../experiment/presets'
import { SEARCH_FORMAT, type SearchSpec } from './search-spec'

interface SearchPreset {
  readonly id: string
  /** English title, for the command. */
  readonly title: string
  readonly spec: SearchSpec
}

/** The reference project's search: the weight decay of the final network, at random, judged on a fifth of the training images. */
const weightDecay: SearchSpec = {
  format: SEARCH_FORMAT,
  version: 1,
  name: 'weight decay',
  base: { ...finalNetwork, plan: { ...finalNetwork.plan, validationShare: 0.2 } },
  space: { 'plan.weightDecay': { kind: 'logarithmic', low: 1e-8, high: 1e-4 } },
  sampler: { kind: 'random', seed: 1 },
  trials: 10,
  seeds: [finalNetwork.plan.seed],
  rankBy: 'validationAccuracy',
}

/** Searches to start from. */
export const SEARCH_PRESETS: readonly SearchPreset[] = [
  { id: 'weight-decay', title: 'Weight decay of the final network', spec: weightDecay },
]

/** The smallest search: one experiment with several seeds. */
export function severalSeeds(base: Experiment, seeds: readonly number[], name: string): SearchSpec {
  return {
    format: SEARCH_FORMAT,
    version: 1,
    name,
    base,
    space: {},
    sampler: { kind: 'random', seed: 0 },
    trials: 1,
    seeds,
    rankBy: 'validationAccuracy',
  }
}
