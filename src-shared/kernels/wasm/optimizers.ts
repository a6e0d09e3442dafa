import { fma } from './vectors'

// One loop a rule, because the scalars of a rule stay in registers through its loop. kernels.ts lists the scalars.

@inline
function scalar(scalars: usize, index: usize): v128 {
  return v128.load_splat<f32>(scalars + (index << 2))
}

/** The gradient after scaling, with weight decay. */
@inline
function gradient(g: usize, w: v128, decay: v128, scale: v128): v128 {
  return fma(decay, w, f32x4.mul(v128.load(g), scale))
}

function sgd(w: usize, g: usize, scalars: usize, count: usize): void {
  const decay = scalar(scalars, 0)
  const scale = scalar(scalars, 1)
  const rate = f32x4.neg(scalar(scalars, 2))
  for (let i: usize = 0; i < count; i += 16) {
    const old = v128.load(w + i)
    v128.store(w + i, fma(rate, gradient(g + i, old, decay, scale), old))
  }
}

function momentum(w: usize, g: usize, s1: usize, scalars: usize, count: usize): void {
  const decay = scalar(scalars, 0)
  const scale = scalar(scalars, 1)
  const rate = scalar(scalars, 2)
  const keep = scalar(scalars, 3)
  for (let i: usize = 0; i < count; i += 16) {
    const old = v128.load(w + i)
    const step = f32x4.mul(rate, gradient(g + i, old, decay, scale))
    const velocity = fma(keep, v128.load(s1 + i), f32x4.neg(step))
    v128.store(s1 + i, velocity)
    v128.store(w + i, f32x4.add(old, velocity))
  }
}

function nesterov(w: usize, g: usize, s1: usize, scalars: usize, count: usize): void {
  const decay = scalar(scalars, 0)
  const scale = scalar(scalars, 1)
  const rate = scalar(scalars, 2)
  const keep = scalar(scalars, 3)
  for (let i: usize = 0; i < count; i += 16) {
    const old = v128.load(w + i)
    const step = f32x4.neg(f32x4.mul(rate, gradient(g + i, old, decay, scale)))
    const velocity = fma(keep, v128.load(s1 + i), step)
    v128.store(s1 + i, velocity)
    v128.store(w + i, f32x4.add(old, fma(keep, velocity, step)))
  }
}

function adagrad(w: usize, g: usize, s1: usize, scalars: usize, count: usize): void {
  const decay = scalar(scalars, 0)
  const scale = scalar(scalars, 1)
  const rate = scalar(scalars, 2)
  const epsilon = scalar(scalars, 3)
  for (let i: usize = 0; i < count; i += 16) {
    const old = v128.load(w + i)
    const slope = gradient(g + i, old, decay, scale)
    const squares = fma(slope, slope, v128.load(s1 + i))
    v128.store(s1 + i, squares)
    const denominator = f32x4.add(f32x4.sqrt(squares), epsilon)
    v128.store(w + i, f32x4.sub(old, f32x4.div(f32x4.mul(rate, slope), denominator)))
  }
}

function rmsprop(w: usize, g: usize, s1: usize, scalars: usize, count: usize): void {
  const decay = scalar(scalars, 0)
  const scale = scalar(scalars, 1)
  const rate = scalar(scalars, 2)
  const epsilon = scalar(scalars, 3)
  const keep = scalar(scalars, 4)
  const share = scalar(scalars, 5)
  for (let i: usize = 0; i < count; i += 16) {
    const old = v128.load(w + i)
    const slope = gradient(g + i, old, decay, scale)
    const squares = fma(keep, v128.load(s1 + i), f32x4.mul(share, f32x4.mul(slope, slope)))
    v128.store(s1 + i, squares)
    const denominator = f32x4.add(f32x4.sqrt(squares), epsilon)
    v128.store(w + i, f32x4.sub(old, f32x4.div(f32x4.mul(rate, slope), denominator)))
  }
}

/** Updates the first running mean of Adam and gives it back. */
@inline
function updateFirst(s1: usize, slope: v128, keep: v128, share: v128): v128 {
  const mean = fma(keep, v128.load(s1), f32x4.mul(share, slope))
  v128.store(s1, mean)
  return mean
}

/** Updates the second running mean of Adam and gives back the denominator. */
@inline
function updateSecond(s2: usize, slope: v128, keep: v128, share: v128, correction: v128, epsilon: v128): v128 {
  const mean = fma(keep, v128.load(s2), f32x4.mul(share, f32x4.mul(slope, slope)))
  v128.store(s2, mean)
  return f32x4.add(f32x4.mul(f32x4.sqrt(mean), correction), epsilon)
}

/** Adam; `shrink` is what adamw multiplies the weights with first, and 1 otherwise, which changes no bit. */
function adam(w: usize, g: usize, s1: usize, s2: usize, scalars: usize, shrink: v128, count: usize): void {
  const decay = scalar(scalars, 0)
  const scale = scalar(scalars, 1)
  const rate = scalar(scalars, 2)
  const epsilon = scalar(scalars, 3)
  const keep1 = scalar(scalars, 4)
  const share1 = scalar(scalars, 5)
  const keep2 = scalar(scalars, 6)
  const share2 = scalar(scalars, 7)
  const correction = scalar(scalars, 9)
  for (let i: usize = 0; i < count; i += 16) {
    const old = f32x4.mul(v128.load(w + i), shrink)
    const slope = gradient(g + i, old, decay, scale)
    const mean = updateFirst(s1 + i, slope, keep1, share1)
    const denominator = updateSecond(s2 + i, slope, keep2, share2, correction, epsilon)
    v128.store(w + i, f32x4.sub(old, f32x4.div(f32x4.mul(rate, mean), denominator)))
  }
}

function nadam(w: usize, g: usize, s1: usize, s2: usize, scalars: usize, count: usize): void {
  const decay = scalar(scalars, 0)
  const scale = scalar(scalars, 1)
  const rate = scalar(scalars, 2)
  const epsilon = scalar(scalars, 3)
  const keep1 = scalar(scalars, 4)
  const share1 = scalar(scalars, 5)
  const keep2 = scalar(scalars, 6)
  const share2 = scalar(scalars, 7)
  const correction = scalar(scalars, 9)
  const rateOfMean = scalar(scalars, 10)
  for (let i: usize = 0; i < count; i += 16) {
    const old = v128.load(w + i)
    const slope = gradient(g + i, old, decay, scale)
    const mean = updateFirst(s1 + i, slope, keep1, share1)
    const denominator = updateSecond(s2 + i, slope, keep2, share2, correction, epsilon)
    const first = f32x4.sub(old, f32x4.div(f32x4.mul(rate, slope), denominator))
    v128.store(w + i, f32x4.sub(first, f32x4.div(f32x4.mul(rateOfMean, mean), denominator)))
  }
}

export function optimizerF32(
  kind: i32,
  w: usize,
  g: usize,
  s1: usize,
  s2: usize,
  scalars: usize,
  panels: usize,
  stride: usize,
  begin: usize,
  count: usize,
): void {
  const bytes = count << 2
  for (let panel: usize = 0; panel < panels; panel++) {
    const i = (panel * stride + begin) << 2
    switch (kind) {
      case 0: sgd(w + i, g + i, scalars, bytes); break
      case 1: momentum(w + i, g + i, s1 + i, scalars, bytes); break
      case 2: nesterov(w + i, g + i, s1 + i, scalars, bytes); break
      case 3: adagrad(w + i, g + i, s1 + i, scalars, bytes); break
      case 4: rmsprop(w + i, g + i, s1 + i, scalars, bytes); break
      case 5: adam(w + i, g + i, s1 + i, s2 + i, scalars, f32x4.splat(1), bytes); break
      case 6: adam(w + i, g + i, s1 + i, s2 + i, scalars, scalar(scalars, 8), bytes); break
      case 7: nadam(w + i, g + i, s1 + i, s2 + i, scalars, bytes); break
      default: unreachable()
    }
  }
}
