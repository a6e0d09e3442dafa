// Sixteen binary32 numbers, one row of a panel, in several registers. Whoever includes this file has defined PARTS,
// PART_LANES, the types FloatPart, IntegerPart and MaskPart and the operations on one part.
#pragma once

#include <utility>

namespace VARIANT {

struct Floats {
  FloatPart part[PARTS];
};
struct Integers {
  IntegerPart part[PARTS];
};
struct Mask {
  MaskPart part[PARTS];
};

template <class Result, class Operation, int... INDICES>
inline Result eachPart(Operation operation, std::integer_sequence<int, INDICES...>) {
  return {{operation(INDICES)...}};
}
/** The operation on every part. No loop: with one GCC keeps the parts in memory, in halves that are read back as a whole only late. */
template <class Result, class Operation> inline Result eachPart(Operation operation) {
  return eachPart<Result>(operation, std::make_integer_sequence<int, PARTS>());
}

inline Floats load(const float* from) {
  return eachPart<Floats>([&](int i) { return loadPart(from + i * PART_LANES); });
}
inline void store(float* to, const Floats& a) {
  for (int i = 0; i < PARTS; i += 1) storePart(to + i * PART_LANES, a.part[i]);
}
inline Floats all(float value) {
  const FloatPart part = allPart(value);
  return eachPart<Floats>([&](int) { return part; });
}
inline Floats fma(const Floats& a, const Floats& b, const Floats& c) {
  return eachPart<Floats>([&](int i) { return fmaPart(a.part[i], b.part[i], c.part[i]); });
}
inline Floats operator+(const Floats& a, const Floats& b) {
  return eachPart<Floats>([&](int i) { return addPart(a.part[i], b.part[i]); });
}
inline Floats operator-(const Floats& a, const Floats& b) {
  return eachPart<Floats>([&](int i) { return subtractPart(a.part[i], b.part[i]); });
}
inline Floats operator*(const Floats& a, const Floats& b) {
  return eachPart<Floats>([&](int i) { return multiplyPart(a.part[i], b.part[i]); });
}
inline Floats operator/(const Floats& a, const Floats& b) {
  return eachPart<Floats>([&](int i) { return dividePart(a.part[i], b.part[i]); });
}
inline Floats squareRoot(const Floats& a) {
  return eachPart<Floats>([&](int i) { return squareRootPart(a.part[i]); });
}
inline Mask operator>(const Floats& a, const Floats& b) {
  return eachPart<Mask>([&](int i) { return greaterPart(a.part[i], b.part[i]); });
}
inline Mask operator>=(const Floats& a, const Floats& b) {
  return eachPart<Mask>([&](int i) { return notLessPart(a.part[i], b.part[i]); });
}
inline Mask operator==(const Floats& a, const Floats& b) {
  return eachPart<Mask>([&](int i) { return equalPart(a.part[i], b.part[i]); });
}
inline Floats select(const Mask& mask, const Floats& yes, const Floats& no) {
  return eachPart<Floats>([&](int i) { return selectPart(mask.part[i], yes.part[i], no.part[i]); });
}

inline Integers bitsOf(const Floats& a) {
  return eachPart<Integers>([&](int i) { return bitsOfPart(a.part[i]); });
}
inline Floats floatsOf(const Integers& a) {
  return eachPart<Floats>([&](int i) { return floatsOfPart(a.part[i]); });
}
inline Integers truncated(const Floats& a) {
  return eachPart<Integers>([&](int i) { return truncatedPart(a.part[i]); });
}
inline Floats converted(const Integers& a) {
  return eachPart<Floats>([&](int i) { return convertedPart(a.part[i]); });
}
inline Integers allIntegers(int32_t value) {
  return eachPart<Integers>([&](int) { return allIntegersPart(value); });
}
inline Integers loadIntegers(const int32_t* from) {
  return eachPart<Integers>([&](int i) { return loadIntegersPart(from + i * PART_LANES); });
}
inline void storeIntegers(int32_t* to, const Integers& a) {
  for (int i = 0; i < PARTS; i += 1) storeIntegersPart(to + i * PART_LANES, a.part[i]);
}
inline Integers operator+(const Integers& a, const Integers& b) {
  return eachPart<Integers>([&](int i) { return addIntegersPart(a.part[i], b.part[i]); });
}
inline Integers operator-(const Integers& a, const Integers& b) {
  return eachPart<Integers>([&](int i) { return subtractIntegersPart(a.part[i], b.part[i]); });
}
inline Integers operator&(const Integers& a, const Integers& b) {
  return eachPart<Integers>([&](int i) { return andPart(a.part[i], b.part[i]); });
}
inline Integers operator|(const Integers& a, const Integers& b) {
  return eachPart<Integers>([&](int i) { return orPart(a.part[i], b.part[i]); });
}
inline Integers operator^(const Integers& a, const Integers& b) {
  return eachPart<Integers>([&](int i) { return exclusiveOrPart(a.part[i], b.part[i]); });
}
inline Mask operator>=(const Integers& a, const Integers& b) {
  return eachPart<Mask>([&](int i) { return notLessIntegersPart(a.part[i], b.part[i]); });
}
template <int BITS> inline Integers shiftedLeft(const Integers& a) {
  return eachPart<Integers>([&](int i) { return shiftedLeftPart<BITS>(a.part[i]); });
}
/** Copies of the sign come in from the left. */
template <int BITS> inline Integers shiftedRight(const Integers& a) {
  return eachPart<Integers>([&](int i) { return shiftedRightPart<BITS>(a.part[i]); });
}
/** Zeros come in from the left. */
template <int BITS> inline Integers shiftedRightLogical(const Integers& a) {
  return eachPart<Integers>([&](int i) { return shiftedRightLogicalPart<BITS>(a.part[i]); });
}

/** Sixteen 64-bit products, their low and their high words apart. */
struct WideWords {
  Integers low;
  Integers high;
};

inline WideWords widened(const Integers& a) { return {a, allIntegers(0)}; }
inline Integers narrowed(const WideWords& a) { return a.low; }
inline WideWords products(const WideWords& a, const WideWords& b) {
  WideWords result;
#pragma GCC unroll 16
  for (int i = 0; i < PARTS; i += 1) {
    productsPart(a.low.part[i], b.low.part[i], result.low.part[i], result.high.part[i]);
  }
  return result;
}
/** The high words of products. */
inline WideWords highWords(const WideWords& a) { return {a.high, a.high}; }
inline WideWords exclusiveOr(const WideWords& a, const WideWords& b, const WideWords& c) {
  return {a.low ^ b.low ^ c.low, a.high};
}

}  // namespace VARIANT
