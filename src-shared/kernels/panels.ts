/** Columns of one panel. Sixteen binary32 numbers are one cache line, and one AVX-512 register. */
export const PANEL = 16

/** Rounds `count` up to whole panels, because every stored row or column count is padded to them. */
export function roundUpToPanel(count: number): number {
  return Math.ceil(count / PANEL) * PANEL
}

/** Panels that a matrix with `columns` columns takes. */
export function panelCount(columns: number): number {
  return Math.ceil(columns / PANEL)
}

/**
 * Rows from one panel to the next.
 *
 * Padded to sixteen, plus one: with an odd number of cache lines between panels the same row of neighbouring panels
 * falls into different sets of the cache.
 */
export function panelStrideRows(rows: number): number {
  return roundUpToPanel(rows) + 1
}

/** Floats from one panel to the next. */
export function panelStride(rows: number): number {
  return panelStrideRows(rows) * PANEL
}

/** Floats that a matrix of `rows` x `columns` takes in memory. */
export function panelMatrixSize(rows: number, columns: number): number {
  return panelCount(columns) * panelStride(rows)
}

/** Index of element (row, column) in a matrix of `rows` rows that is stored in panels. */
export function panelIndex(rows: number, row: number, column: number): number {
  return Math.floor(column / PANEL) * panelStride(rows) + row * PANEL + (column % PANEL)
}
