import {
  OPTIMIZER_ADAGRAD,
  OPTIMIZER_ADAM,
  OPTIMIZER_ADAMW,
  OPTIMIZER_MOMENTUM,
  OPTIMIZER_NADAM,
  OPTIMIZER_NESTEROV,
  OPTIMIZER_RMSPROP,
  OPTIMIZER_SGD,
} from '../rule-codes'
import {
  BETA1,
  BETA2,
  EPSILON,
  GRADIENT_SCALE,
  MEAN_RATE,
  MOMENTUM,
  ONE_MINUS_BETA1,
  ONE_MINUS_BETA2,
  RATE,
  ROOT_CORRECTION,
  WEIGHT_DECAY,
  WEIGHT_FACTOR,
} from '../scalar-layouts'
import { fma } from './vectors'

// One loop a rule, because the scalars of a rule stay in registers through its loop. rule-codes.ts says what each rule computes;
// m and v are its state, as in the papers: a mean or sum of gradients, and one of their squares.

@inline
function scalar(scalars: usize, index: usize): v128 {
  return v128.load_splat<f32>(scalars + (index << 2))
}

/** The gradient after scaling, with weight decay. */
@inline
function gradient(g: usize, w: v128, decay: v128, scale: v128): v128 {
  return fma(decay, w, f32x4.mul(v128.load(g), scale))
}

function stepSgd(w: usize, g: usize, scalars: usize, count: usize): void {
  const decay = scalar(scalars, WEIGHT_DECAY)
  const scale = scalar(scalars, GRADIENT_SCALE)
  const rate = f32x4.neg(scalar(scalars, RATE))
  for (let i: usize = 0; i < count; i += 16) {
    const old = v128.load(w + i)
    v128.store(w + i, fma(rate, gradient(g + i, old, decay, scale), old))
  }
}

function stepMomentum(w: usize, g: usize, m: usize, scalars: usize, count: usize): void {
  const decay = scalar(scalars, WEIGHT_DECAY)
  const scale = scalar(scalars, GRADIENT_SCALE)
  const rate = scalar(scalars, RATE)
  const momentum = scalar(scalars, MOMENTUM)
  for (let i: usize = 0; i < count; i += 16) {
    const old = v128.load(w + i)
    const step = f32x4.mul(rate, gradient(g + i, old, decay, scale))
    const velocity = fma(momentum, v128.load(m + i), f32x4.neg(step))
    v128.store(m + i, velocity)
    v128.store(w + i, f32x4.add(old, velocity))
  }
}

function stepNesterov(w: usize, g: usize, m: usize, scalars: usize, count: usize): void {
  const decay = scalar(scalars, WEIGHT_DECAY)
  const scale = scalar(scalars, GRADIENT_SCALE)
  const rate = scalar(scalars, RATE)
  const momentum = scalar(scalars, MOMENTUM)
  for (let i: usize = 0; i < count; i += 16) {
    const old = v128.load(w + i)
    const step = f32x4.neg(f32x4.mul(rate, gradient(g + i, old, decay, scale)))
    const velocity = fma(momentum, v128.load(m + i), step)
    v128.store(m + i, velocity)
    v128.store(w + i, f32x4.add(old, fma(momentum, velocity, step)))
  }
}

function stepAdagrad(w: usize, g: usize, v: usize, scalars: usize, count: usize): void {
  const decay = scalar(scalars, WEIGHT_DECAY)
  const scale = scalar(scalars, GRADIENT_SCALE)
  const rate = scalar(scalars, RATE)
  const epsilon = scalar(scalars, EPSILON)
  for (let i: usize = 0; i < count; i += 16) {
    const old = v128.load(w + i)
    const slope = gradient(g + i, old, decay, scale)
    const squares = fma(slope, slope, v128.load(v + i))
    v128.store(v + i, squares)
    const denominator = f32x4.add(f32x4.sqrt(squares), epsilon)
    v128.store(w + i, f32x4.sub(old, f32x4.div(f32x4.mul(rate, slope), denominator)))
  }
}

function stepRmsprop(w: usize, g: usize, v: usize, scalars: usize, count: usize): void {
  const decay = scalar(scalars, WEIGHT_DECAY)
  const scale = scalar(scalars, GRADIENT_SCALE)
  const rate = scalar(scalars, RATE)
  const epsilon = scalar(scalars, EPSILON)
  const beta2 = scalar(scalars, BETA2)
  const oneMinusBeta2 = scalar(scalars, ONE_MINUS_BETA2)
  for (let i: usize = 0; i < count; i += 16) {
    const old = v128.load(w + i)
    const slope = gradient(g + i, old, decay, scale)
    const squares = fma(beta2, v128.load(v + i), f32x4.mul(oneMinusBeta2, f32x4.mul(slope, slope)))
    v128.store(v + i, squares)
    const denominator = f32x4.add(f32x4.sqrt(squares), epsilon)
    v128.store(w + i, f32x4.sub(old, f32x4.div(f32x4.mul(rate, slope), denominator)))
  }
}

/** Updates the first mean of Adam and gives it back. */
@inline
function updateFirst(m: usize, slope: v128, beta1: v128, oneMinusBeta1: v128): v128 {
  const mean = fma(beta1, v128.load(m), f32x4.mul(oneMinusBeta1, slope))
  v128.store(m, mean)
  return mean
}

/** Updates the second mean of Adam and gives back the denominator. */
@inline
function updateSecond(
  v: usize,
  slope: v128,
  beta2: v128,
  oneMinusBeta2: v128,
  correction: v128,
  epsilon: v128,
): v128 {
  const mean = fma(beta2, v128.load(v), f32x4.mul(oneMinusBeta2, f32x4.mul(slope, slope)))
  v128.store(v, mean)
  return f32x4.add(f32x4.mul(f32x4.sqrt(mean), correction), epsilon)
}

/** Adam; `factor` is what adamw multiplies the weights with first, and 1 otherwise, which changes no bit. */
function stepAdam(w: usize, g: usize, m: usize, v: usize, scalars: usize, factor: v128, count: usize): void {
  const decay = scalar(scalars, WEIGHT_DECAY)
  const scale = scalar(scalars, GRADIENT_SCALE)
  const rate = scalar(scalars, RATE)
  const epsilon = scalar(scalars, EPSILON)
  const beta1 = scalar(scalars, BETA1)
  const oneMinusBeta1 = scalar(scalars, ONE_MINUS_BETA1)
  const beta2 = scalar(scalars, BETA2)
  const oneMinusBeta2 = scalar(scalars, ONE_MINUS_BETA2)
  const correction = scalar(scalars, ROOT_CORRECTION)
  for (let i: usize = 0; i < count; i += 16) {
    const old = f32x4.mul(v128.load(w + i), factor)
    const slope = gradient(g + i, old, decay, scale)
    const mean = updateFirst(m + i, slope, beta1, oneMinusBeta1)
    const denominator = updateSecond(v + i, slope, beta2, oneMinusBeta2, correction, epsilon)
    v128.store(w + i, f32x4.sub(old, f32x4.div(f32x4.mul(rate, mean), denominator)))
  }
}

function stepNadam(w: usize, g: usize, m: usize, v: usize, scalars: usize, count: usize): void {
  const decay = scalar(scalars, WEIGHT_DECAY)
  const scale = scalar(scalars, GRADIENT_SCALE)
  const rate = scalar(scalars, RATE)
  const epsilon = scalar(scalars, EPSILON)
  const beta1 = scalar(scalars, BETA1)
  const oneMinusBeta1 = scalar(scalars, ONE_MINUS_BETA1)
  const beta2 = scalar(scalars, BETA2)
  const oneMinusBeta2 = scalar(scalars, ONE_MINUS_BETA2)
  const correction = scalar(scalars, ROOT_CORRECTION)
  const meanRate = scalar(scalars, MEAN_RATE)
  for (let i: usize = 0; i < count; i += 16) {
    const old = v128.load(w + i)
    const slope = gradient(g + i, old, decay, scale)
    const mean = updateFirst(m + i, slope, beta1, oneMinusBeta1)
    const denominator = updateSecond(v + i, slope, beta2, oneMinusBeta2, correction, epsilon)
    const first = f32x4.sub(old, f32x4.div(f32x4.mul(rate, slope), denominator))
    v128.store(w + i, f32x4.sub(first, f32x4.div(f32x4.mul(meanRate, mean), denominator)))
  }
}

export function optimizerF32(
  kind: i32,
  w: usize,
  g: usize,
  state1: usize,
  state2: usize,
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
      case OPTIMIZER_SGD: stepSgd(w + i, g + i, scalars, bytes); break
      case OPTIMIZER_MOMENTUM: stepMomentum(w + i, g + i, state1 + i, scalars, bytes); break
      case OPTIMIZER_NESTEROV: stepNesterov(w + i, g + i, state1 + i, scalars, bytes); break
      case OPTIMIZER_ADAGRAD: stepAdagrad(w + i, g + i, state1 + i, scalars, bytes); break
      case OPTIMIZER_RMSPROP: stepRmsprop(w + i, g + i, state1 + i, scalars, bytes); break
      case OPTIMIZER_ADAM: stepAdam(w + i, g + i, state1 + i, state2 + i, scalars, f32x4.splat(1), bytes); break
      case OPTIMIZER_ADAMW: stepAdam(w + i, g + i, state1 + i, state2 + i, scalars, scalar(scalars, WEIGHT_FACTOR), bytes); break
      case OPTIMIZER_NADAM: stepNadam(w + i, g + i, state1 + i, state2 + i, scalars, bytes); break
      default: unreachable()
    }
  }
}
