// Squares transposed by way of memory, for variants that have nothing better.
#pragma once

namespace VARIANT {

/** Four rows as a square of quarters, transposed. */
inline void transposeQuarters(Integers (&rows)[4]) {
  int32_t words[4][16];
  for (int row = 0; row < 4; row += 1) {
    int32_t from[16];
    storeIntegers(from, rows[row]);
    for (int lane = 0; lane < 16; lane += 1) words[lane / 4][row * 4 + lane % 4] = from[lane];
  }
  for (int row = 0; row < 4; row += 1) rows[row] = loadIntegers(words[row]);
}

/** Sixteen rows as a square, transposed. */
inline void transpose(Floats (&rows)[16]) {
  float square[16][16];
  for (int row = 0; row < 16; row += 1) {
    float from[16];
    store(from, rows[row]);
    for (int lane = 0; lane < 16; lane += 1) square[lane][row] = from[lane];
  }
  for (int row = 0; row < 16; row += 1) rows[row] = load(square[row]);
}

}  // namespace VARIANT
