import { horner } from './horner'
import { splitFloat } from './powers-of-two'

const SQRT_2 = 1.4142135623730951
const LN2_HIGH = 2977044471 / 4294967296
const LN2_LOW = 1.9082149292705877e-10

/** 2 / (2 n + 1) for n = 1 ... 12: the series of 2 artanh(s) without its first term; s^2 stays below 0.03. */
const COEFFICIENTS: readonly number[] = [
  2 / 3,
  2 / 5,
  2 / 7,
  2 / 9,
  2 / 11,
  2 / 13,
  2 / 15,
  2 / 17,
  2 / 19,
  2 / 21,
  2 / 23,
  2 / 25,
]

/** The natural logarithm in binary64, the lab's own, so that every machine gets the same bits; NaN below zero. */
export function logarithm(x: number): number {
  if (x === 0) return -Infinity
  if (!(x > 0)) return NaN
  if (x === Infinity) return Infinity
  const parts = splitFloat(x)
  const above = parts.fraction > SQRT_2
  const exponent = above ? parts.exponent + 1 : parts.exponent
  const f = (above ? parts.fraction / 2 : parts.fraction) - 1
  // log(1 + f) = 2 artanh(s) = f - (f^2 / 2 - s (f^2 / 2 + R)): the largest term, f, is exact.
  const s = f / (2 + f)
  const square = s * s
  const series = square * horner(square, COEFFICIENTS)
  const halfSquare = 0.5 * f * f
  return exponent * LN2_HIGH - (halfSquare - (s * (halfSquare + series) + exponent * LN2_LOW) - f)
}
