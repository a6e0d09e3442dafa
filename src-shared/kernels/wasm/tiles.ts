import { panelCount, ROW_BYTES } from './layout'
import { fma } from './vectors'

// Tiles of 6 rows and 8 columns: 12 accumulators, two vectors of the second matrix and one splat of the first fill the 15
// registers that V8 has on x86-64, and 12 sums in the making keep two units busy that need four cycles for each addition.
// V8 unrolls short loops inside others, and these would not fit the registers then; so `sixRows` goes into a function of its own,
// which V8 leaves as it is. The smaller tiles of 4 rows only take what is left.

/** A row of a panel to start sums from. */
export const ZEROS = memory.data(64)

/**
 * Most terms of a sum that are added before the next tile's turn. With more, what the next tile reads again has left the first-level
 * cache; with fewer, loading and storing the sums takes longer than adding.
 */
const LONGEST_PASS: usize = 272

/** Terms of one pass, in whole panels, so that no short pass is left for the end; a sum without terms has one as well. */
@inline
export function passOf(terms: usize): usize {
  if (terms == 0) return LONGEST_PASS
  const passes = (terms + LONGEST_PASS - 1) / LONGEST_PASS
  return panelCount((terms + passes - 1) / passes) << 4
}

// Where a tile finds its factors, one class a kind of product, never made: those of two rows of the tile lie one such thing
// apart, and `next` leads to those of the next term. Both are found while compiling, because a distance must be a constant.

/** The tile's rows are rows of a panel; the next term is one column on, and after 16 columns in the next panel. */
@unmanaged
export class PanelRow {
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
export class PanelColumn {
  value: f32
  @inline next(a: usize, aPanel: usize): usize {
    return a + ROW_BYTES
  }
}

/** Goes on with 6 rows and 8 columns of a sum of `count` terms. */
@inline
export function sixRows<T>(out: usize, from: usize, a: usize, w: usize, count: usize, aPanel: usize): void {
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
export function fourRows<T>(
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
