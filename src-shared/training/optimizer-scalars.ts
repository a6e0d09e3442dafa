import type { OptimizerKind, TrainingPlan } from '../experiment/experiment'
import type { OptimizerOf } from '../experiment/optimizer-defaults'
import { optimizerRow } from '../experiment/optimizers'
import { exponential } from '../kernels/scalar/exponential'
import { logarithm } from '../kernels/scalar/logarithm'
import {
  BETA1,
  BETA2,
  EPSILON,
  GRADIENT_SCALE,
  MEAN_RATE,
  MOMENTUM,
  ONE_MINUS_BETA1,
  ONE_MINUS_BETA2,
  OPTIMIZER_SCALARS,
  RATE,
  ROOT_CORRECTION,
  WEIGHT_DECAY,
  WEIGHT_FACTOR,
} from '../kernels/scalar-layouts'
import { learningRateAt } from './schedules'

/** Base of Nadam's momentum schedule mu_t = beta1 (1 - 0.96^(t momentumDecay) / 2) (Dozat, 2016). */
const NADAM_BASE = 0.96

/** The scalars of the optimizer, iteration by iteration. */
export interface OptimizerScalars {
  /** Writes the scalars of the next iteration: those of weights, which decay, and those of everything else. */
  next(weights: Float32Array, others: Float32Array): void
}

/** Writes the scalars of the next iteration, whose learning rate is given. */
type Rule = (rate: number, out: Float64Array) => void

/** What each optimizer tells its kernel. */
const RULES: { readonly [K in OptimizerKind]: (optimizer: OptimizerOf<K>) => Rule } = {
  sgd: () => writeRate,
  momentum,
  nesterov: momentum,
  adagrad: ({ epsilon }) => {
    return (rate, out) => {
      out[RATE] = rate
      out[EPSILON] = epsilon
    }
  },
  rmsprop: ({ decay, epsilon }) => {
    return (rate, out) => {
      out[RATE] = rate
      writeSecondMean(decay, epsilon, out)
    }
  },
  adam,
  adamw: adam,
  nadam,
}

function writeRate(rate: number, out: Float64Array): void {
  out[RATE] = rate
}

function writeFirstMean(beta1: number, out: Float64Array): void {
  out[BETA1] = beta1
  out[ONE_MINUS_BETA1] = 1 - beta1
}

function writeSecondMean(beta2: number, epsilon: number, out: Float64Array): void {
  out[BETA2] = beta2
  out[ONE_MINUS_BETA2] = 1 - beta2
  out[EPSILON] = epsilon
}

function momentum(optimizer: OptimizerOf<'momentum' | 'nesterov'>): Rule {
  return (rate, out) => {
    out[RATE] = rate
    out[MOMENTUM] = optimizer.momentum
  }
}

function adam({ beta1, beta2, epsilon }: OptimizerOf<'adam' | 'adamw'>): Rule {
  let power1 = 1
  let power2 = 1
  return (rate, out) => {
    power1 *= beta1
    power2 *= beta2
    writeFirstMean(beta1, out)
    writeSecondMean(beta2, epsilon, out)
    out[RATE] = rate / (1 - power1)
    out[ROOT_CORRECTION] = 1 / Math.sqrt(1 - power2)
  }
}

function nadam({ beta1, beta2, epsilon, momentumDecay }: OptimizerOf<'nadam'>): Rule {
  const factor = exponential(momentumDecay * logarithm(NADAM_BASE))
  let power2 = 1
  let schedule = factor
  let product = 1
  return (rate, out) => {
    power2 *= beta2
    const mu = beta1 * (1 - 0.5 * schedule)
    schedule *= factor
    const muNext = beta1 * (1 - 0.5 * schedule)
    product *= mu
    writeFirstMean(beta1, out)
    writeSecondMean(beta2, epsilon, out)
    out[RATE] = (rate * (1 - mu)) / (1 - product)
    out[MEAN_RATE] = (rate * muNext) / (1 - product * muNext)
    out[ROOT_CORRECTION] = 1 / Math.sqrt(1 - power2)
  }
}

function ruleOf<K extends OptimizerKind>(optimizer: OptimizerOf<K> & { readonly kind: K }): Rule {
  return RULES[optimizer.kind](optimizer)
}

/**
 * Rates, corrections and powers of the betas in binary64, rounded once where they enter the kernels.
 *
 * Powers are running products. A resumed run multiplies them again up to its iteration and so has the same bits.
 */
export function createOptimizerScalars(plan: TrainingPlan, from: number): OptimizerScalars {
  const rule = ruleOf(plan.optimizer)
  const { decoupledDecay = false } = optimizerRow(plan.optimizer.kind)
  let iteration = 0
  const values = new Float64Array(OPTIMIZER_SCALARS)

  function advance(): number {
    values.fill(0)
    const rate = learningRateAt(plan, iteration)
    rule(rate, values)
    iteration += 1
    values[GRADIENT_SCALE] = 1
    return rate
  }
  for (let step = 0; step < from; step += 1) advance()

  return {
    next(weights, others) {
      const rate = advance()
      if (decoupledDecay) values[WEIGHT_FACTOR] = 1
      others.set(values)
      weights.set(values)
      if (decoupledDecay) weights[WEIGHT_FACTOR] = 1 - rate * plan.weightDecay
      else weights[WEIGHT_DECAY] = plan.weightDecay
    },
  }
}
