import { horner } from './horner'
import { powerOfTwo } from './powers-of-two'

const LOG2_E = 1.4426950408889634
/** ln 2 in two parts: the high one has 32 bits, so that its products with whole exponents are exact. */
const LN2_HIGH = 2977044471 / 4294967296
const LN2_LOW = 1.9082149292705877e-10

/** 1 / n! for n = 2 ... 14: on |r| <= ln 2 / 2 the next Taylor term is below a thousandth of a rounding. */
const COEFFICIENTS: readonly number[] = [
  1 / 2,
  1 / 6,
  1 / 24,
  1 / 120,
  1 / 720,
  1 / 5040,
  1 / 40320,
  1 / 362880,
  1 / 3628800,
  1 / 39916800,
  1 / 479001600,
  1 / 6227020800,
  1 / 87178291200,
]

/** e^x in binary64, the lab's own, so that every machine gets the same bits: Math.exp differs between engines. */
export function exponential(x: number): number {
  if (x > 710) return Infinity
  if (x < -746) return 0
  if (!(x <= 710)) return x
  const exponent = Math.floor(x * LOG2_E + 0.5)
  const rest = x - exponent * LN2_HIGH - exponent * LN2_LOW
  const fraction = 1 + (rest + rest * rest * horner(rest, COEFFICIENTS))
  const half = Math.trunc(exponent / 2)
  return fraction * powerOfTwo(half) * powerOfTwo(exponent - half)
}
