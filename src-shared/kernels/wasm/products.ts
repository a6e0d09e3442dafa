import { panelBytes, panelCount, ROW_BYTES } from './layout'
import { fourRows, PanelRow, passOf, sixRows, ZEROS } from './tiles'

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

function productOfSixRows(out: usize, from: usize, a: usize, w: usize, count: usize, aPanel: usize): void {
  sixRows<PanelRow>(out, from, a, w, count, aPanel)
}

function productOfFourRows(out: usize, from: usize, a: usize, w: usize, count: usize, aPanel: usize): void {
  fourRows<PanelRow>(out, from, a, w, count, aPanel, 4)
}
