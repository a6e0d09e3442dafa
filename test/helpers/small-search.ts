import { SEARCH_FORMAT } from '#shared/search/search-spec'
import { smallExperiment } from './small-runs'

/** A search that takes seconds: small networks on few images. */
export function smallSearch(trials: number, iterations = 20): Readonly<Record<string, unknown>> {
  const experiment = smallExperiment(1, iterations)
  const base = { ...experiment, plan: { ...experiment.plan, validationShare: 0.2, batchSize: 32 } }
  return {
    format: SEARCH_FORMAT,
    version: 1,
    name: 'small',
    base,
    space: {
      'plan.learningRate': { kind: 'logarithmic', low: 0.01, high: 1 },
      'design.hidden': { kind: 'widths', layers: { low: 1, high: 2 }, from: [3, 5] },
    },
    sampler: { kind: 'random', seed: 5 },
    trials,
  }
}

/** What `lab search --json` ends with. */
export interface SearchAnswer {
  readonly id: string
  readonly trials: readonly {
    readonly index: number
    readonly settings: Readonly<Record<string, unknown>>
    readonly state: string
    readonly validationAccuracy: number | null
    readonly runId: string | null
  }[]
  readonly best: readonly number[]
}
