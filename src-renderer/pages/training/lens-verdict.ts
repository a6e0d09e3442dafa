import type { LayerStatistics } from '#shared/training/training-events'

/** What the lens says of one layer, or of all of them by the worst. */
export type LensVerdict = 'holds' | 'drifts' | 'shifted' | 'vanishing' | 'exploding'

const HOLDS = { mean: 0.2, low: 0.6, high: 1.6 } as const
const BREAKS = { mean: 1, low: 0.1, high: 10 } as const
const WORST_FIRST: readonly LensVerdict[] = ['exploding', 'vanishing', 'shifted', 'drifts', 'holds']

/** How far one layer's activations are from mean 0 and variance 1. */
export function layerVerdict(mean: number, variance: number): LensVerdict {
  if (!(variance <= BREAKS.high)) return 'exploding'
  if (variance < BREAKS.low) return 'vanishing'
  if (Math.abs(mean) > BREAKS.mean) return 'shifted'
  const holds = Math.abs(mean) <= HOLDS.mean && variance >= HOLDS.low && variance <= HOLDS.high
  return holds ? 'holds' : 'drifts'
}

export interface Verdict {
  readonly verdict: LensVerdict
  /** Number of the layer that decided, counted from 1. */
  readonly layer: number
}

/** The verdict of the worst layer. */
export function networkVerdict(point: LayerStatistics): Verdict {
  const verdicts = point.activationMean.map((mean, layer) =>
    layerVerdict(mean, point.activationVariance[layer] ?? Number.NaN),
  )
  const verdict = WORST_FIRST.find((candidate) => verdicts.includes(candidate)) ?? 'holds'
  return { verdict, layer: verdicts.indexOf(verdict) + 1 }
}
