import { panelBytes, ROW_BYTES } from './layout'

export function transposeF32(
  out: usize,
  w: usize,
  rows: usize,
  columns: usize,
  rowBegin: usize,
  rowEnd: usize,
): void {
  const wPanel = panelBytes(rows)
  const outPanel = panelBytes(columns)
  const paddedEnd = (rowEnd + 15) & ~15
  for (let row = rowBegin; row < paddedEnd; row += 4) {
    const left: usize = row < rows ? rows - row : 0
    for (let column: usize = 0; column < columns; column += 4) {
      const from = w + (column >> 4) * wPanel + row * ROW_BYTES + ((column & 15) << 2)
      const to = out + (row >> 4) * outPanel + column * ROW_BYTES + ((row & 15) << 2)
      transposeBlock(to, from, left)
    }
  }
}

/** A block of 4 x 4; rows at and beyond `left` count as zero. */
@inline
function transposeBlock(out: usize, w: usize, left: usize): void {
  const zero = f32x4.splat(0)
  const r0 = left > 0 ? v128.load(w) : zero
  const r1 = left > 1 ? v128.load(w, 64) : zero
  const r2 = left > 2 ? v128.load(w, 128) : zero
  const r3 = left > 3 ? v128.load(w, 192) : zero
  const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5)
  const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7)
  const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5)
  const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7)
  v128.store(out, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5))
  v128.store(out, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7), 64)
  v128.store(out, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), 128)
  v128.store(out, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7), 192)
}
