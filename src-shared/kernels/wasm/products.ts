import { panelBytes, panelCount, ROW_BYTES } from './layout'
import { passOf, storeRow, ZEROS } from './tiles'
import { fma } from './vectors'

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

/**
 * Goes on with 6 rows and 8 columns of a product, for `count` terms. The rows of a lie one panel row apart; the next term is
 * one column on, and after 16 columns in the next panel.
 */
function productOfSixRows(out: usize, from: usize, a: usize, w: usize, count: usize, aPanel: usize): void {
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
    const x1 = v128.load_splat<f32>(a, 64)
    s10 = fma(x1, w0, s10)
    s11 = fma(x1, w1, s11)
    const x2 = v128.load_splat<f32>(a, 128)
    s20 = fma(x2, w0, s20)
    s21 = fma(x2, w1, s21)
    const x3 = v128.load_splat<f32>(a, 192)
    s30 = fma(x3, w0, s30)
    s31 = fma(x3, w1, s31)
    const x4 = v128.load_splat<f32>(a, 256)
    s40 = fma(x4, w0, s40)
    s41 = fma(x4, w1, s41)
    const x5 = v128.load_splat<f32>(a, 320)
    s50 = fma(x5, w0, s50)
    s51 = fma(x5, w1, s51)
    a += (a & 60) == 60 ? aPanel - 60 : 4
  }
  storeRow(out, s00, s01)
  storeRow(out + 64, s10, s11)
  storeRow(out + 128, s20, s21)
  storeRow(out + 192, s30, s31)
  storeRow(out + 256, s40, s41)
  storeRow(out + 320, s50, s51)
}

function productOfFourRows(out: usize, from: usize, a: usize, w: usize, count: usize, aPanel: usize): void {
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
    const x1 = v128.load_splat<f32>(a, 64)
    s10 = fma(x1, w0, s10)
    s11 = fma(x1, w1, s11)
    const x2 = v128.load_splat<f32>(a, 128)
    s20 = fma(x2, w0, s20)
    s21 = fma(x2, w1, s21)
    const x3 = v128.load_splat<f32>(a, 192)
    s30 = fma(x3, w0, s30)
    s31 = fma(x3, w1, s31)
    a += (a & 60) == 60 ? aPanel - 60 : 4
  }
  storeRow(out, s00, s01)
  storeRow(out + 64, s10, s11)
  storeRow(out + 128, s20, s21)
  storeRow(out + 192, s30, s31)
}
