import * as v from 'valibot'
import { LIMITS } from '../experiment/limits'

const seed = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LIMITS.seed))

/** How a search chooses its points; create-sampler.ts makes a sampler of it. */
export const samplerSpec = v.variant('kind', [v.strictObject({ kind: v.literal('random'), seed })])

export type SamplerSpec = v.InferOutput<typeof samplerSpec>
