// One lane at a time in plain C++: what the sanitized tests compare the vectors with. Never built into the app.
#pragma once

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

// Single lanes gain nothing by it, and the compiler would take minutes.
#define WHOLE_KERNEL

namespace VARIANT {

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

constexpr int PARTS = 16;
constexpr int PART_LANES = 1;
using FloatPart = float;
using IntegerPart = int32_t;
using MaskPart = bool;

inline float loadPart(const float* from) { return *from; }
inline void storePart(float* to, float a) { *to = a; }
inline float allPart(float value) { return value; }
inline float fmaPart(float a, float b, float c) { return ::fmaf(a, b, c); }
inline float addPart(float a, float b) { return a + b; }
inline float subtractPart(float a, float b) { return a - b; }
inline float multiplyPart(float a, float b) { return a * b; }
inline float dividePart(float a, float b) { return a / b; }
inline float squareRootPart(float a) { return ::sqrtf(a); }
inline bool greaterPart(float a, float b) { return a > b; }
inline bool notLessPart(float a, float b) { return a >= b; }
inline bool equalPart(float a, float b) { return a == b; }
inline float selectPart(bool mask, float yes, float no) { return mask ? yes : no; }

inline int32_t bitsOfPart(float a) {
  int32_t bits;
  memcpy(&bits, &a, sizeof bits);
  return bits;
}
inline float floatsOfPart(int32_t a) {
  float value;
  memcpy(&value, &a, sizeof value);
  return value;
}
/** Outside the whole numbers of 32 bits the lowest one, as x86-64 has it. */
inline int32_t truncatedPart(float a) {
  return a >= -2147483648.0f && a < 2147483648.0f ? static_cast<int32_t>(a) : INT32_MIN;
}
inline float convertedPart(int32_t a) { return static_cast<float>(a); }
inline int32_t allIntegersPart(int32_t value) { return value; }
inline int32_t loadIntegersPart(const int32_t* from) { return *from; }
inline void storeIntegersPart(int32_t* to, int32_t a) { *to = a; }
// Wrapping is meant, and only unsigned numbers may wrap in C++.
inline int32_t addIntegersPart(int32_t a, int32_t b) {
  return static_cast<int32_t>(static_cast<uint32_t>(a) + static_cast<uint32_t>(b));
}
inline int32_t subtractIntegersPart(int32_t a, int32_t b) {
  return static_cast<int32_t>(static_cast<uint32_t>(a) - static_cast<uint32_t>(b));
}
inline int32_t andPart(int32_t a, int32_t b) { return a & b; }
inline int32_t orPart(int32_t a, int32_t b) { return a | b; }
inline int32_t exclusiveOrPart(int32_t a, int32_t b) { return a ^ b; }
inline bool notLessIntegersPart(int32_t a, int32_t b) { return a >= b; }
template <int BITS> inline int32_t shiftedLeftPart(int32_t a) {
  return static_cast<int32_t>(static_cast<uint32_t>(a) << BITS);
}
template <int BITS> inline int32_t shiftedRightPart(int32_t a) { return a >> BITS; }
template <int BITS> inline int32_t shiftedRightLogicalPart(int32_t a) {
  return static_cast<int32_t>(static_cast<uint32_t>(a) >> BITS);
}

inline void productsPart(int32_t a, int32_t b, int32_t& low, int32_t& high) {
  const uint64_t product = static_cast<uint64_t>(static_cast<uint32_t>(a)) * static_cast<uint32_t>(b);
  low = static_cast<int32_t>(static_cast<uint32_t>(product));
  high = static_cast<int32_t>(static_cast<uint32_t>(product >> 32));
}

}  // namespace VARIANT

#include "parts.h"
#include "look-up.h"
#include "transpose.h"
