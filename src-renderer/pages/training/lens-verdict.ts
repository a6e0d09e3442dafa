import type { Activation } from '#shared/experiment/experiment'
import { type Range, usualLayers } from '#shared/experiment/usual-layers'
import type { LayerStatistics } from '#shared/training/training-events'

/** What the lens says of one layer, or of all of them by the worst. */
export type LensVerdict = 'holds' | 'usual' | 'unusual' | 'shifted' | 'vanishing' | 'exploding'

/** Near the fixed point of SELU, mean 0 and variance 1. */
const HOLDS = { mean: 0.2, low: 0.6, high: 1.6 } as const
/** A variance is far from what is usual if it lies outside by this factor, a mean by so many widths of the usual range. */
const FAR = { factor: 10, widths: 1 } as const
/** Figures were measured on a few networks: what lies as little outside as this is as usual. */
const MARGIN = { factor: 1.5, widths: 0.25 } as const
const WORST_FIRST: readonly LensVerdict[] = ['exploding', 'vanishing', 'shifted', 'unusual', 'usual', 'holds']

/** A range narrower than this says more of the few networks that were measured than of all that train well. */
const LEAST_WIDTH = 1

/** By how many widths of a range a value lies outside of it. */
function widthsOutside(value: number, { low, high }: Range): number {
  return Math.max(low - value, value - high, 0) / Math.max(LEAST_WIDTH, high - low)
}

/** How one layer's activations look beside those of networks that train well. */
export function layerVerdict(mean: number, variance: number, activation: Activation): LensVerdict {
  const usual = usualLayers(activation)
  const outside = widthsOutside(mean, usual.mean)
  if (!(variance <= usual.variance.high * FAR.factor)) return 'exploding'
  if (variance * FAR.factor < usual.variance.low) return 'vanishing'
  if (!(outside <= FAR.widths)) return 'shifted'
  if (Math.abs(mean) <= HOLDS.mean && variance >= HOLDS.low && variance <= HOLDS.high) return 'holds'
  const isUsual =
    outside <= MARGIN.widths &&
    variance <= usual.variance.high * MARGIN.factor &&
    variance * MARGIN.factor >= usual.variance.low
  return isUsual ? 'usual' : 'unusual'
}

export interface Verdict {
  readonly verdict: LensVerdict
  /** Number of the layer that decided, counted from 1. */
  readonly layer: number
}

/** The verdict of the worst layer. */
export function networkVerdict(point: LayerStatistics, activation: Activation): Verdict {
  const verdicts = point.activationMean.map((mean, layer) =>
    layerVerdict(mean, point.activationVariance[layer] ?? Number.NaN, activation),
  )
  const verdict = WORST_FIRST.find((candidate) => verdicts.includes(candidate)) ?? 'holds'
  return { verdict, layer: verdicts.indexOf(verdict) + 1 }
}
