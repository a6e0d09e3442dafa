// The lab's own functions in binary32, operation for operation those of src-shared/kernels/reference/functions.ts.
#pragma once

#include <math.h>

// Made by scripts/shared-constants.mjs from coefficients.ts, rule-codes.ts and scalar-layouts.ts in src-shared/kernels.
#include "constants.h"

namespace VARIANT {

inline Floats negated(Floats a) { return floatsOf(bitsOf(a) ^ allIntegers(INT32_MIN)); }
inline Floats magnitude(Floats a) { return floatsOf(bitsOf(a) & allIntegers(INT32_MAX)); }
inline Floats withSignOf(Floats positive, Floats a) {
  return floatsOf(bitsOf(positive) | (bitsOf(a) & allIntegers(INT32_MIN)));
}

/** A polynomial with its constant term first. */
template <int COUNT> inline Floats horner(Floats x, const float (&coefficients)[COUNT]) {
  Floats value = all(coefficients[COUNT - 1]);
#pragma GCC unroll 16
  for (int index = COUNT - 2; index >= 0; index -= 1) value = fma(value, x, all(coefficients[index]));
  return value;
}

constexpr float EXP[] = {EXP_0, EXP_1, EXP_2, EXP_3, EXP_4, EXP_5};
constexpr float LOG[] = {LOG_0, LOG_1, LOG_2, LOG_3, LOG_4, LOG_5, LOG_6, LOG_7, LOG_8};
constexpr float ERF[] = {ERF_0, ERF_1, ERF_2, ERF_3, ERF_4, ERF_5, ERF_6};
constexpr float ERFC[] = {ERFC_0, ERFC_1, ERFC_2,  ERFC_3,  ERFC_4,  ERFC_5,  ERFC_6, ERFC_7,
                          ERFC_8, ERFC_9, ERFC_10, ERFC_11, ERFC_12, ERFC_13, ERFC_14};

/** 2^k for whole numbers k from -126 to 127. */
inline Floats powerOfTwo(Integers k) { return floatsOf(shiftedLeft<23>(k + allIntegers(127))); }

/** The whole number k nearest to x / ln 2, and r = x - k ln 2. */
struct Reduced {
  Floats k;
  Floats r;
};

inline Reduced reduced(Floats x) {
  const Floats k = fma(x, all(LOG2_E), all(ROUNDING_MAGIC)) - all(ROUNDING_MAGIC);
  return {k, fma(k, all(-LN2_LOW), fma(k, all(-LN2_HIGH), x))};
}

inline Floats exponential(Floats x) {
  const Floats high = select(x > all(EXP_HIGHEST), all(EXP_HIGHEST), x);
  const Reduced part = reduced(select(all(EXP_LOWEST) > high, all(EXP_LOWEST), high));
  const Floats fraction = fma(fma(horner(part.r, EXP), part.r, all(1)), part.r, all(1));
  const Integers k = truncated(part.k);
  const Integers half = shiftedRight<1>(k);
  return fraction * powerOfTwo(half) * powerOfTwo(k - half);
}

/** e^x - 1 for x up to 88. */
inline Floats exponentialMinusOne(Floats x) {
  const Floats low = select(all(EXPM1_LOWEST) > x, all(EXPM1_LOWEST), x);
  const Reduced part = reduced(select(low > all(EXPM1_HIGHEST), all(EXPM1_HIGHEST), low));
  const Floats rest = fma(part.r * part.r, horner(part.r, EXP), part.r);
  const Floats scale = powerOfTwo(truncated(part.k));
  return fma(rest, scale, scale - all(1));
}

/** log(1 + f) + k ln 2 for 1 + f from sqrt(1/2) to sqrt(2). */
inline Floats logarithmOf(Floats f, Floats k) {
  const Floats square = f * f;
  const Floats cubic = (f * square) * horner(f, LOG);
  const Floats rest = fma(all(-0.5f), square, fma(k, all(LN2_LOW), cubic));
  return fma(k, all(LN2_HIGH), f + rest);
}

inline Floats logarithm(Floats x) {
  const Integers sqrtHalfBits = allIntegers(0x3f3504f3);
  const Mask subnormal = all(SMALLEST_NORMAL) > x;
  const Integers bits = bitsOf(select(subnormal, x * all(TWO_TO_23), x)) - sqrtHalfBits;
  const Floats k = converted(shiftedRight<23>(bits)) - select(subnormal, all(23), all(0));
  const Floats fraction = floatsOf((bits & allIntegers(0x7fffff)) + sqrtHalfBits);
  const Floats value = logarithmOf(fraction - all(1), k);
  const Floats finite = select(all(INFINITY) > x, value, x);
  return select(all(0) > x, all(NAN), select(x == all(0), all(-INFINITY), finite));
}

/** log(1 + u) for u from 0 to 1. */
inline Floats logarithmOfOnePlus(Floats u) {
  const Mask above = u > all(SQRT_2_MINUS_1);
  return logarithmOf(select(above, (u - all(1)) * all(0.5f), u), select(above, all(1), all(0)));
}

inline Floats logistic(Floats x) {
  const Floats e = exponential(negated(magnitude(x)));
  return select(x >= all(0), all(1), e) / (all(1) + e);
}

inline Floats hyperbolicTangent(Floats x) {
  const Floats t = exponentialMinusOne(all(-2) * magnitude(x));
  return withSignOf(magnitude(t) / (all(2) + t), x);
}

inline Floats errorFunction(Floats x) {
  const Floats size = magnitude(x);
  const Floats near = fma(size, horner(size * size, ERF), size);
  const Floats far = all(1) - horner(select(size > all(4), all(4), size) - all(2.5f), ERFC);
  return withSignOf(select(all(1) > size, near, far), x);
}

}  // namespace VARIANT
