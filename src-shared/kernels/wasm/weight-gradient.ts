import { panelBytes, panelCount, ROW_BYTES } from './layout'
import { passOf, storeRow, ZEROS } from './tiles'
import { fma } from './vectors'

/** Inputs whose gradients are computed together: for all of them the derivatives come once from the second-level cache. */
const BLOCK: usize = 48

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
        gradientOfInputs(column, a + begin * ROW_BYTES, batchPanel, d0, count, block, blockEnd, begin == 0)
      }
    }
  }
}

/** Goes on with the gradient of the inputs k ... end for the columns of one panel of d. */
@inline
function gradientOfInputs(
  column: usize,
  a: usize,
  batchPanel: usize,
  d: usize,
  count: usize,
  k: usize,
  end: usize,
  isFirst: bool,
): void {
  // Inputs go in pairs, because a tile of six may begin in one panel and end in the next.
  for (const sixes = k + (end - k) / 6 * 6; k < sixes; k += 6) {
    const to = column + k * ROW_BYTES
    const from = isFirst ? ZEROS : to
    const a0 = inputAt(a, k, batchPanel)
    const second = inputAt(a, k + 2, batchPanel) - a0
    const third = inputAt(a, k + 4, batchPanel) - a0
    gradientOfSixInputs(to, from, a0, second, third, d, count)
    gradientOfSixInputs(to + 32, from + 32, a0, second, third, d + 32, count)
  }
  for (; k < end; k += 4) {
    const to = column + k * ROW_BYTES
    const from = isFirst ? ZEROS : to
    const a0 = inputAt(a, k, batchPanel)
    const second = end - k > 2 ? inputAt(a, k + 2, batchPanel) - a0 : 0
    gradientOfFourInputs(to, from, a0, second, d, count, end - k)
    gradientOfFourInputs(to + 32, from + 32, a0, second, d + 32, count, end - k)
  }
}

/** Where column k of a matrix in panels begins. */
@inline
function inputAt(a: usize, k: usize, batchPanel: usize): usize {
  return a + (k >> 4) * batchPanel + ((k & 15) << 2)
}

/**
 * Goes on with the gradient of 6 inputs for 8 columns, over `count` rows. Two inputs lie side by side in a, the second and
 * the third pair as many bytes behind the first as said.
 */
function gradientOfSixInputs(
  out: usize,
  from: usize,
  a: usize,
  second: usize,
  third: usize,
  w: usize,
  count: usize,
): void {
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
    const x1 = v128.load_splat<f32>(a, 4)
    s10 = fma(x1, w0, s10)
    s11 = fma(x1, w1, s11)
    const b = a + second
    const x2 = v128.load_splat<f32>(b)
    s20 = fma(x2, w0, s20)
    s21 = fma(x2, w1, s21)
    const x3 = v128.load_splat<f32>(b, 4)
    s30 = fma(x3, w0, s30)
    s31 = fma(x3, w1, s31)
    const c = a + third
    const x4 = v128.load_splat<f32>(c)
    s40 = fma(x4, w0, s40)
    s41 = fma(x4, w1, s41)
    const x5 = v128.load_splat<f32>(c, 4)
    s50 = fma(x5, w0, s50)
    s51 = fma(x5, w1, s51)
    a += ROW_BYTES
  }
  storeRow(out, s00, s01)
  storeRow(out + 64, s10, s11)
  storeRow(out + 128, s20, s21)
  storeRow(out + 192, s30, s31)
  storeRow(out + 256, s40, s41)
  storeRow(out + 320, s50, s51)
}

/** The same for up to 4 inputs, of which the first `stored` are kept. */
function gradientOfFourInputs(
  out: usize,
  from: usize,
  a: usize,
  second: usize,
  w: usize,
  count: usize,
  stored: usize,
): void {
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
    const x1 = v128.load_splat<f32>(a, 4)
    s10 = fma(x1, w0, s10)
    s11 = fma(x1, w1, s11)
    const b = a + second
    const x2 = v128.load_splat<f32>(b)
    s20 = fma(x2, w0, s20)
    s21 = fma(x2, w1, s21)
    const x3 = v128.load_splat<f32>(b, 4)
    s30 = fma(x3, w0, s30)
    s31 = fma(x3, w1, s31)
    a += ROW_BYTES
  }
  storeRow(out, s00, s01)
  if (stored > 1) storeRow(out + 64, s10, s11)
  if (stored > 2) storeRow(out + 128, s20, s21)
  if (stored > 3) storeRow(out + 192, s30, s31)
}
