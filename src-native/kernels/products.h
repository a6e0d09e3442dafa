// Matrix products: one accumulator an element, one fused operation an element and step, the inner index ascending. A tile
// keeps its accumulators in registers over all terms of a pass; between two passes they lie in the output.
#pragma once

namespace VARIANT {

/** A number that is known while compiling, as an argument. */
template <int COUNT> struct Count {
  static constexpr int count = COUNT;
};

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

  /** The sums so far, one row for all of the tile or, with `step` PANEL, each its own. */
  inline void loadRows(Matrix from, ptrdiff_t step, int rows = ROWS) {
#pragma GCC unroll 16
    for (int r = 0; r < ROWS; r += 1) {
#pragma GCC unroll 4
      for (int p = 0; p < PANELS; p += 1) sums[r][p] = r < rows ? load(from.start + p * from.stride + r * step) : all(0);
    }
  }

  inline void storeRows(Matrix out, int rows = ROWS) const {
#pragma GCC unroll 16
    for (int r = 0; r < ROWS; r += 1) {
      if (r >= rows) return;
#pragma GCC unroll 4
      for (int p = 0; p < PANELS; p += 1) store(out.start + p * out.stride + r * PANEL, sums[r][p]);
    }
  }
};

/** Terms of one pass, in whole panels, so that no short pass is left for the end; a sum without terms has one as well. */
inline int passOf(int terms, int longest) {
  const int passes = (terms + longest - 1) / longest;
  return passes < 2 ? longest : panelCount((terms + passes - 1) / passes) * PANEL;
}

/** Calls `visit` with the first term of each pass and how many it has. */
template <class Visit> inline void forPasses(int terms, int longest, Visit visit) {
  const int pass = passOf(terms, longest);
  for (int term = 0; term == 0 || term < terms; term += pass) visit(term, terms - term < pass ? terms - term : pass);
}

/** Cuts sixteens of rows into large tiles and at most two small ones; no row is computed twice. */
template <int LARGE, int SMALL, class Visit> inline void forRowTiles(int begin, int end, Visit visit) {
  for (int row = begin; row < end;) {
    const int left = end - row;
    const bool large = left % LARGE == 0 || left >= LARGE + 2 * SMALL;
    if (large) visit(row, Count<LARGE>());
    else visit(row, Count<SMALL>());
    row += large ? LARGE : SMALL;
  }
}

template <int PANELS, class Visit> inline void forPanelTiles(int panels, Visit visit) {
  int panel = 0;
  for (; panel + PANELS <= panels; panel += PANELS) visit(panel, Count<PANELS>());
  for (; panel < panels; panel += 1) visit(panel, Count<1>());
}

// The tiles stay functions of their own: inside a larger one the registers would not be theirs alone.

template <int ROWS, int PANELS>
__attribute__((noinline)) void productTile(Matrix out, Matrix from, ptrdiff_t step, Matrix a, Matrix w, int terms) {
  Tile<ROWS, PANELS> tile;
  tile.loadRows(from, step);
  const float* columns = a.start;
  const float* row = w.start;
  for (int panel = 0; panel < terms / PANEL; panel += 1) {
#pragma GCC unroll 4
    for (int k = 0; k < PANEL; k += 1) tile.template add<PANEL>(columns + k, row + k * PANEL, w.stride);
    columns += a.stride;
    row += PANEL * PANEL;
  }
  for (int k = 0; k < terms % PANEL; k += 1) tile.template add<PANEL>(columns + k, row + k * PANEL, w.stride);
  tile.storeRows(out);
}

inline void matmulAddF32(Call call) {
  Matrix out{call.floats(), 0}, a{call.floats(), 0}, w{call.floats(), 0};
  float* bias = call.floats();
  const int rows = call.count();
  const int begin = call.count();
  const int given = call.count();
  const int end = given > begin ? panelCount(given) * PANEL : begin;
  const int inner = call.count();
  const int panels = panelCount(call.count());
  out.stride = a.stride = panelStride(rows);
  w.stride = panelStride(inner);
  float zeros[PANEL] = {};
  const Matrix initial = bias == nullptr ? Matrix{zeros, 0} : Matrix{bias, PANEL};
  forPasses(inner, PRODUCT_PASS, [&](int term, int terms) {
    const auto tile = [&](int row, auto tileRows, int panel, auto tilePanels) {
      const Matrix to = out.from(panel, row);
      const Matrix from = term == 0 ? initial.from(panel, 0) : to;
      productTile<tileRows.count, tilePanels.count>(
          to, from, term == 0 ? 0 : PANEL, a.from(term / PANEL, row), w.from(panel, term), terms);
    };
    if constexpr (ROWS_FIRST) {
      // All columns of some rows: so the rows of the first factor stay in the nearest cache.
      forRowTiles<PRODUCT_ROWS, SMALL_PRODUCT_ROWS>(begin, end, [&](int row, auto tileRows) {
        forPanelTiles<PRODUCT_PANELS>(panels, [&](int panel, auto width) { tile(row, tileRows, panel, width); });
      });
    } else {
      // All rows of some columns: so those of the second factor stay there, which in a pass is not larger.
      forPanelTiles<PRODUCT_PANELS>(panels, [&](int panel, auto width) {
        forRowTiles<PRODUCT_ROWS, SMALL_PRODUCT_ROWS>(
            begin, end, [&](int row, auto tileRows) { tile(row, tileRows, panel, width); });
      });
    }
  });
}

/** Some rows of the gradient, of which `rows` are kept. */
template <int ROWS, int PANELS>
__attribute__((noinline)) void gradientTile(Matrix out, bool first, const float* a, Matrix d, int terms, int rows) {
  Tile<ROWS, PANELS> tile;
  tile.loadRows(out, PANEL, first ? 0 : rows);
#pragma GCC unroll 4
  for (int b = 0; b < terms; b += 1) tile.template add<1>(a + b * PANEL, d.start + b * PANEL, d.stride);
  tile.storeRows(out, rows);
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
  for (int block = begin; block < end; block += GRADIENT_BLOCK) {
    const int blockEnd = block + GRADIENT_BLOCK < end ? block + GRADIENT_BLOCK : end;
    forPasses(batch, GRADIENT_PASS, [&](int term, int terms) {
      forPanelTiles<GRADIENT_PANELS>(panels, [&](int panel, auto width) {
        constexpr int large = width.count == 1 ? SINGLE_PANEL_GRADIENT_ROWS : GRADIENT_ROWS;
        constexpr int small = width.count == 1 ? SMALL_SINGLE_PANEL_GRADIENT_ROWS : SMALL_GRADIENT_ROWS;
        for (int row = block; row < blockEnd; row += PANEL) {
          const float* columns = a.from(row / PANEL, term).start;
          forRowTiles<large, small>(0, PANEL, [&](int r, auto tileRows) {
            if (row + r >= blockEnd) return;
            gradientTile<tileRows.count, width.count>(
                out.from(panel, row + r), term == 0, columns + r, d.from(panel, term), terms, blockEnd - row - r);
          });
        }
      });
    });
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
