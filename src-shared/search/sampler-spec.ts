import * as v from 'valibot'
import { LIMITS } from '../experiment/limits'

/** Points of a grid, and strata of a Latin hypercube. */
export const MOST_POINTS = 10_000

const seed = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LIMITS.seed))
const points = v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(MOST_POINTS))

/** How a search chooses its points; create-sampler.ts makes a sampler of it. */
export const samplerSpec = v.variant('kind', [
  v.strictObject({ kind: v.literal('random'), seed }),
  /** `points` values along each range of numbers, and every choice. */
  v.strictObject({ kind: v.literal('grid'), points }),
  /** `points`: strata, as many as trials are planned; it stays what it is when trials are added. */
  v.strictObject({ kind: v.literal('latin-hypercube'), points, seed }),
  v.strictObject({ kind: v.literal('sobol'), seed }),
  /** Tree-structured Parzen estimator: looks where trials were good. */
  v.strictObject({ kind: v.literal('tpe'), seed }),
])

export type SamplerSpec = v.InferOutput<typeof samplerSpec>

/** Whether a sampler looks at what came of earlier trials: then their order is part of the search. */
export function learns({ kind }: SamplerSpec): boolean {
  return kind === 'tpe'
}
