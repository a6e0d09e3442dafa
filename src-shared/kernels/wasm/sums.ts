import { panelBytes, ROW_BYTES } from './layout'

export function columnSumF32(out: usize, d: usize, rows: usize, panelBegin: usize, panelEnd: usize): void {
  const stride = panelBytes(rows)
  for (let panel = panelBegin; panel < panelEnd; panel++) {
    const start = d + panel * stride
    const end = start + rows * ROW_BYTES
    let s0 = f32x4.splat(0)
    let s1 = s0
    let s2 = s0
    let s3 = s0
    for (let p = start; p < end; p += ROW_BYTES) {
      s0 = f32x4.add(s0, v128.load(p))
      s1 = f32x4.add(s1, v128.load(p, 16))
      s2 = f32x4.add(s2, v128.load(p, 32))
      s3 = f32x4.add(s3, v128.load(p, 48))
    }
    const to = out + panel * ROW_BYTES
    v128.store(to, s0)
    v128.store(to, s1, 16)
    v128.store(to, s2, 32)
    v128.store(to, s3, 48)
  }
}

// The sums below take four rows at a time, because one row alone waits for each of its additions. Squares of binary32
// are exact in binary64, so every step rounds once.

@inline
function at(row: usize, last: usize): usize {
  return (row < last ? row : last) * ROW_BYTES
}

export function rowSquaresF64(
  out: usize,
  g: usize,
  rows: usize,
  rowBegin: usize,
  rowEnd: usize,
  columns: usize,
): void {
  const stride = panelBytes(rows)
  const last = rowEnd - 1
  for (let row = rowBegin; row < rowEnd; row += 4) {
    let s0: f64 = 0
    let s1: f64 = 0
    let s2: f64 = 0
    let s3: f64 = 0
    for (let column: usize = 0; column < columns; column++) {
      const p = g + (column >> 4) * stride + ((column & 15) << 2)
      const x0 = <f64>load<f32>(p + at(row, last))
      const x1 = <f64>load<f32>(p + at(row + 1, last))
      const x2 = <f64>load<f32>(p + at(row + 2, last))
      const x3 = <f64>load<f32>(p + at(row + 3, last))
      s0 += x0 * x0
      s1 += x1 * x1
      s2 += x2 * x2
      s3 += x3 * x3
    }
    store<f64>(out + (row << 3), s0)
    if (row + 1 < rowEnd) store<f64>(out + (row << 3), s1, 8)
    if (row + 2 < rowEnd) store<f64>(out + (row << 3), s2, 16)
    if (row + 3 < rowEnd) store<f64>(out + (row << 3), s3, 24)
  }
}

export function rowMomentsF64(
  out: usize,
  z: usize,
  rows: usize,
  rowBegin: usize,
  rowEnd: usize,
  columns: usize,
): void {
  const stride = panelBytes(rows)
  for (let row = rowBegin; row < rowEnd; row++) {
    let moments = f64x2.splat(0)
    for (let column: usize = 0; column < columns; column++) {
      const x = <f64>load<f32>(z + (column >> 4) * stride + row * ROW_BYTES + ((column & 15) << 2))
      moments = f64x2.add(moments, f64x2.replace_lane(f64x2.splat(x), 1, x * x))
    }
    v128.store(out + (row << 4), moments)
  }
}
