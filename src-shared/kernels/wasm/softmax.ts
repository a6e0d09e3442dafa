import { TARGET_OFF, TARGET_ON, TARGET_SCALE } from '../scalar-layouts'
import { exp, log } from './functions'
import { panelBytes, ROW_BYTES } from './layout'
import { all, fma, select } from './vectors'

// Four rows at a time, one a lane. In the last group the last row stands in for the rows that are not there, and is
// computed and stored more than once.

/** One class of four rows. */
@inline
function loadClass(z0: usize, z1: usize, z2: usize, z3: usize, offset: usize): v128 {
  let value = v128.load_splat<f32>(z0 + offset)
  value = f32x4.replace_lane(value, 1, load<f32>(z1 + offset))
  value = f32x4.replace_lane(value, 2, load<f32>(z2 + offset))
  return f32x4.replace_lane(value, 3, load<f32>(z3 + offset))
}

@inline
function storeClass(d: usize, r0: usize, r1: usize, r2: usize, r3: usize, offset: usize, value: v128): void {
  store<f32>(d + r0 * ROW_BYTES + offset, f32x4.extract_lane(value, 0))
  store<f32>(d + r1 * ROW_BYTES + offset, f32x4.extract_lane(value, 1))
  store<f32>(d + r2 * ROW_BYTES + offset, f32x4.extract_lane(value, 2))
  store<f32>(d + r3 * ROW_BYTES + offset, f32x4.extract_lane(value, 3))
}

@inline
function labelOf(labels: usize, order: usize, row: usize): i32 {
  return load<u8>(labels + <usize>load<i32>(order + (row << 2)))
}

export function softmaxCrossEntropyF32(
  d: usize,
  loss: usize,
  predicted: usize,
  z: usize,
  labels: usize,
  order: usize,
  targets: usize,
  rows: usize,
  rowBegin: usize,
  rowEnd: usize,
  classes: usize,
): void {
  const on = v128.load_splat<f32>(targets, TARGET_ON << 2)
  const off = v128.load_splat<f32>(targets, TARGET_OFF << 2)
  const last = rowEnd - 1
  const stride = panelBytes(rows)
  for (let row = rowBegin; row < rowEnd; row += 4) {
    const r1 = row + 1 < last ? row + 1 : last
    const r2 = row + 2 < last ? row + 2 : last
    const r3 = row + 3 < last ? row + 3 : last
    const z0 = z + row * ROW_BYTES
    const z1 = z + r1 * ROW_BYTES
    const z2 = z + r2 * ROW_BYTES
    const z3 = z + r3 * ROW_BYTES
    let label = i32x4.splat(labelOf(labels, order, row))
    label = i32x4.replace_lane(label, 1, labelOf(labels, order, r1))
    label = i32x4.replace_lane(label, 2, labelOf(labels, order, r2))
    label = i32x4.replace_lane(label, 3, labelOf(labels, order, r3))

    let highest = loadClass(z0, z1, z2, z3, 0)
    let best = i32x4.splat(0)
    for (let first: usize = 0, panel: usize = 0; first < classes; first += 16, panel += stride) {
      const end = min(classes - first, 16)
      for (let c: usize = 0; c < end; c++) {
        const value = loadClass(z0, z1, z2, z3, panel + (c << 2))
        const higher = f32x4.gt(value, highest)
        highest = select(higher, value, highest)
        best = select(higher, i32x4.splat(<i32>(first + c)), best)
      }
    }

    let sum = all(0)
    let expected = all(0)
    for (let first: usize = 0, panel: usize = 0; first < classes; first += 16, panel += stride) {
      const end = min(classes - first, 16)
      for (let c: usize = 0; c < end; c++) {
        const difference = f32x4.sub(loadClass(z0, z1, z2, z3, panel + (c << 2)), highest)
        const share = exp(difference)
        const q = select(i32x4.eq(label, i32x4.splat(<i32>(first + c))), on, off)
        sum = f32x4.add(sum, share)
        expected = fma(q, difference, expected)
        if (d != 0) storeClass(d + panel, row, r1, r2, r3, c << 2, share)
      }
    }

    const losses = f32x4.sub(log(sum), expected)
    store<f32>(loss + (row << 2), f32x4.extract_lane(losses, 0))
    store<f32>(loss + (r1 << 2), f32x4.extract_lane(losses, 1))
    store<f32>(loss + (r2 << 2), f32x4.extract_lane(losses, 2))
    store<f32>(loss + (r3 << 2), f32x4.extract_lane(losses, 3))
    store<u8>(predicted + row, <u8>i32x4.extract_lane(best, 0))
    store<u8>(predicted + r1, <u8>i32x4.extract_lane(best, 1))
    store<u8>(predicted + r2, <u8>i32x4.extract_lane(best, 2))
    store<u8>(predicted + r3, <u8>i32x4.extract_lane(best, 3))
    if (d != 0) gradientRows(d, row, r1, r2, r3, label, sum, targets, classes, stride)
  }
}

/** (share / sum - q) x scale from the shares that lie in d already; zero in the lanes beyond the classes. */
@inline
function gradientRows(
  d: usize,
  r0: usize,
  r1: usize,
  r2: usize,
  r3: usize,
  label: v128,
  sum: v128,
  targets: usize,
  classes: usize,
  stride: usize,
): void {
  const on = v128.load_splat<f32>(targets, TARGET_ON << 2)
  const off = v128.load_splat<f32>(targets, TARGET_OFF << 2)
  const scale = v128.load_splat<f32>(targets, TARGET_SCALE << 2)
  for (let first: usize = 0, to = d; first < classes; first += 16, to += stride) {
    const end = min(classes - first, 16)
    const d0 = to + r0 * ROW_BYTES
    const d1 = to + r1 * ROW_BYTES
    const d2 = to + r2 * ROW_BYTES
    const d3 = to + r3 * ROW_BYTES
    for (let c: usize = 0; c < end; c++) {
      const share = loadClass(d0, d1, d2, d3, c << 2)
      const q = select(i32x4.eq(label, i32x4.splat(<i32>(first + c))), on, off)
      const value = f32x4.mul(f32x4.sub(f32x4.div(share, sum), q), scale)
      storeClass(to, r0, r1, r2, r3, c << 2, value)
    }
    for (let c = end; c < 16; c++) storeClass(to, r0, r1, r2, r3, c << 2, all(0))
  }
}
