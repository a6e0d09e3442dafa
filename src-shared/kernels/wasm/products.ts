import { panelBytes, panelCount, ROW_BYTES } from './layout'
import { fma } from './vectors'

/** Inner indices of one pass over a tile: so much of both matrices stays in the first-level cache for the tile's other half. */
const PASS: usize = 256

// Tiles of 4 rows and 8 columns: 8 accumulators, two vectors of the second matrix and one splat of the first fit the 16
// registers of x86-64. The loops over the inner index are not unrolled: V8 then runs out of registers and gets slower.

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
  for (let row = rowBegin; row < rowEnd; row += 4) {
    for (let panel: usize = 0; panel < panels; panel++) {
      const at = out + panel * aPanel + row * ROW_BYTES
      startRows(at, bias == 0 ? 0 : bias + panel * ROW_BYTES)
      for (let begin: usize = 0; begin < inner; begin += PASS) {
        const count: usize = inner - begin < PASS ? inner - begin : PASS
        const a0 = a + row * ROW_BYTES + (begin >> 4) * aPanel
        const w0 = w + panel * wPanel + begin * ROW_BYTES
        productTile(at, a0, w0, aPanel, count)
        productTile(at + 32, a0, w0 + 32, aPanel, count)
      }
    }
  }
}

/** Four rows of a panel begin with the bias, or with 0. */
@inline
function startRows(out: usize, bias: usize): void {
  for (let column: usize = 0; column < ROW_BYTES; column += 16) {
    const start = bias == 0 ? f32x4.splat(0) : v128.load(bias + column)
    v128.store(out + column, start)
    v128.store(out + column, start, 64)
    v128.store(out + column, start, 128)
    v128.store(out + column, start, 192)
  }
}

/** Goes on with 4 rows and 8 columns of a product; the rows of a lie one panel row apart, so one pointer serves all four. */
@inline
function productTile(out: usize, a: usize, w: usize, aPanel: usize, inner: usize): void {
  let s00 = v128.load(out), s01 = v128.load(out, 16)
  let s10 = v128.load(out, 64), s11 = v128.load(out, 80)
  let s20 = v128.load(out, 128), s21 = v128.load(out, 144)
  let s30 = v128.load(out, 192), s31 = v128.load(out, 208)
  for (let left = inner; left > 0; ) {
    const count: usize = left < 16 ? left : 16
    const end = a + (count << 2)
    for (let p = a; p < end; p += 4) {
      const w0 = v128.load(w)
      const w1 = v128.load(w, 16)
      w += ROW_BYTES
      const x0 = v128.load_splat<f32>(p)
      s00 = fma(x0, w0, s00)
      s01 = fma(x0, w1, s01)
      const x1 = v128.load_splat<f32>(p, 64)
      s10 = fma(x1, w0, s10)
      s11 = fma(x1, w1, s11)
      const x2 = v128.load_splat<f32>(p, 128)
      s20 = fma(x2, w0, s20)
      s21 = fma(x2, w1, s21)
      const x3 = v128.load_splat<f32>(p, 192)
      s30 = fma(x3, w0, s30)
      s31 = fma(x3, w1, s31)
    }
    left -= count
    a += aPanel
  }
  storeRow(out, s00, s01)
  storeRow(out + 64, s10, s11)
  storeRow(out + 128, s20, s21)
  storeRow(out + 192, s30, s31)
}

@inline
function storeRow(out: usize, left: v128, right: v128): void {
  v128.store(out, left)
  v128.store(out, right, 16)
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
  for (let k = innerBegin; k < innerEnd; k += 4) {
    const a0 = a + (k >> 4) * batchPanel + ((k & 15) << 2)
    for (let panel: usize = 0; panel < panels; panel++) {
      for (let half: usize = 0; half < ROW_BYTES; half += 32) {
        const at = out + panel * outPanel + k * ROW_BYTES + half
        gradientTile(at, a0, d + panel * batchPanel + half, rows, innerEnd - k)
      }
    }
  }
}

/** Up to 4 rows and 8 columns of a gradient; the rows are neighbouring numbers in a row of a panel of a. */
@inline
function gradientTile(out: usize, a: usize, d: usize, rows: usize, stored: usize): void {
  let s00 = f32x4.splat(0), s01 = s00
  let s10 = s00, s11 = s00
  let s20 = s00, s21 = s00
  let s30 = s00, s31 = s00
  const end = a + rows * ROW_BYTES
  for (; a < end; a += ROW_BYTES) {
    const d0 = v128.load(d)
    const d1 = v128.load(d, 16)
    d += ROW_BYTES
    const x0 = v128.load_splat<f32>(a)
    s00 = fma(x0, d0, s00)
    s01 = fma(x0, d1, s01)
    const x1 = v128.load_splat<f32>(a, 4)
    s10 = fma(x1, d0, s10)
    s11 = fma(x1, d1, s11)
    const x2 = v128.load_splat<f32>(a, 8)
    s20 = fma(x2, d0, s20)
    s21 = fma(x2, d1, s21)
    const x3 = v128.load_splat<f32>(a, 12)
    s30 = fma(x3, d0, s30)
    s31 = fma(x3, d1, s31)
  }
  storeRow(out, s00, s01)
  if (stored > 1) storeRow(out + 64, s10, s11)
  if (stored > 2) storeRow(out + 128, s20, s21)
  if (stored > 3) storeRow(out + 192, s30, s31)
}
