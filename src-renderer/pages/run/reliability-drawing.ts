import type { Calibration } from '#shared/evaluation/calibration'

/** A bar of the reliability diagram, in units of its picture. */
export interface ReliabilityBar {
  readonly x: number
  readonly width: number
  /** Top of the bar of accuracy, and of the mean confidence in the bin. */
  readonly accuracyY: number
  readonly confidenceY: number
  /** Share of all images that are in this bin, of the bin with the most. */
  readonly weight: number
}

export const RELIABILITY_SIDE = 240

/** The bins that have images, as bars. */
export function reliabilityBars({ bins }: Calibration): readonly ReliabilityBar[] {
  const most = bins.reduce((top, { count }) => Math.max(top, count), 0)
  const y = (share: number): number => RELIABILITY_SIDE * (1 - share)
  return bins
    .filter(({ count }) => count > 0)
    .map(({ from, to, count, accuracy, confidence }) => ({
      x: from * RELIABILITY_SIDE,
      width: (to - from) * RELIABILITY_SIDE,
      accuracyY: y(accuracy ?? 0),
      confidenceY: y(confidence ?? 0),
      weight: count / most,
    }))
}
