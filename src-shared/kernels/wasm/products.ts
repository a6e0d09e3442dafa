import { panelBytes, panelCount, ROW_BYTES } from './layout'
import { fma } from './vectors'

/** Most terms of a sum that are added before the next tile's turn: so much of both matrices stays in the first-level cache. */
const LONGEST_PASS: usize = 272
/** Inputs whose gradients are computed together, so that the derivatives come once from the second-level cache for all of them. */
const BLOCK: usize = 48
/** A row of a panel to start sums from. */
const ZEROS = memory.data(64)

// Tiles of 6 rows and 8 columns: 12 accumulators, two vectors of the second matrix and one splat of the first fill the 15
// registers that V8 has on x86-64, and 12 sums in the making keep two units busy that need four cycles for each addition.
// V8 unrolls short loops inside others, and these would not fit the registers then; so a tile is a function of its own with
// one loop, which V8 leaves as it is.

export function matmulAddF32(
  out: usize,
  a: usize,
  w: usize,
  bias: usize,
  rows: usize,
  rowBegin: usize,
  rowEnd: usize,
  inner: usize,
  columns: usize,
): void {
  const aPanel = panelBytes(rows)
  const wPanel = panelBytes(inner)
  const panels = panelCount(columns)
  const pass = passOf(inner)
  for (let begin: usize = 0; begin == 0 || begin < inner; begin += pass) {
    const count: usize = inner - begin < pass ? inner - begin : pass
    const a0 = a + (begin >> 4) * aPanel
    for (let panel: usize = 0; panel < panels; panel++) {
      const column = out + panel * aPanel
      const start = bias == 0 ? ZEROS : bias + panel * ROW_BYTES
      const w0 = w + panel * wPanel + begin * ROW_BYTES
      let row = rowBegin
      for (const sixes = row + rowsInSixes(rowEnd - row); row < sixes; row += 6) {
        const at = row * ROW_BYTES
        const from = begin == 0 ? start : column + at
        productOfSixRows(column + at, from, a0 + at, w0, count, aPanel)
        productOfSixRows(column + at + 32, from + 32, a0 + at, w0 + 32, count, aPanel)
      }
      for (; row < rowEnd; row += 4) {
        const at = row * ROW_BYTES
        const from = begin == 0 ? start : column + at
        productOfFourRows(column + at, from, a0 + at, w0, count, aPanel)
        productOfFourRows(column + at + 32, from + 32, a0 + at, w0 + 32, count, aPanel)
      }
    }
  }
}

/** How many rows go in tiles of 6, so that the rest are whole fours: nothing behind the next multiple of four may be written. */
@inline
function rowsInSixes(rows: usize): usize {
  return ((rows + 3) & ~3) / 12 * 12
}

/** Terms of one pass, in whole panels, so that no short pass is left for the end; a sum without terms has one as well. */
@inline
function passOf(terms: usize): usize {
  if (terms == 0) return LONGEST_PASS
  const passes = (terms + LONGEST_PASS - 1) / LONGEST_PASS
  return panelCount((terms + passes - 1) / passes) << 4
}

// Where a tile finds its factors, one class a kind of product, never made: those of two rows of the tile lie one such thing
// apart, and `next` leads to those of the next term. Both are found while compiling, because a distance must be a constant.

/** The tile's rows are rows of a panel; the next term is one column on, and after 16 columns in the next panel. */
@unmanaged
class PanelRow {
  columns0: v128
  columns4: v128
  columns8: v128
  columns12: v128
  @inline next(a: usize, aPanel: usize): usize {
    return a + ((a & 60) == 60 ? aPanel - 60 : 4)
  }
}

/** The tile's rows are columns of a panel; the next term is one row on. */
@unmanaged
class PanelColumn {
  value: f32
  @inline next(a: usize, aPanel: usize): usize {
    return a + ROW_BYTES
  }
}

/** Goes on with 6 rows and 8 columns of a sum of `count` terms. */
@inline
function sixRows<T>(out: usize, from: usize, a: usize, w: usize, count: usize, aPanel: usize): void {
  const factors = changetype<T>(0)
  const distance: usize = from == out ? ROW_BYTES : 0
  let s00 = v128.load(from), s01 = v128.load(from, 16)
  from += distance
  let s10 = v128.load(from), s11 = v128.load(from, 16)
  from += distance
  let s20 = v128.load(from), s21 = v128.load(from, 16)
  from += distance
  let s30 = v128.load(from), s31 = v128.load(from, 16)
  from += distance
  let s40 = v128.load(from), s41 = v128.load(from, 16)
  from += distance
  let s50 = v128.load(from), s51 = v128.load(from, 16)
  for (const end = w + count * ROW_BYTES; w < end; w += ROW_BYTES) {
    const w0 = v128.load(w)
    const w1 = v128.load(w, 16)
    const x0 = v128.load_splat<f32>(a)
    s00 = fma(x0, w0, s00)
    s01 = fma(x0, w1, s01)
    const x1 = v128.load_splat<f32>(a, offsetof<T>())
    s10 = fma(x1, w0, s10)
    s11 = fma(x1, w1, s11)
    const x2 = v128.load_splat<f32>(a, 2 * offsetof<T>())
    s20 = fma(x2, w0, s20)
    s21 = fma(x2, w1, s21)
    const x3 = v128.load_splat<f32>(a, 3 * offsetof<T>())
    s30 = fma(x3, w0, s30)
    s31 = fma(x3, w1, s31)
    const x4 = v128.load_splat<f32>(a, 4 * offsetof<T>())
    s40 = fma(x4, w0, s40)
    s41 = fma(x4, w1, s41)
    const x5 = v128.load_splat<f32>(a, 5 * offsetof<T>())
    s50 = fma(x5, w0, s50)
    s51 = fma(x5, w1, s51)
    a = factors.next(a, aPanel)
  }
  storeRow(out, s00, s01)
  storeRow(out + 64, s10, s11)
  storeRow(out + 128, s20, s21)
  storeRow(out + 192, s30, s31)
  storeRow(out + 256, s40, s41)
  storeRow(out + 320, s50, s51)
}

/** As `sixRows` for up to 4 rows, of which the first `stored` are kept. */
@inline
function fourRows<T>(
  out: usize,
  from: usize,
  a: usize,
  w: usize,
  count: usize,
  aPanel: usize,
  stored: usize,
): void {
  const factors = changetype<T>(0)
  const distance: usize = from == out ? ROW_BYTES : 0
  let s00 = v128.load(from), s01 = v128.load(from, 16)
  from += distance
  let s10 = v128.load(from), s11 = v128.load(from, 16)
  from += distance
  let s20 = v128.load(from), s21 = v128.load(from, 16)
  from += distance
  let s30 = v128.load(from), s31 = v128.load(from, 16)
  for (const end = w + count * ROW_BYTES; w < end; w += ROW_BYTES) {
    const w0 = v128.load(w)
    const w1 = v128.load(w, 16)
    const x0 = v128.load_splat<f32>(a)
    s00 = fma(x0, w0, s00)
    s01 = fma(x0, w1, s01)
    const x1 = v128.load_splat<f32>(a, offsetof<T>())
    s10 = fma(x1, w0, s10)
    s11 = fma(x1, w1, s11)
    const x2 = v128.load_splat<f32>(a, 2 * offsetof<T>())
    s20 = fma(x2, w0, s20)
    s21 = fma(x2, w1, s21)
    const x3 = v128.load_splat<f32>(a, 3 * offsetof<T>())
    s30 = fma(x3, w0, s30)
    s31 = fma(x3, w1, s31)
    a = factors.next(a, aPanel)
  }
  storeRow(out, s00, s01)
  if (stored > 1) storeRow(out + 64, s10, s11)
  if (stored > 2) storeRow(out + 128, s20, s21)
  if (stored > 3) storeRow(out + 192, s30, s31)
}

@inline
function storeRow(out: usize, left: v128, right: v128): void {
  v128.store(out, left)
  v128.store(out, right, 16)
}

function productOfSixRows(out: usize, from: usize, a: usize, w: usize, count: usize, aPanel: usize): void {
  sixRows<PanelRow>(out, from, a, w, count, aPanel)
}

function productOfFourRows(out: usize, from: usize, a: usize, w: usize, count: usize, aPanel: usize): void {
  fourRows<PanelRow>(out, from, a, w, count, aPanel, 4)
}

export function weightGradientF32(
  out: usize,
  a: usize,
  d: usize,
  rows: usize,
  inner: usize,
  innerBegin: usize,
  innerEnd: usize,
  columns: usize,
): void {
  const batchPanel = panelBytes(rows)
  const outPanel = panelBytes(inner)
  const panels = panelCount(columns)
  const pass = passOf(rows)
  for (let block = innerBegin; block < innerEnd; block += BLOCK) {
    const blockEnd: usize = block + BLOCK < innerEnd ? block + BLOCK : innerEnd
    for (let begin: usize = 0; begin == 0 || begin < rows; begin += pass) {
      const count: usize = rows - begin < pass ? rows - begin : pass
      for (let panel: usize = 0; panel < panels; panel++) {
        const column = out + panel * outPanel
        const d0 = d + panel * batchPanel + begin * ROW_BYTES
        for (let k = block; k < blockEnd; k += 16) {
          const end: usize = k + 16 < blockEnd ? k + 16 : blockEnd
          gradientOfPanel(column, a + (k >> 4) * batchPanel + begin * ROW_BYTES, d0, count, k, end, begin == 0)
        }
      }
    }
  }
}

/** Goes on with the gradient of the inputs k ... end, which lie in one panel of a, for the columns of one panel of d. */
@inline
function gradientOfPanel(
  column: usize,
  a: usize,
  d: usize,
  count: usize,
  k: usize,
  end: usize,
  isFirst: bool,
): void {
  for (const sixes = k + 6 * ((end - k) / 6); k < sixes; k += 6) {
    const to = column + k * ROW_BYTES
    const from = isFirst ? ZEROS : to
    gradientOfSixRows(to, from, a + ((k & 15) << 2), d, count)
    gradientOfSixRows(to + 32, from + 32, a + ((k & 15) << 2), d + 32, count)
  }
  for (; k < end; k += 4) {
    const to = column + k * ROW_BYTES
    const from = isFirst ? ZEROS : to
    fourRows<PanelColumn>(to, from, a + ((k & 15) << 2), d, count, 0, end - k)
    fourRows<PanelColumn>(to + 32, from + 32, a + ((k & 15) << 2), d + 32, count, 0, end - k)
  }
}

function gradientOfSixRows(out: usize, from: usize, a: usize, d: usize, count: usize): void {
  sixRows<PanelColumn>(out, from, a, d, count, 0)
}
