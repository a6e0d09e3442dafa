// The lanes of AVX2 and FMA: a row of a panel in two registers.
#pragma once

#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>

namespace VARIANT {

// 12 of the 16 registers add up.
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

constexpr int PARTS = 2;
constexpr int PART_LANES = 8;
using FloatPart = __m256;
using IntegerPart = __m256i;
using MaskPart = __m256;

inline FloatPart loadPart(const float* from) { return _mm256_loadu_ps(from); }
inline void storePart(float* to, FloatPart a) { _mm256_storeu_ps(to, a); }
inline FloatPart allPart(float value) { return _mm256_set1_ps(value); }
inline FloatPart fmaPart(FloatPart a, FloatPart b, FloatPart c) { return _mm256_fmadd_ps(a, b, c); }
inline FloatPart addPart(FloatPart a, FloatPart b) { return _mm256_add_ps(a, b); }
inline FloatPart subtractPart(FloatPart a, FloatPart b) { return _mm256_sub_ps(a, b); }
inline FloatPart multiplyPart(FloatPart a, FloatPart b) { return _mm256_mul_ps(a, b); }
inline FloatPart dividePart(FloatPart a, FloatPart b) { return _mm256_div_ps(a, b); }
inline FloatPart squareRootPart(FloatPart a) { return _mm256_sqrt_ps(a); }
inline MaskPart greaterPart(FloatPart a, FloatPart b) { return _mm256_cmp_ps(a, b, _CMP_GT_OQ); }
inline MaskPart notLessPart(FloatPart a, FloatPart b) { return _mm256_cmp_ps(a, b, _CMP_GE_OQ); }
inline MaskPart equalPart(FloatPart a, FloatPart b) { return _mm256_cmp_ps(a, b, _CMP_EQ_OQ); }
inline FloatPart selectPart(MaskPart mask, FloatPart yes, FloatPart no) { return _mm256_blendv_ps(no, yes, mask); }

inline IntegerPart bitsOfPart(FloatPart a) { return _mm256_castps_si256(a); }
inline FloatPart floatsOfPart(IntegerPart a) { return _mm256_castsi256_ps(a); }
inline IntegerPart truncatedPart(FloatPart a) { return _mm256_cvttps_epi32(a); }
inline FloatPart convertedPart(IntegerPart a) { return _mm256_cvtepi32_ps(a); }
inline IntegerPart allIntegersPart(int32_t value) { return _mm256_set1_epi32(value); }
inline IntegerPart loadIntegersPart(const int32_t* from) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
}
inline void storeIntegersPart(int32_t* to, IntegerPart a) { _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), a); }
inline IntegerPart addIntegersPart(IntegerPart a, IntegerPart b) { return _mm256_add_epi32(a, b); }
inline IntegerPart subtractIntegersPart(IntegerPart a, IntegerPart b) { return _mm256_sub_epi32(a, b); }
inline IntegerPart andPart(IntegerPart a, IntegerPart b) { return _mm256_and_si256(a, b); }
inline IntegerPart orPart(IntegerPart a, IntegerPart b) { return _mm256_or_si256(a, b); }
inline IntegerPart exclusiveOrPart(IntegerPart a, IntegerPart b) { return _mm256_xor_si256(a, b); }
inline MaskPart notLessIntegersPart(IntegerPart a, IntegerPart b) {
  const __m256i either = _mm256_or_si256(_mm256_cmpgt_epi32(a, b), _mm256_cmpeq_epi32(a, b));
  return _mm256_castsi256_ps(either);
}
template <int BITS> inline IntegerPart shiftedLeftPart(IntegerPart a) { return _mm256_slli_epi32(a, BITS); }
template <int BITS> inline IntegerPart shiftedRightPart(IntegerPart a) { return _mm256_srai_epi32(a, BITS); }
template <int BITS> inline IntegerPart shiftedRightLogicalPart(IntegerPart a) { return _mm256_srli_epi32(a, BITS); }

inline void productsPart(IntegerPart a, IntegerPart b, IntegerPart& low, IntegerPart& high) {
  const __m256i even = _mm256_mul_epu32(a, b);
  const __m256i odd = _mm256_mul_epu32(_mm256_srli_epi64(a, 32), _mm256_srli_epi64(b, 32));
  low = _mm256_blend_epi32(even, _mm256_slli_epi64(odd, 32), 0xaa);
  high = _mm256_blend_epi32(_mm256_srli_epi64(even, 32), odd, 0xaa);
}

}  // namespace VARIANT

#include "parts.h"
#include "look-up.h"

namespace VARIANT {

/** Four rows as a square of quarters, transposed. */
inline void transposeQuarters(Integers (&rows)[4]) {
  const auto lows = [](__m256i a, __m256i b) { return _mm256_permute2x128_si256(a, b, 0x20); };
  const auto highs = [](__m256i a, __m256i b) { return _mm256_permute2x128_si256(a, b, 0x31); };
  Integers words[4] = {rows[0], rows[1], rows[2], rows[3]};
  for (int i = 0; i < PARTS; i += 1) {
    rows[2 * i] = {{lows(words[0].part[i], words[1].part[i]), lows(words[2].part[i], words[3].part[i])}};
    rows[2 * i + 1] = {{highs(words[0].part[i], words[1].part[i]), highs(words[2].part[i], words[3].part[i])}};
  }
}

/** Eight registers as a square, transposed: pairs of lanes, pairs of pairs, halves. */
inline void transposeSquare(__m256 (&rows)[8]) {
  __m256 pairs[8], fours[8];
#pragma GCC unroll 4
  for (int i = 0; i < 8; i += 2) {
    pairs[i] = _mm256_unpacklo_ps(rows[i], rows[i + 1]);
    pairs[i + 1] = _mm256_unpackhi_ps(rows[i], rows[i + 1]);
  }
#pragma GCC unroll 2
  for (int i = 0; i < 8; i += 4) {
    fours[i] = _mm256_shuffle_ps(pairs[i], pairs[i + 2], 0x44);
    fours[i + 1] = _mm256_shuffle_ps(pairs[i], pairs[i + 2], 0xee);
    fours[i + 2] = _mm256_shuffle_ps(pairs[i + 1], pairs[i + 3], 0x44);
    fours[i + 3] = _mm256_shuffle_ps(pairs[i + 1], pairs[i + 3], 0xee);
  }
#pragma GCC unroll 4
  for (int i = 0; i < 4; i += 1) {
    rows[i] = _mm256_permute2f128_ps(fours[i], fours[i + 4], 0x20);
    rows[i + 4] = _mm256_permute2f128_ps(fours[i], fours[i + 4], 0x31);
  }
}

/** Sixteen rows as a square, transposed: four squares of eight, the two beside the diagonal exchanged. */
inline void transpose(Floats (&rows)[16]) {
  __m256 squares[2][2][8];
  for (int down = 0; down < 2; down += 1) {
    for (int across = 0; across < 2; across += 1) {
#pragma GCC unroll 8
      for (int i = 0; i < 8; i += 1) squares[across][down][i] = rows[8 * down + i].part[across];
      transposeSquare(squares[across][down]);
    }
  }
#pragma GCC unroll 16
  for (int i = 0; i < 16; i += 1) rows[i] = {{squares[i / 8][0][i % 8], squares[i / 8][1][i % 8]}};
}

}  // namespace VARIANT
