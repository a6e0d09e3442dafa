import * as c from '../coefficients'
import { powerOfTwo } from '../scalar/powers-of-two'
import { fma } from './fma'

const { abs, fround } = Math
const view = new DataView(new ArrayBuffer(4))

const EXP = [c.EXP_0, c.EXP_1, c.EXP_2, c.EXP_3, c.EXP_4, c.EXP_5]
const LOG = [c.LOG_0, c.LOG_1, c.LOG_2, c.LOG_3, c.LOG_4, c.LOG_5, c.LOG_6, c.LOG_7, c.LOG_8]
const ERF = [c.ERF_0, c.ERF_1, c.ERF_2, c.ERF_3, c.ERF_4, c.ERF_5, c.ERF_6]
const ERFC = [
  ...[c.ERFC_0, c.ERFC_1, c.ERFC_2, c.ERFC_3, c.ERFC_4, c.ERFC_5, c.ERFC_6, c.ERFC_7],
  ...[c.ERFC_8, c.ERFC_9, c.ERFC_10, c.ERFC_11, c.ERFC_12, c.ERFC_13, c.ERFC_14],
]

/** Bits of sqrt(1/2), the lowest fraction that the logarithm works with. */
const SQRT_HALF_BITS = 0x3f3504f3

function horner(x: number, coefficients: readonly number[]): number {
  let value = coefficients[coefficients.length - 1]
  for (let index = coefficients.length - 2; index >= 0; index -= 1) value = fma(value, x, coefficients[index])
  return value
}

function withSignOf(magnitude: number, sign: number): number {
  return sign < 0 || Object.is(sign, -0) ? -magnitude : magnitude
}

/** The whole number k nearest to x / ln 2, and r = x - k ln 2. */
function reduce(x: number): { readonly k: number; readonly r: number } {
  const k = fround(fma(x, c.LOG2_E, c.ROUNDING_MAGIC) - c.ROUNDING_MAGIC)
  return { k, r: fma(k, -c.LN2_LOW, fma(k, -c.LN2_HIGH, x)) }
}

/** e^x in binary32, within one unit in the last place; the sequence of docs/arithmetic.md, as all functions here. */
export function exp(x: number): number {
  const high = x > c.EXP_HIGHEST ? c.EXP_HIGHEST : x
  const { k, r } = reduce(high < c.EXP_LOWEST ? c.EXP_LOWEST : high)
  const fraction = fma(fma(horner(r, EXP), r, 1), r, 1)
  const half = k >> 1
  return fround(fround(fraction * powerOfTwo(half)) * powerOfTwo(k - half))
}

/** e^x - 1 in binary32 for x up to 88, exact in relative terms near zero. */
export function expm1(x: number): number {
  const low = x < c.EXPM1_LOWEST ? c.EXPM1_LOWEST : x
  const { k, r } = reduce(low > c.EXPM1_HIGHEST ? c.EXPM1_HIGHEST : low)
  const rest = fma(fround(r * r), horner(r, EXP), r)
  const scale = powerOfTwo(k | 0)
  return fma(rest, scale, fround(scale - 1))
}

/** log(1 + f) + k ln 2 for 1 + f from sqrt(1/2) to sqrt(2). */
function logarithmOf(f: number, k: number): number {
  const square = fround(f * f)
  const cubic = fround(fround(f * square) * horner(f, LOG))
  const rest = fma(-0.5, square, fma(k, c.LN2_LOW, cubic))
  return fma(k, c.LN2_HIGH, fround(f + rest))
}

/** The natural logarithm in binary32: -infinity at zero, NaN below. */
export function log(x: number): number {
  const subnormal = x < c.SMALLEST_NORMAL
  view.setFloat32(0, subnormal ? fround(x * c.TWO_TO_23) : x)
  const bits = (view.getInt32(0) - SQRT_HALF_BITS) | 0
  const k = (bits >> 23) - (subnormal ? 23 : 0)
  view.setInt32(0, (bits & 0x7fffff) + SQRT_HALF_BITS)
  const value = logarithmOf(fround(view.getFloat32(0) - 1), k)
  if (x < 0) return NaN
  if (x === 0) return -Infinity
  return x < Infinity ? value : x
}

/** log(1 + u) in binary32 for u from 0 to 1. */
export function log1p(u: number): number {
  const above = u > c.SQRT_2_MINUS_1
  return logarithmOf(above ? fround(fround(u - 1) * 0.5) : u, above ? 1 : 0)
}

/** 1 / (1 + e^-x) in binary32, without overflow on either side. */
export function logistic(x: number): number {
  const e = exp(-abs(x))
  return fround((x >= 0 ? 1 : e) / fround(1 + e))
}

export function tanh(x: number): number {
  const t = expm1(fround(-2 * abs(x)))
  return withSignOf(fround(abs(t) / fround(2 + t)), x)
}

export function erf(x: number): number {
  const magnitude = abs(x)
  const near = fma(magnitude, horner(fround(magnitude * magnitude), ERF), magnitude)
  const far = fround(1 - horner(fround((magnitude > 4 ? 4 : magnitude) - 2.5), ERFC))
  return withSignOf(magnitude < 1 ? near : far, x)
}
