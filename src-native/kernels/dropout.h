// Dropout and alpha dropout, with the random words of counters that name the element.
#pragma once

#include <stddef.h>

#include "functions.h"

namespace VARIANT {

constexpr int PHILOX_ROUNDS = 10;

/** Philox4x32-10 for sixteen counters (index, c1, c2, 0): four words of each. */
inline void philox(uint32_t key0, uint32_t key1, Integers index, uint32_t c1, uint32_t c2, Integers (&words)[4]) {
  const auto wide = [](uint32_t value) { return widened(allIntegers(static_cast<int32_t>(value))); };
  const WideWords multiplier0 = wide(0xd2511f53);
  const WideWords multiplier1 = wide(0xcd9e8d57);
  WideWords w0 = widened(index), w1 = wide(c1), w2 = wide(c2), w3 = wide(0);
#pragma GCC unroll 10
  for (int round = 0; round < PHILOX_ROUNDS; round += 1) {
    const WideWords product0 = products(multiplier0, w0);
    const WideWords product1 = products(multiplier1, w2);
    w0 = exclusiveOr(highWords(product1), w1, wide(key0));
    w1 = product1;
    w2 = exclusiveOr(highWords(product0), w3, wide(key1));
    w3 = product0;
    key0 += 0x9e3779b9u;
    key1 += 0xbb67ae85u;
  }
  words[0] = narrowed(w0);
  words[1] = narrowed(w1);
  words[2] = narrowed(w2);
  words[3] = narrowed(w3);
}

struct DropoutParameters {
  uint32_t seed;
  uint32_t stream;
  uint32_t iteration;
  uint32_t layer;
  int32_t threshold;
  float scale;
  float shift;
  float dropped;
};

/** Whether a member lies where the layout in src-shared/kernels/scalar-layouts.ts says. */
#define LIES_AT(STRUCT, MEMBER, INDEX) \
  static_assert(offsetof(STRUCT, MEMBER) == sizeof(float) * INDEX, #MEMBER " lies elsewhere than " #INDEX)
LIES_AT(DropoutParameters, seed, DROPOUT_SEED);
LIES_AT(DropoutParameters, stream, DROPOUT_STREAM);
LIES_AT(DropoutParameters, iteration, DROPOUT_ITERATION);
LIES_AT(DropoutParameters, layer, DROPOUT_LAYER);
LIES_AT(DropoutParameters, threshold, DROPOUT_THRESHOLD);
LIES_AT(DropoutParameters, scale, DROPOUT_SCALE);
LIES_AT(DropoutParameters, shift, DROPOUT_SHIFT);
LIES_AT(DropoutParameters, dropped, DROPOUT_DROPPED);
#undef LIES_AT

inline void dropoutF32(Call call) {
  float* out = call.floats();
  float* mask = call.floats();
  const float* x = call.floats();
  const DropoutParameters given = *call.address<const DropoutParameters>();
  const int rows = call.count();
  const int rowBegin = call.count();
  const int rowEnd = call.count();
  const int panelsOfMatrix = panelCount(call.count());
  const int panelBegin = call.count();
  const int panelEnd = call.count();
  const Integers threshold = allIntegers(given.threshold);
  const Floats scale = all(given.scale), shift = all(given.shift), dropped = all(given.dropped);
  int32_t steps[PANEL];
  for (int lane = 0; lane < PANEL; lane += 1) steps[lane] = lane / 4 * panelsOfMatrix * 4 + lane % 4;
  const Integers counters = loadIntegers(steps);
  for (int panel = panelBegin; panel < panelEnd; panel += 1) {
    // Four rows at a time; rows behind the last one are padding, and may be written.
    for (int row = rowBegin; row < rowEnd; row += 4) {
      const uint32_t first = (static_cast<uint32_t>(row) * static_cast<uint32_t>(panelsOfMatrix) + panel) * 4u;
      Integers words[4];
      philox(given.seed, given.stream, counters + allIntegers(static_cast<int32_t>(first)), given.iteration, given.layer, words);
      transposeQuarters(words);
      for (int r = 0; r < 4; r += 1) {
        const ptrdiff_t at = panel * panelStride(rows) + (row + r) * PANEL;
        const Mask keep = shiftedRightLogical<8>(words[r]) >= threshold;
        store(out + at, select(keep, fma(load(x + at), scale, shift), dropped));
        store(mask + at, select(keep, scale, all(0)));
      }
    }
  }
}

}  // namespace VARIANT
