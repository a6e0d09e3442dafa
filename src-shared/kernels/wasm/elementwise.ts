import { fma } from './vectors'

export function multiplyF32(
  out: usize,
  a: usize,
  b: usize,
  panels: usize,
  stride: usize,
  begin: usize,
  count: usize,
): void {
  for (let panel: usize = 0; panel < panels; panel++) {
    const start = (panel * stride + begin) << 2
    const end = start + (count << 2)
    for (let i = start; i < end; i += 16) {
      v128.store(out + i, f32x4.mul(v128.load(a + i), v128.load(b + i)))
    }
  }
}

export function averageF32(
  average: usize,
  w: usize,
  share: f32,
  panels: usize,
  stride: usize,
  begin: usize,
  count: usize,
): void {
  const part = f32x4.splat(share)
  for (let panel: usize = 0; panel < panels; panel++) {
    const start = (panel * stride + begin) << 2
    const end = start + (count << 2)
    for (let i = start; i < end; i += 16) {
      const old = v128.load(average + i)
      v128.store(average + i, fma(part, f32x4.sub(v128.load(w + i), old), old))
    }
  }
}
