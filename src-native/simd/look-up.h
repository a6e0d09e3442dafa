// Table look-ups for variants without an instruction that is fast at it.
#pragma once

#include "../call.h"

namespace VARIANT {

/** Panels whose numbers are looked up before the first is stored. */
constexpr int PANELS_LOOKED_UP = 64;

/**
 * table[byte] of neighbouring bytes, one row in some panels. A whole register cannot be read from numbers that are just being
 * written one by one, and single numbers written to a far matrix would fill the queue of what is to be stored; so all of
 * them go to a near place first, and on from there. Meanwhile the cache fetches the lines that they go to.
 */
inline void lookUpRow(float* to, ptrdiff_t stride, const float* table, const uint8_t* bytes, int panels) {
  float numbers[PANELS_LOOKED_UP][PANEL];
  for (int first = 0; first < panels; first += PANELS_LOOKED_UP) {
    const int count = panels - first < PANELS_LOOKED_UP ? panels - first : PANELS_LOOKED_UP;
    for (int panel = 0; panel < count; panel += 1) {
      const uint8_t* from = bytes + (first + panel) * PANEL;
      __builtin_prefetch(to + (first + panel) * stride, 1);
#pragma GCC unroll 16
      for (int lane = 0; lane < PANEL; lane += 1) numbers[panel][lane] = table[from[lane]];
    }
    for (int panel = 0; panel < count; panel += 1) store(to + (first + panel) * stride, load(numbers[panel]));
  }
}

}  // namespace VARIANT
