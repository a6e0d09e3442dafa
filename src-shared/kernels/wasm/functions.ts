import * as c from '../coefficients'
import { absolute, all, fma, select, withSignOf } from './vectors'

const MAGIC_BITS: i32 = 0x4b400000
const SQRT_HALF_BITS: i32 = 0x3f3504f3

/** 2^n for whole exponents of normal numbers. */
@inline
function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23)
}

/** x / ln 2 rounded to a whole number, plus the magic number: the whole number stands in the low bits. */
@inline
function roundedQuotient(x: v128): v128 {
  return fma(x, all(c.LOG2_E), all(c.ROUNDING_MAGIC))
}

@inline
function wholeNumber(quotient: v128): v128 {
  return i32x4.sub(quotient, i32x4.splat(MAGIC_BITS))
}

@inline
function remainder(x: v128, quotient: v128): v128 {
  const k = f32x4.sub(quotient, all(c.ROUNDING_MAGIC))
  return fma(k, all(-c.LN2_LOW), fma(k, all(-c.LN2_HIGH), x))
}

@inline
function expPolynomial(r: v128): v128 {
  let p = fma(all(c.EXP_5), r, all(c.EXP_4))
  p = fma(p, r, all(c.EXP_3))
  p = fma(p, r, all(c.EXP_2))
  p = fma(p, r, all(c.EXP_1))
  return fma(p, r, all(c.EXP_0))
}

@inline
export function exp(x: v128): v128 {
  x = f32x4.pmin(x, all(c.EXP_HIGHEST))
  x = f32x4.pmax(x, all(c.EXP_LOWEST))
  const quotient = roundedQuotient(x)
  const r = remainder(x, quotient)
  const fraction = fma(fma(expPolynomial(r), r, all(1)), r, all(1))
  const n = wholeNumber(quotient)
  const half = i32x4.shr_s(n, 1)
  return f32x4.mul(f32x4.mul(fraction, powerOfTwo(half)), powerOfTwo(i32x4.sub(n, half)))
}

@inline
export function expm1(x: v128): v128 {
  x = f32x4.pmax(x, all(c.EXPM1_LOWEST))
  x = f32x4.pmin(x, all(c.EXPM1_HIGHEST))
  const quotient = roundedQuotient(x)
  const r = remainder(x, quotient)
  const rest = fma(f32x4.mul(r, r), expPolynomial(r), r)
  const scale = powerOfTwo(wholeNumber(quotient))
  return fma(rest, scale, f32x4.sub(scale, all(1)))
}

/** log(1 + f) + k ln 2. */
@inline
function logarithmOf(f: v128, k: v128): v128 {
  const square = f32x4.mul(f, f)
  let p = fma(all(c.LOG_8), f, all(c.LOG_7))
  p = fma(p, f, all(c.LOG_6))
  p = fma(p, f, all(c.LOG_5))
  p = fma(p, f, all(c.LOG_4))
  p = fma(p, f, all(c.LOG_3))
  p = fma(p, f, all(c.LOG_2))
  p = fma(p, f, all(c.LOG_1))
  p = fma(p, f, all(c.LOG_0))
  const cubic = f32x4.mul(f32x4.mul(f, square), p)
  const rest = fma(all(-0.5), square, fma(k, all(c.LN2_LOW), cubic))
  return fma(k, all(c.LN2_HIGH), f32x4.add(f, rest))
}

@inline
export function log(x: v128): v128 {
  const subnormal = f32x4.lt(x, all(c.SMALLEST_NORMAL))
  const scaled = select(subnormal, f32x4.mul(x, all(c.TWO_TO_23)), x)
  const bits = i32x4.sub(scaled, i32x4.splat(SQRT_HALF_BITS))
  const exponent = i32x4.sub(i32x4.shr_s(bits, 23), v128.and(subnormal, i32x4.splat(23)))
  const fraction = i32x4.add(v128.and(bits, i32x4.splat(0x7fffff)), i32x4.splat(SQRT_HALF_BITS))
  let value = logarithmOf(f32x4.sub(fraction, all(1)), f32x4.convert_i32x4_s(exponent))
  value = select(f32x4.lt(x, all(Infinity)), value, x)
  value = select(f32x4.eq(x, all(0)), all(-Infinity), value)
  return select(f32x4.lt(x, all(0)), all(NaN), value)
}

@inline
export function log1p(u: v128): v128 {
  const above = f32x4.gt(u, all(c.SQRT_2_MINUS_1))
  const f = select(above, f32x4.mul(f32x4.sub(u, all(1)), all(0.5)), u)
  return logarithmOf(f, v128.and(above, all(1)))
}

@inline
export function logistic(x: v128): v128 {
  const e = exp(f32x4.neg(absolute(x)))
  return f32x4.div(select(f32x4.ge(x, all(0)), all(1), e), f32x4.add(all(1), e))
}

@inline
export function tanh(x: v128): v128 {
  const t = expm1(f32x4.mul(all(-2), absolute(x)))
  return withSignOf(f32x4.div(absolute(t), f32x4.add(all(2), t)), x)
}

@inline
function erfNear(x: v128): v128 {
  const square = f32x4.mul(x, x)
  let p = fma(all(c.ERF_6), square, all(c.ERF_5))
  p = fma(p, square, all(c.ERF_4))
  p = fma(p, square, all(c.ERF_3))
  p = fma(p, square, all(c.ERF_2))
  p = fma(p, square, all(c.ERF_1))
  p = fma(p, square, all(c.ERF_0))
  return fma(x, p, x)
}

@inline
function erfFar(x: v128): v128 {
  const t = f32x4.sub(f32x4.pmin(x, all(4)), all(2.5))
  let p = fma(all(c.ERFC_14), t, all(c.ERFC_13))
  p = fma(p, t, all(c.ERFC_12))
  p = fma(p, t, all(c.ERFC_11))
  p = fma(p, t, all(c.ERFC_10))
  p = fma(p, t, all(c.ERFC_9))
  p = fma(p, t, all(c.ERFC_8))
  p = fma(p, t, all(c.ERFC_7))
  p = fma(p, t, all(c.ERFC_6))
  p = fma(p, t, all(c.ERFC_5))
  p = fma(p, t, all(c.ERFC_4))
  p = fma(p, t, all(c.ERFC_3))
  p = fma(p, t, all(c.ERFC_2))
  p = fma(p, t, all(c.ERFC_1))
  p = fma(p, t, all(c.ERFC_0))
  return f32x4.sub(all(1), p)
}

@inline
export function erf(x: v128): v128 {
  const magnitude = absolute(x)
  return withSignOf(select(f32x4.lt(magnitude, all(1)), erfNear(magnitude), erfFar(magnitude)), x)
}
