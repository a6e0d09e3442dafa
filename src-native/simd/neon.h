// The lanes of arm64's NEON: a row of a panel in four registers.
#pragma once

#include <arm_neon.h>
#include <stddef.h>
#include <stdint.h>

namespace VARIANT {

// 24 of the 32 registers add up.
constexpr int PRODUCT_ROWS = 6;
constexpr int SMALL_PRODUCT_ROWS = 4;
constexpr int PRODUCT_PANELS = 1;
constexpr int GRADIENT_ROWS = 6;
constexpr int SMALL_GRADIENT_ROWS = 4;
constexpr int GRADIENT_PANELS = 1;
constexpr int SINGLE_PANEL_GRADIENT_ROWS = GRADIENT_ROWS;
constexpr int SMALL_SINGLE_PANEL_GRADIENT_ROWS = SMALL_GRADIENT_ROWS;
// So many rows of a panel, 13 KiB, leave room for the other factor in 32 KiB of the first-level cache.
constexpr bool ROWS_FIRST = false;
constexpr int PRODUCT_PASS = 208;
constexpr int GRADIENT_PASS = 176;
constexpr int GRADIENT_BLOCK = 48;

constexpr int PARTS = 4;
constexpr int PART_LANES = 4;
using FloatPart = float32x4_t;
using IntegerPart = int32x4_t;
using MaskPart = uint32x4_t;

inline FloatPart loadPart(const float* from) { return vld1q_f32(from); }
inline void storePart(float* to, FloatPart a) { vst1q_f32(to, a); }
inline FloatPart allPart(float value) { return vdupq_n_f32(value); }
inline FloatPart fmaPart(FloatPart a, FloatPart b, FloatPart c) { return vfmaq_f32(c, a, b); }
inline FloatPart addPart(FloatPart a, FloatPart b) { return vaddq_f32(a, b); }
inline FloatPart subtractPart(FloatPart a, FloatPart b) { return vsubq_f32(a, b); }
inline FloatPart multiplyPart(FloatPart a, FloatPart b) { return vmulq_f32(a, b); }
inline FloatPart dividePart(FloatPart a, FloatPart b) { return vdivq_f32(a, b); }
inline FloatPart squareRootPart(FloatPart a) { return vsqrtq_f32(a); }
inline MaskPart greaterPart(FloatPart a, FloatPart b) { return vcgtq_f32(a, b); }
inline MaskPart notLessPart(FloatPart a, FloatPart b) { return vcgeq_f32(a, b); }
inline MaskPart equalPart(FloatPart a, FloatPart b) { return vceqq_f32(a, b); }
inline FloatPart selectPart(MaskPart mask, FloatPart yes, FloatPart no) { return vbslq_f32(mask, yes, no); }

inline IntegerPart bitsOfPart(FloatPart a) { return vreinterpretq_s32_f32(a); }
inline FloatPart floatsOfPart(IntegerPart a) { return vreinterpretq_f32_s32(a); }
inline IntegerPart truncatedPart(FloatPart a) { return vcvtq_s32_f32(a); }
inline FloatPart convertedPart(IntegerPart a) { return vcvtq_f32_s32(a); }
inline IntegerPart allIntegersPart(int32_t value) { return vdupq_n_s32(value); }
inline IntegerPart loadIntegersPart(const int32_t* from) { return vld1q_s32(from); }
inline void storeIntegersPart(int32_t* to, IntegerPart a) { vst1q_s32(to, a); }
inline IntegerPart addIntegersPart(IntegerPart a, IntegerPart b) { return vaddq_s32(a, b); }
inline IntegerPart subtractIntegersPart(IntegerPart a, IntegerPart b) { return vsubq_s32(a, b); }
inline IntegerPart andPart(IntegerPart a, IntegerPart b) { return vandq_s32(a, b); }
inline IntegerPart orPart(IntegerPart a, IntegerPart b) { return vorrq_s32(a, b); }
inline IntegerPart exclusiveOrPart(IntegerPart a, IntegerPart b) { return veorq_s32(a, b); }
inline MaskPart notLessIntegersPart(IntegerPart a, IntegerPart b) { return vcgeq_s32(a, b); }
template <int BITS> inline IntegerPart shiftedLeftPart(IntegerPart a) { return vshlq_n_s32(a, BITS); }
template <int BITS> inline IntegerPart shiftedRightPart(IntegerPart a) { return vshrq_n_s32(a, BITS); }
template <int BITS> inline IntegerPart shiftedRightLogicalPart(IntegerPart a) {
  return vreinterpretq_s32_u32(vshrq_n_u32(vreinterpretq_u32_s32(a), BITS));
}

inline void productsPart(IntegerPart a, IntegerPart b, IntegerPart& low, IntegerPart& high) {
  const uint32x4_t x = vreinterpretq_u32_s32(a), y = vreinterpretq_u32_s32(b);
  const int32x4_t first = vreinterpretq_s32_u64(vmull_u32(vget_low_u32(x), vget_low_u32(y)));
  const int32x4_t second = vreinterpretq_s32_u64(vmull_high_u32(x, y));
  low = vuzp1q_s32(first, second);
  high = vuzp2q_s32(first, second);
}

}  // namespace VARIANT

#include "parts.h"
#include "look-up.h"
#include "transpose.h"
