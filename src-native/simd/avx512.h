// Sixteen binary32 numbers, one row of a panel, in one AVX-512 register. Needs AVX-512F, DQ and VL.
#pragma once

#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>

namespace VARIANT {

// 24 of the 32 registers add up; the others hold rows of the second factor.
constexpr int PRODUCT_ROWS = 12;
constexpr int SMALL_PRODUCT_ROWS = 8;
constexpr int PRODUCT_PANELS = 2;
constexpr int GRADIENT_ROWS = 8;
constexpr int SMALL_GRADIENT_ROWS = 8;
constexpr int GRADIENT_PANELS = 3;
constexpr int SINGLE_PANEL_GRADIENT_ROWS = 16;
constexpr int SMALL_SINGLE_PANEL_GRADIENT_ROWS = 16;
// Processors with these registers have a second-level cache for all terms of a sum: one pass does.
constexpr bool ROWS_FIRST = true;
constexpr int PRODUCT_PASS = 1 << 30;
constexpr int GRADIENT_PASS = 1 << 30;
constexpr int GRADIENT_BLOCK = 16;

struct Floats {
  __m512 v;
};
struct Integers {
  __m512i v;
};
struct Mask {
  __mmask16 v;
};

inline Floats load(const float* from) { return {_mm512_loadu_ps(from)}; }
inline void store(float* to, Floats a) { _mm512_storeu_ps(to, a.v); }
inline Floats all(float value) { return {_mm512_set1_ps(value)}; }
inline Floats fma(Floats a, Floats b, Floats c) { return {_mm512_fmadd_ps(a.v, b.v, c.v)}; }
inline Floats operator+(Floats a, Floats b) { return {_mm512_add_ps(a.v, b.v)}; }
inline Floats operator-(Floats a, Floats b) { return {_mm512_sub_ps(a.v, b.v)}; }
inline Floats operator*(Floats a, Floats b) { return {_mm512_mul_ps(a.v, b.v)}; }
inline Floats operator/(Floats a, Floats b) { return {_mm512_div_ps(a.v, b.v)}; }
inline Floats squareRoot(Floats a) { return {_mm512_sqrt_ps(a.v)}; }
inline Mask operator>(Floats a, Floats b) { return {_mm512_cmp_ps_mask(a.v, b.v, _CMP_GT_OQ)}; }
inline Mask operator>=(Floats a, Floats b) { return {_mm512_cmp_ps_mask(a.v, b.v, _CMP_GE_OQ)}; }
inline Mask operator==(Floats a, Floats b) { return {_mm512_cmp_ps_mask(a.v, b.v, _CMP_EQ_OQ)}; }
inline Floats select(Mask mask, Floats yes, Floats no) { return {_mm512_mask_blend_ps(mask.v, no.v, yes.v)}; }

inline Integers bitsOf(Floats a) { return {_mm512_castps_si512(a.v)}; }
inline Floats floatsOf(Integers a) { return {_mm512_castsi512_ps(a.v)}; }
inline Integers truncated(Floats a) { return {_mm512_cvttps_epi32(a.v)}; }
inline Floats converted(Integers a) { return {_mm512_cvtepi32_ps(a.v)}; }
inline Integers allIntegers(int32_t value) { return {_mm512_set1_epi32(value)}; }
inline Integers loadIntegers(const int32_t* from) { return {_mm512_loadu_si512(from)}; }
inline void storeIntegers(int32_t* to, Integers a) { _mm512_storeu_si512(to, a.v); }
inline Integers operator+(Integers a, Integers b) { return {_mm512_add_epi32(a.v, b.v)}; }
inline Integers operator-(Integers a, Integers b) { return {_mm512_sub_epi32(a.v, b.v)}; }
inline Integers operator&(Integers a, Integers b) { return {_mm512_and_si512(a.v, b.v)}; }
inline Integers operator|(Integers a, Integers b) { return {_mm512_or_si512(a.v, b.v)}; }
inline Integers operator^(Integers a, Integers b) { return {_mm512_xor_si512(a.v, b.v)}; }
inline Mask operator>=(Integers a, Integers b) { return {_mm512_cmpge_epi32_mask(a.v, b.v)}; }
template <int BITS> inline Integers shiftedLeft(Integers a) { return {_mm512_slli_epi32(a.v, BITS)}; }
/** Copies of the sign come in from the left. */
template <int BITS> inline Integers shiftedRight(Integers a) { return {_mm512_srai_epi32(a.v, BITS)}; }
/** Zeros come in from the left. */
template <int BITS> inline Integers shiftedRightLogical(Integers a) { return {_mm512_srli_epi32(a.v, BITS)}; }

/** table[byte] of neighbouring bytes, one row in some panels. */
inline void lookUpRow(float* to, ptrdiff_t stride, const float* table, const uint8_t* bytes, int panels) {
  for (int panel = 0; panel < panels; panel += 1) {
    const __m128i sixteen = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + panel * 16));
    store(to + panel * stride, {_mm512_i32gather_ps(_mm512_cvtepu8_epi32(sixteen), table, 4)});
  }
}

/**
 * Sixteen words, each in the low half of a 64-bit lane: those at even places in one register, the others in the second.
 * What stands in the high halves does not matter, so that the low word of a product needs no instruction.
 */
struct WideWords {
  __m512i even;
  __m512i odd;
};

inline WideWords widened(Integers a) { return {a.v, _mm512_srli_epi64(a.v, 32)}; }
inline Integers narrowed(WideWords a) {
  return {_mm512_mask_blend_epi32(0xaaaa, a.even, _mm512_slli_epi64(a.odd, 32))};
}
inline WideWords products(WideWords a, WideWords b) {
  return {_mm512_mul_epu32(a.even, b.even), _mm512_mul_epu32(a.odd, b.odd)};
}
/** The high words of products. */
inline WideWords highWords(WideWords a) { return {_mm512_srli_epi64(a.even, 32), _mm512_srli_epi64(a.odd, 32)}; }
inline WideWords exclusiveOr(WideWords a, WideWords b, WideWords c) {
  const int parity = 0x96;
  return {_mm512_ternarylogic_epi64(a.even, b.even, c.even, parity),
          _mm512_ternarylogic_epi64(a.odd, b.odd, c.odd, parity)};
}

/** Four registers as a square of quarters, transposed. */
inline void transposeQuarters(Integers (&rows)[4]) {
  const __m512i low01 = _mm512_shuffle_i32x4(rows[0].v, rows[1].v, 0x44);
  const __m512i high01 = _mm512_shuffle_i32x4(rows[0].v, rows[1].v, 0xee);
  const __m512i low23 = _mm512_shuffle_i32x4(rows[2].v, rows[3].v, 0x44);
  const __m512i high23 = _mm512_shuffle_i32x4(rows[2].v, rows[3].v, 0xee);
  rows[0].v = _mm512_shuffle_i32x4(low01, low23, 0x88);
  rows[1].v = _mm512_shuffle_i32x4(low01, low23, 0xdd);
  rows[2].v = _mm512_shuffle_i32x4(high01, high23, 0x88);
  rows[3].v = _mm512_shuffle_i32x4(high01, high23, 0xdd);
}

/** Sixteen registers as a square, transposed: first lanes within quarters, then quarters. */
inline void transpose(Floats (&rows)[16]) {
  Integers fours[4][4];
  for (int block = 0; block < 4; block += 1) {
    const __m512 a = rows[4 * block].v, b = rows[4 * block + 1].v, c = rows[4 * block + 2].v, d = rows[4 * block + 3].v;
    const __m512d ab0 = _mm512_castps_pd(_mm512_unpacklo_ps(a, b)), ab1 = _mm512_castps_pd(_mm512_unpackhi_ps(a, b));
    const __m512d cd0 = _mm512_castps_pd(_mm512_unpacklo_ps(c, d)), cd1 = _mm512_castps_pd(_mm512_unpackhi_ps(c, d));
    fours[0][block].v = _mm512_castpd_si512(_mm512_unpacklo_pd(ab0, cd0));
    fours[1][block].v = _mm512_castpd_si512(_mm512_unpackhi_pd(ab0, cd0));
    fours[2][block].v = _mm512_castpd_si512(_mm512_unpacklo_pd(ab1, cd1));
    fours[3][block].v = _mm512_castpd_si512(_mm512_unpackhi_pd(ab1, cd1));
  }
  for (int lane = 0; lane < 4; lane += 1) {
    transposeQuarters(fours[lane]);
    for (int quarter = 0; quarter < 4; quarter += 1) rows[4 * quarter + lane] = floatsOf(fours[lane][quarter]);
  }
}

}  // namespace VARIANT
