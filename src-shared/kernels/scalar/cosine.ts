import { horner } from './horner'

const TWO_OVER_PI = 0.6366197723675814
/** pi / 2 in two parts: the high one has 33 bits, so that its products with quarter turns are exact. */
const HALF_PI_HIGH = 6746518852 / 4294967296
const HALF_PI_LOW = 6.077100506506192e-11

/** (-1)^n / (2 n + 1)! for n = 1 ... 8, the series of sine without its first term, in x^2. */
const SINE: readonly number[] = [
  -1 / 6,
  1 / 120,
  -1 / 5040,
  1 / 362880,
  -1 / 39916800,
  1 / 6227020800,
  -1 / 1307674368000,
  1 / 355687428096000,
]

/** (-1)^n / (2 n)! for n = 2 ... 9, the series of cosine without its first two terms, in x^2. */
const COSINE: readonly number[] = [
  1 / 24,
  -1 / 720,
  1 / 40320,
  -1 / 3628800,
  1 / 479001600,
  -1 / 87178291200,
  1 / 20922789888000,
  -1 / 6402373705728000,
]

/** cos x in binary64 for x from 0 to a few turns, the lab's own, so that every machine gets the same bits. */
export function cosine(x: number): number {
  const quarter = Math.floor(x * TWO_OVER_PI + 0.5)
  const high = x - quarter * HALF_PI_HIGH
  const rest = high - quarter * HALF_PI_LOW
  const low = high - rest - quarter * HALF_PI_LOW
  const square = rest * rest
  const odd = quarter % 2 !== 0
  const value = odd
    ? rest + (rest * square * horner(square, SINE) + low)
    : 1 - (0.5 * square - (square * square * horner(square, COSINE) - rest * low))
  // Over the quarter turns 0, 1, 2, 3 the cosine is cos, -sin, -cos, sin of the rest.
  const turn = quarter % 4
  return turn === 1 || turn === 2 ? -value : value
}
