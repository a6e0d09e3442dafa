import { panelBytes, panelCount, ROW_BYTES } from './layout'
import { fourRows, PanelColumn, passOf, sixRows, ZEROS } from './tiles'

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
