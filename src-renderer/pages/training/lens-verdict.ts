import type { Activation } from '#shared/experiment/experiment'
import type { LayerStatistics } from '#shared/training/training-events'

/** What the lens says of one layer, or of all of them by the worst. `trained`: where trained networks usually are. */
export type LensVerdict = 'holds' | 'trained' | 'unusual' | 'vanishing' | 'exploding'

const HOLDS = { mean: 0.2, low: 0.6, high: 1.6 } as const
interface Usual {
  /** How far the mean is from 0, at most. */
  readonly mean: number
  readonly low: number
  readonly high: number
}

/**
 * Where the layers of networks lie that train well (docs/results.md, "Layers of trained networks"): training moves a network away
 * from its fixed point, and that harms nothing. A sigmoid has no values below 0 or above 1.
 */
const USUAL: Usual = { mean: 1.5, low: 0.15, high: 12 }
const USUAL_SIGMOID: Usual = { mean: 1, low: 0.02, high: 0.25 }
export const usualOf = (activation: Activation | null): Usual =>
  activation === 'sigmoid' ? USUAL_SIGMOID : USUAL

/** Signals that no later layer can use: so many times above what is usual, or below. */
const BREAKS = 8
const WORST_FIRST: readonly LensVerdict[] = ['exploding', 'vanishing', 'unusual', 'trained', 'holds']

/** How far one layer's activations are from mean 0 and variance 1. */
export function layerVerdict(mean: number, variance: number, usual: Usual = USUAL): LensVerdict {
  if (!(variance <= BREAKS * usual.high)) return 'exploding'
  if (variance < usual.low / BREAKS) return 'vanishing'
  const size = Math.abs(mean)
  if (size <= HOLDS.mean && variance >= HOLDS.low && variance <= HOLDS.high) return 'holds'
  return size <= usual.mean && variance >= usual.low && variance <= usual.high ? 'trained' : 'unusual'
}

export interface Verdict {
  readonly verdict: LensVerdict
  /** Number of the layer that decided, counted from 1: of those with the worst verdict the one that is farthest off. */
  readonly layer: number
}

/** How far a layer is off, whichever way. */
const distance = (mean: number, variance: number): number =>
  Math.max(Math.abs(mean), Math.abs(Math.log10(variance)))

/** The verdict of the worst layer. */
export function networkVerdict(point: LayerStatistics, usual: Usual = USUAL): Verdict {
  const layers = point.activationMean.map((mean, index) => {
    const variance = point.activationVariance[index] ?? Number.NaN
    return { number: index + 1, verdict: layerVerdict(mean, variance, usual), off: distance(mean, variance) }
  })
  const verdict = WORST_FIRST.find((one) => layers.some((layer) => layer.verdict === one)) ?? 'holds'
  const [worst] = layers
    .filter((layer) => layer.verdict === verdict)
    .toSorted((a, b) => (Number.isNaN(b.off) ? 1 : b.off - a.off))
  return { verdict, layer: worst?.number ?? 0 }
}
