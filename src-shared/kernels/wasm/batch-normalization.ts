import { panelBytes, ROW_BYTES } from './layout'
import { all, fma } from './vectors'

// Each function takes four columns at a time down all rows: columns never meet, rows are added in ascending order.

@inline
function inverseDeviation(variance: v128, epsilon: v128): v128 {
  return f32x4.div(all(1), f32x4.sqrt(f32x4.add(variance, epsilon)))
}

export function batchNormalizationStatisticsF32(
  mean: usize,
  variance: usize,
  z: usize,
  rows: usize,
  panelBegin: usize,
  panelEnd: usize,
): void {
  const stride = panelBytes(rows)
  const count = f32x4.splat(<f32>rows)
  for (let panel = panelBegin; panel < panelEnd; panel++) {
    for (let lane: usize = 0; lane < ROW_BYTES; lane += 16) {
      const start = z + panel * stride + lane
      const end = start + rows * ROW_BYTES
      let sum = all(0)
      for (let p = start; p < end; p += ROW_BYTES) sum = f32x4.add(sum, v128.load(p))
      const average = f32x4.div(sum, count)
      let squares = all(0)
      for (let p = start; p < end; p += ROW_BYTES) {
        const difference = f32x4.sub(v128.load(p), average)
        squares = fma(difference, difference, squares)
      }
      v128.store(mean + panel * ROW_BYTES + lane, average)
      v128.store(variance + panel * ROW_BYTES + lane, f32x4.div(squares, count))
    }
  }
}

export function batchNormalizationF32(
  out: usize,
  normalized: usize,
  z: usize,
  mean: usize,
  variance: usize,
  gamma: usize,
  beta: usize,
  epsilon: f32,
  rows: usize,
  rowBegin: usize,
  rowEnd: usize,
  panelBegin: usize,
  panelEnd: usize,
): void {
  const stride = panelBytes(rows)
  for (let panel = panelBegin; panel < panelEnd; panel++) {
    for (let lane: usize = 0; lane < ROW_BYTES; lane += 16) {
      const column = panel * ROW_BYTES + lane
      const average = v128.load(mean + column)
      const factor = inverseDeviation(v128.load(variance + column), f32x4.splat(epsilon))
      const scale = v128.load(gamma + column)
      const shift = v128.load(beta + column)
      const start = panel * stride + rowBegin * ROW_BYTES + lane
      const end = panel * stride + rowEnd * ROW_BYTES + lane
      for (let i = start; i < end; i += ROW_BYTES) {
        const value = f32x4.mul(f32x4.sub(v128.load(z + i), average), factor)
        if (normalized != 0) v128.store(normalized + i, value)
        v128.store(out + i, fma(scale, value, shift))
      }
    }
  }
}

export function batchNormalizationGradientF32(
  dz: usize,
  dGamma: usize,
  dBeta: usize,
  dy: usize,
  normalized: usize,
  variance: usize,
  gamma: usize,
  epsilon: f32,
  rows: usize,
  panelBegin: usize,
  panelEnd: usize,
): void {
  const stride = panelBytes(rows)
  const count = f32x4.splat(<f32>rows)
  for (let panel = panelBegin; panel < panelEnd; panel++) {
    for (let lane: usize = 0; lane < ROW_BYTES; lane += 16) {
      const column = panel * ROW_BYTES + lane
      const start = panel * stride + lane
      const end = start + rows * ROW_BYTES
      let sum = all(0)
      let product = all(0)
      for (let i = start; i < end; i += ROW_BYTES) {
        const value = v128.load(dy + i)
        sum = f32x4.add(sum, value)
        product = fma(value, v128.load(normalized + i), product)
      }
      v128.store(dBeta + column, sum)
      v128.store(dGamma + column, product)

      const inverse = inverseDeviation(v128.load(variance + column), f32x4.splat(epsilon))
      const factor = f32x4.mul(v128.load(gamma + column), inverse)
      const meanOfDy = f32x4.div(sum, count)
      const meanOfProduct = f32x4.div(product, count)
      for (let i = start; i < end; i += ROW_BYTES) {
        const centred = f32x4.sub(v128.load(dy + i), meanOfDy)
        const rest = f32x4.sub(centred, f32x4.mul(v128.load(normalized + i), meanOfProduct))
        v128.store(dz + i, f32x4.mul(factor, rest))
      }
    }
  }
}
