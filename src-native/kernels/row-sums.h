// Sums along rows in binary64, columns ascending.
#pragma once

namespace VARIANT {

/** Calls `add` with the offset of every element of up to eight rows, columns ascending; neighbouring rows keep each other from waiting. */
template <class Add> inline void forColumns(int rows, int row, int count, int columns, Add add) {
  for (int column = 0; column < columns; column += 1) {
    const ptrdiff_t at = column / PANEL * panelStride(rows) + row * PANEL + column % PANEL;
    for (int r = 0; r < count; r += 1) add(r, at + r * PANEL);
  }
}

constexpr int ROWS_AT_ONCE = 8;

inline void rowSquaresF64(Call call) {
  double* out = call.address<double>();
  const float* g = call.floats();
  const int rows = call.count();
  const int begin = call.count();
  const int end = call.count();
  const int columns = call.count();
  for (int row = begin; row < end; row += ROWS_AT_ONCE) {
    const int count = end - row < ROWS_AT_ONCE ? end - row : ROWS_AT_ONCE;
    double squares[ROWS_AT_ONCE] = {};
    forColumns(rows, row, count, columns, [&](int r, ptrdiff_t at) {
      const double value = g[at];
      squares[r] += value * value;
    });
    for (int r = 0; r < count; r += 1) out[row + r] = squares[r];
  }
}

inline void rowMomentsF64(Call call) {
  double* out = call.address<double>();
  const float* z = call.floats();
  const int rows = call.count();
  const int begin = call.count();
  const int end = call.count();
  const int columns = call.count();
  for (int row = begin; row < end; row += ROWS_AT_ONCE) {
    const int count = end - row < ROWS_AT_ONCE ? end - row : ROWS_AT_ONCE;
    double sums[ROWS_AT_ONCE] = {}, squares[ROWS_AT_ONCE] = {};
    forColumns(rows, row, count, columns, [&](int r, ptrdiff_t at) {
      const double value = z[at];
      sums[r] += value;
      squares[r] += value * value;
    });
    for (int r = 0; r < count; r += 1) {
      out[2 * (row + r)] = sums[r];
      out[2 * (row + r) + 1] = squares[r];
    }
  }
}

}  // namespace VARIANT
