import { panelBytes, panelCount, ROW_BYTES } from './layout'
import { fma, select } from './vectors'

/** High halves of the products of four pairs of unsigned 32-bit numbers. */
@inline
function multiplyHigh(a: v128, b: v128): v128 {
  const low = i64x2.extmul_low_i32x4_u(a, b)
  const high = i64x2.extmul_high_i32x4_u(a, b)
  return v128.shuffle<i32>(low, high, 1, 3, 5, 7)
}

export function dropoutF32(
  out: usize,
  mask: usize,
  x: usize,
  parameters: usize,
  rows: usize,
  rowBegin: usize,
  rowEnd: usize,
  columns: usize,
  panelBegin: usize,
  panelEnd: usize,
): void {
  const seed = load<u32>(parameters)
  const stream = load<u32>(parameters, 4)
  const iteration = v128.load_splat<u32>(parameters, 8)
  const layer = v128.load_splat<u32>(parameters, 12)
  const stride = panelBytes(rows)
  const panels = panelCount(columns)
  const lanes = i32x4(0, 1, 2, 3)
  for (let panel = panelBegin; panel < panelEnd; panel++) {
    for (let row = rowBegin; row < rowEnd; row++) {
      let w0 = i32x4.add(i32x4.splat((<i32>(row * panels + panel)) << 2), lanes)
      let w1 = iteration
      let w2 = layer
      let w3 = i32x4.splat(0)
      let k0 = seed
      let k1 = stream
      for (let round = 0; round < 10; round++) {
        const m0 = i32x4.splat(0xd2511f53)
        const m1 = i32x4.splat(0xcd9e8d57)
        const high0 = multiplyHigh(m0, w0)
        const high1 = multiplyHigh(m1, w2)
        const low0 = i32x4.mul(m0, w0)
        const low1 = i32x4.mul(m1, w2)
        w0 = v128.xor(v128.xor(high1, w1), i32x4.splat(k0))
        w1 = low1
        w2 = v128.xor(v128.xor(high0, w3), i32x4.splat(k1))
        w3 = low0
        k0 += 0x9e3779b9
        k1 += 0xbb67ae85
      }
      const at = panel * stride + row * ROW_BYTES
      drop(out + at, mask + at, x + at, parameters, w0)
      drop(out + at + 16, mask + at + 16, x + at + 16, parameters, w1)
      drop(out + at + 32, mask + at + 32, x + at + 32, parameters, w2)
      drop(out + at + 48, mask + at + 48, x + at + 48, parameters, w3)
    }
  }
}

/** Four elements: kept where the 24 high bits of their words reach the threshold. */
@inline
function drop(out: usize, mask: usize, x: usize, parameters: usize, words: v128): void {
  const threshold = v128.load_splat<u32>(parameters, 16)
  const scale = v128.load_splat<f32>(parameters, 20)
  const shift = v128.load_splat<f32>(parameters, 24)
  const dropped = v128.load_splat<f32>(parameters, 28)
  const keep = i32x4.ge_s(i32x4.shr_u(words, 8), threshold)
  v128.store(out, select(keep, fma(v128.load(x), scale, shift), dropped))
  v128.store(mask, v128.and(keep, scale))
}
