import {
  DROPOUT_DROPPED,
  DROPOUT_ITERATION,
  DROPOUT_LAYER,
  DROPOUT_SCALE,
  DROPOUT_SEED,
  DROPOUT_SHIFT,
  DROPOUT_STREAM,
  DROPOUT_THRESHOLD,
} from '../scalar-layouts'
import { panelBytes, panelCount, ROW_BYTES } from './layout'
import { fma, select } from './vectors'

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
  const seed = load<u32>(parameters, DROPOUT_SEED << 2)
  const stream = load<u32>(parameters, DROPOUT_STREAM << 2)
  const iteration = v128.load_splat<u32>(parameters, DROPOUT_ITERATION << 2)
  const layer = v128.load_splat<u32>(parameters, DROPOUT_LAYER << 2)
  const stride = panelBytes(rows)
  const panels = panelCount(columns)
  const lanes = i32x4(0, 1, 2, 3)
  for (let panel = panelBegin; panel < panelEnd; panel++) {
    // Two rows at a time: the rounds of one wait for its multiplications. A row behind the last one may be written.
    for (let row = rowBegin; row < rowEnd; row += 2) {
      const m0 = i32x4.splat(0xd2511f53)
      const m1 = i32x4.splat(0xcd9e8d57)
      let w0 = i32x4.add(i32x4.splat((<i32>(row * panels + panel)) << 2), lanes)
      let w1 = iteration
      let w2 = layer
      let w3 = i32x4.splat(0)
      let v0 = i32x4.add(i32x4.splat((<i32>(row * panels + panels + panel)) << 2), lanes)
      let v1 = w1
      let v2 = w2
      let v3 = w3
      let k0 = seed
      let k1 = stream
      for (let round = 0; round < 10; round++) {
        const key0 = i32x4.splat(k0)
        const key1 = i32x4.splat(k1)
        // Products of 64 bits in two halves of the lanes; their high and low words are sorted apart afterwards.
        const p0 = i64x2.extmul_low_i32x4_u(m0, w0)
        const p1 = i64x2.extmul_high_i32x4_u(m0, w0)
        const q0 = i64x2.extmul_low_i32x4_u(m1, w2)
        const q1 = i64x2.extmul_high_i32x4_u(m1, w2)
        w0 = v128.xor(v128.xor(v128.shuffle<i32>(q0, q1, 1, 3, 5, 7), w1), key0)
        w1 = v128.shuffle<i32>(q0, q1, 0, 2, 4, 6)
        w2 = v128.xor(v128.xor(v128.shuffle<i32>(p0, p1, 1, 3, 5, 7), w3), key1)
        w3 = v128.shuffle<i32>(p0, p1, 0, 2, 4, 6)
        const r0 = i64x2.extmul_low_i32x4_u(m0, v0)
        const r1 = i64x2.extmul_high_i32x4_u(m0, v0)
        const s0 = i64x2.extmul_low_i32x4_u(m1, v2)
        const s1 = i64x2.extmul_high_i32x4_u(m1, v2)
        v0 = v128.xor(v128.xor(v128.shuffle<i32>(s0, s1, 1, 3, 5, 7), v1), key0)
        v1 = v128.shuffle<i32>(s0, s1, 0, 2, 4, 6)
        v2 = v128.xor(v128.xor(v128.shuffle<i32>(r0, r1, 1, 3, 5, 7), v3), key1)
        v3 = v128.shuffle<i32>(r0, r1, 0, 2, 4, 6)
        k0 += 0x9e3779b9
        k1 += 0xbb67ae85
      }
      const at = panel * stride + row * ROW_BYTES
      dropRow(out + at, mask + at, x + at, parameters, w0, w1, w2, w3)
      dropRow(out + at + 64, mask + at + 64, x + at + 64, parameters, v0, v1, v2, v3)
    }
  }
}

@inline
function dropRow(
  out: usize,
  mask: usize,
  x: usize,
  parameters: usize,
  w0: v128,
  w1: v128,
  w2: v128,
  w3: v128,
): void {
  drop(out, mask, x, parameters, w0)
  drop(out + 16, mask + 16, x + 16, parameters, w1)
  drop(out + 32, mask + 32, x + 32, parameters, w2)
  drop(out + 48, mask + 48, x + 48, parameters, w3)
}

/** Four elements: kept where the 24 high bits of their words reach the threshold. */
@inline
function drop(out: usize, mask: usize, x: usize, parameters: usize, words: v128): void {
  const threshold = v128.load_splat<u32>(parameters, DROPOUT_THRESHOLD << 2)
  const scale = v128.load_splat<f32>(parameters, DROPOUT_SCALE << 2)
  const shift = v128.load_splat<f32>(parameters, DROPOUT_SHIFT << 2)
  const dropped = v128.load_splat<f32>(parameters, DROPOUT_DROPPED << 2)
  const keep = i32x4.ge_s(i32x4.shr_u(words, 8), threshold)
  v128.store(out, select(keep, fma(v128.load(x), scale, shift), dropped))
  v128.store(mask, v128.and(keep, scale))
}
