/** a x b + c, rounded once; whether it really is, the caller of the module proves at its start. */
@inline
export function fma(a: v128, b: v128, c: v128): v128 {
  return f32x4.relaxed_madd(a, b, c)
}

/** Four times one constant. */
@inline
export function all(value: f64): v128 {
  return f32x4.splat(<f32>value)
}

@inline
export function select(condition: v128, yes: v128, no: v128): v128 {
  return v128.bitselect(yes, no, condition)
}

@inline
export function absolute(x: v128): v128 {
  return v128.and(x, i32x4.splat(0x7fffffff))
}

/** A number that is not negative, with the sign of another one. */
@inline
export function withSignOf(magnitude: v128, sign: v128): v128 {
  return v128.or(magnitude, v128.and(sign, i32x4.splat(0x80000000)))
}
