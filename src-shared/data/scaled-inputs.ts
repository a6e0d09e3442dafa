import type { Scaling } from '../experiment/experiment'

/** What the first layer of a network gets under a scaling, over all pixels of all images. */
export interface ScaledInputs {
  readonly scaling: Scaling
  /** What the darkest and the brightest value become. */
  readonly from: number
  readonly to: number
  readonly mean: number
  readonly deviation: number
  /**
   * The mean of the squares. A unit that sums its inputs with independent weights of variance 1 / inputs, as LeCun initialization draws
   * them, begins with this variance.
   */
  readonly meanSquare: number
}

interface Moments {
  readonly mean: number
  readonly deviation: number
}

function momentsOf(levels: readonly number[]): Moments {
  let [count, sum, squares] = [0, 0, 0]
  levels.forEach((pixels, level) => {
    count += pixels
    sum += pixels * level
    squares += pixels * level * level
  })
  const mean = sum / count
  return { mean, deviation: Math.sqrt(Math.max(0, (squares - sum * mean) / count)) }
}

/**
 * What each scaling makes of pixels.
 *
 * @param levels how many pixels have each of the 256 values
 */
export function scaledInputs(levels: readonly number[]): readonly ScaledInputs[] {
  const { mean, deviation } = momentsOf(levels)
  const of = (scaling: Scaling, shift: number, divisor: number): ScaledInputs => {
    const [scaledMean, scaledDeviation] = [(mean - shift) / divisor, deviation / divisor]
    return {
      scaling,
      from: (0 - shift) / divisor,
      to: (255 - shift) / divisor,
      mean: scaledMean,
      deviation: scaledDeviation,
      meanSquare: scaledMean * scaledMean + scaledDeviation * scaledDeviation,
    }
  }
  return [of('none', 0, 1), of('range', 0, 255), of('standardize', mean, deviation === 0 ? 1 : deviation)]
}
