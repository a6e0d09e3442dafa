/** The 97.5 % point of the normal distribution, for an interval of 95 %. */
const Z = 1.959963984540054

export interface Interval {
  readonly low: number
  readonly high: number
}

/**
 * The 95 % interval of Wilson for a share that was seen as `successes` of `trials`.
 *
 * Unlike the textbook's plus-minus it stays between 0 and 1 and has a width where all or none succeed. Without trials nothing is
 * known, so it is the whole range.
 */
export function wilsonInterval(successes: number, trials: number): Interval {
  if (!(successes >= 0 && successes <= trials)) {
    throw new Error(`${successes} successes of ${trials} trials is not a share.`)
  }
  if (trials === 0) return { low: 0, high: 1 }
  const share = successes / trials
  const square = Z * Z
  const centre = (share + square / (2 * trials)) / (1 + square / trials)
  const half =
    (Z / (1 + square / trials)) * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials * trials))
  // The ends are exact where all or none succeed; there rounding would put them beside the share.
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === trials ? 1 : Math.min(1, centre + half),
  }
}
