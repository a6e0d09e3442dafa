/** Images to whose predicted class the network gave about the same probability. */
interface CalibrationBin {
  /** Bounds of the probability; the lower one belongs to the bin below. */
  readonly from: number
  readonly to: number
  readonly count: number
  /** Mean probability of the predicted class, and the share of images for which it was the correct one; null where none fell. */
  readonly confidence: number | null
  readonly accuracy: number | null
}

/** How far a network may be believed when it says how sure it is. */
export interface Calibration {
  readonly bins: readonly CalibrationBin[]
  /** Expected calibration error: mean distance of accuracy and confidence over the bins, by their images. */
  readonly error: number
  /** The largest such distance of a bin. */
  readonly largest: number
  readonly confidence: number
  readonly accuracy: number
}

export const CALIBRATION_BINS = 15

/**
 * The reliability curve of the predicted classes in bins of one width, and the expected calibration error
 * (Guo et al., "On Calibration of Modern Neural Networks", 2017), which is taken with 15 bins.
 *
 * Sums run in binary64 over the images in their order.
 */
export function calibrationOf(
  truth: Uint8Array,
  predicted: Uint8Array,
  confidences: Float32Array,
  bins = CALIBRATION_BINS,
): Calibration {
  const step = 1 / bins
  const edges = Array.from({ length: bins + 1 }, (_, edge) => (edge === bins ? 1 : edge * step))
  const sums = edges.slice(1).map(() => ({ count: 0, confidence: 0, correct: 0 }))
  for (const [image, label] of truth.entries()) {
    const confidence = confidences[image] ?? 0
    // The first bin whose upper edge is not below it, as `numpy.searchsorted` finds it.
    let place = Math.max(0, Math.ceil(confidence * bins) - 2)
    while (place < bins - 1 && confidence > (edges[place + 1] ?? 1)) place += 1
    const bin = sums[place]
    if (bin === undefined) continue
    bin.count += 1
    bin.confidence += confidence
    if (predicted[image] === label) bin.correct += 1
  }
  const shown = sums.map(({ count, confidence, correct }, place): CalibrationBin => ({
    from: edges[place] ?? 0,
    to: edges[place + 1] ?? 1,
    count,
    confidence: count === 0 ? null : confidence / count,
    accuracy: count === 0 ? null : correct / count,
  }))
  const images = Math.max(1, truth.length)
  const gap = ({ confidence, accuracy }: CalibrationBin): number =>
    Math.abs((accuracy ?? 0) - (confidence ?? 0))
  return {
    bins: shown,
    error: shown.reduce((total, bin) => total + (bin.count / images) * gap(bin), 0),
    largest: shown.reduce((most, bin) => Math.max(most, gap(bin)), 0),
    confidence: sums.reduce((total, bin) => total + bin.confidence, 0) / images,
    accuracy: sums.reduce((total, bin) => total + bin.correct, 0) / images,
  }
}
