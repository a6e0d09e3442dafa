/** Bytes of one row of a panel. */
export const ROW_BYTES: usize = 64

/** Bytes from one panel to the next in a matrix with this many rows; panels.ts says why one row is added. */
@inline
export function panelBytes(rows: usize): usize {
  return (((rows + 15) & ~15) + 1) << 6
}

/** Panels that a matrix with this many columns takes. */
@inline
export function panelCount(columns: usize): usize {
  return (columns + 15) >> 4
}
