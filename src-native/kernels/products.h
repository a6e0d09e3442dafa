// Matrix products: one accumulator an element, one fused operation an element and step, the inner index ascending. A tile
// keeps its accumulators in registers over the whole inner index.
#pragma once

namespace VARIANT {

/** A matrix in panels, from one of its panels and rows on. */
struct Matrix {
  float* start;
  ptrdiff_t stride;

  Matrix from(int panel, int row) const { return {start + panel * stride + row * PANEL, stride}; }
};

template <int ROWS, int PANELS> struct Tile {
  Floats sums[ROWS][PANELS];

  /** sums += column of the first factor, times a row of the second one in each panel. `STEP` floats lie between neighbours of the column. */
  template <int STEP> inline void add(const float* column, const float* row, ptrdiff_t stride) {
    Floats values[PANELS];
#pragma GCC unroll 4
    for (int p = 0; p < PANELS; p += 1) values[p] = load(row + p * stride);
#pragma GCC unroll 16
    for (int r = 0; r < ROWS; r += 1) {
      const Floats factor = all(column[r * STEP]);
#pragma GCC unroll 4
      for (int p = 0; p < PANELS; p += 1) sums[r][p] = fma(factor, values[p], sums[r][p]);
    }
  }

  inline void storeRows(Matrix out, int rows) const {
#pragma GCC unroll 16
    for (int r = 0; r < ROWS; r += 1) {
      if (r >= rows) return;
#pragma GCC unroll 4
      for (int p = 0; p < PANELS; p += 1) store(out.start + p * out.stride + r * PANEL, sums[r][p]);
    }
  }
};

template <int ROWS, int PANELS>
inline void productTile(Matrix out, Matrix a, Matrix w, const float* bias, int inner) {
  Tile<ROWS, PANELS> tile;
#pragma GCC unroll 4
  for (int p = 0; p < PANELS; p += 1) {
    const Floats initial = bias == nullptr ? all(0) : load(bias + p * PANEL);
#pragma GCC unroll 16
    for (int r = 0; r < ROWS; r += 1) tile.sums[r][p] = initial;
  }
  const float* columns = a.start;
  const float* row = w.start;
  for (int panel = 0; panel < inner / PANEL; panel += 1) {
#pragma GCC unroll 4
    for (int k = 0; k < PANEL; k += 1) tile.template add<PANEL>(columns + k, row + k * PANEL, w.stride);
    columns += a.stride;
    row += PANEL * PANEL;
  }
  for (int k = 0; k < inner % PANEL; k += 1) tile.template add<PANEL>(columns + k, row + k * PANEL, w.stride);
  tile.storeRows(out, ROWS);
}

/** All columns of some rows of the output: so the rows of the first factor stay in the nearest cache. */
template <int ROWS> inline void productRows(Matrix out, Matrix a, Matrix w, const float* bias, int inner, int panels) {
  int panel = 0;
  for (; panel + PRODUCT_PANELS <= panels; panel += PRODUCT_PANELS) {
    const float* initial = bias == nullptr ? nullptr : bias + panel * PANEL;
    productTile<ROWS, PRODUCT_PANELS>(out.from(panel, 0), a, w.from(panel, 0), initial, inner);
  }
  for (; panel < panels; panel += 1) {
    const float* initial = bias == nullptr ? nullptr : bias + panel * PANEL;
    productTile<ROWS, 1>(out.from(panel, 0), a, w.from(panel, 0), initial, inner);
  }
}

inline void matmulAddF32(Call call) {
  Matrix out{call.floats(), 0}, a{call.floats(), 0}, w{call.floats(), 0};
  const float* bias = call.floats();
  const int rows = call.count();
  const int begin = call.count();
  const int given = call.count();
  const int end = given > begin ? panelCount(given) * PANEL : begin;
  const int inner = call.count();
  const int panels = panelCount(call.count());
  out.stride = a.stride = panelStride(rows);
  w.stride = panelStride(inner);
  // Sixteens of rows are cut into large tiles and, at the end, at most two small ones; no row is computed twice.
  for (int row = begin; row < end;) {
    const int left = end - row;
    const bool large = left % PRODUCT_ROWS == 0 || left >= PRODUCT_ROWS + 2 * SMALL_PRODUCT_ROWS;
    if (large) {
      productRows<PRODUCT_ROWS>(out.from(0, row), a.from(0, row), w, bias, inner, panels);
    } else {
      productRows<SMALL_PRODUCT_ROWS>(out.from(0, row), a.from(0, row), w, bias, inner, panels);
    }
    row += large ? PRODUCT_ROWS : SMALL_PRODUCT_ROWS;
  }
}

template <int ROWS, int PANELS>
inline void gradientTile(Matrix out, const float* a, const float* d, ptrdiff_t stride, int batch, int rows) {
  Tile<ROWS, PANELS> tile;
#pragma GCC unroll 16
  for (int r = 0; r < ROWS; r += 1) {
#pragma GCC unroll 4
    for (int p = 0; p < PANELS; p += 1) tile.sums[r][p] = all(0);
  }
#pragma GCC unroll 4
  for (int b = 0; b < batch; b += 1) tile.template add<1>(a + b * PANEL, d + b * PANEL, stride);
  tile.storeRows(out, rows);
}

/** Up to sixteen rows of the gradient, the columns of one panel of `a`, in some panels of the columns. */
template <int ROWS, int PANELS>
inline void gradientRows(Matrix out, const float* a, const float* d, ptrdiff_t stride, int batch, int rows) {
  for (int row = 0; row < rows; row += ROWS) {
    gradientTile<ROWS, PANELS>(out.from(0, row), a + row, d, stride, batch, rows - row);
  }
}

inline void weightGradientF32(Call call) {
  Matrix out{call.floats(), 0}, a{call.floats(), 0}, d{call.floats(), 0};
  const int batch = call.count();
  const int inner = call.count();
  const int begin = call.count();
  const int end = call.count();
  const int panels = panelCount(call.count());
  out.stride = panelStride(inner);
  a.stride = d.stride = panelStride(batch);
  for (int row = begin; row < end; row += PANEL) {
    const int rows = end - row < PANEL ? end - row : PANEL;
    const float* columns = a.from(row / PANEL, 0).start;
    int panel = 0;
    for (; panel + GRADIENT_PANELS <= panels; panel += GRADIENT_PANELS) {
      gradientRows<GRADIENT_ROWS, GRADIENT_PANELS>(
          out.from(panel, row), columns, d.from(panel, 0).start, d.stride, batch, rows);
    }
    for (; panel < panels; panel += 1) {
      gradientRows<SINGLE_PANEL_GRADIENT_ROWS, 1>(
          out.from(panel, row), columns, d.from(panel, 0).start, d.stride, batch, rows);
    }
  }
}

inline void transposeF32(Call call) {
  Matrix out{call.floats(), 0}, w{call.floats(), 0};
  const int rows = call.count();
  const int columns = call.count();
  const int begin = call.count();
  const int end = call.count();
  out.stride = panelStride(columns);
  w.stride = panelStride(rows);
  for (int row = begin; row < end; row += PANEL) {
    for (int panel = 0; panel < panelCount(columns); panel += 1) {
      Floats square[PANEL];
      for (int r = 0; r < PANEL; r += 1) {
        square[r] = row + r < rows ? load(w.from(panel, row + r).start) : all(0);
      }
      transpose(square);
      for (int r = 0; r < PANEL; r += 1) store(out.from(row / PANEL, panel * PANEL + r).start, square[r]);
    }
  }
}

}  // namespace VARIANT
