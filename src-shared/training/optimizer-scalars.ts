import type { Optimizer, TrainingPlan } from '../design/experiment'
import { exponential } from '../kernels/scalar/exponential'
import { logarithm } from '../kernels/scalar/logarithm'
import { learningRateAt } from './schedules'

/** Binary32 numbers that `optimizerF32` reads. */
export const OPTIMIZER_SCALARS = 12

/** State numbers that a rule keeps per parameter. */
export const OPTIMIZER_STATES: Readonly<Record<Optimizer['kind'], 0 | 1 | 2>> = {
  sgd: 0,
  momentum: 1,
  nesterov: 1,
  adagrad: 1,
  rmsprop: 1,
  adam: 2,
  adamw: 2,
  nadam: 2,
}

/** Base of Nadam's momentum schedule mu_t = beta1 (1 - 0.96^(t momentumDecay) / 2) (Dozat, 2016). */
const NADAM_BASE = 0.96

/** The scalars of the optimizer, iteration by iteration. */
export interface OptimizerScalars {
  /** Writes the scalars of the next iteration: those of weights, which decay, and those of everything else. */
  next(weights: Float32Array, others: Float32Array): void
}

/**
 * Rates, corrections and powers of the betas in binary64, rounded once where they enter the kernels.
 *
 * Powers are running products. A resumed run multiplies them again up to its iteration and so has the same bits.
 */
export function createOptimizerScalars(plan: TrainingPlan, from: number): OptimizerScalars {
  const rule = createRule(plan.optimizer)
  let iteration = 0
  const values = new Float64Array(OPTIMIZER_SCALARS)

  function advance(): void {
    values.fill(0)
    const rate = learningRateAt(plan, iteration)
    rule(rate, values)
    iteration += 1
    values[1] = 1
  }
  for (let step = 0; step < from; step += 1) advance()

  return {
    next(weights, others) {
      const rate = learningRateAt(plan, iteration)
      advance()
      others.set(values)
      weights.set(values)
      if (plan.optimizer.kind === 'adamw') {
        others[8] = 1
        weights[8] = 1 - rate * plan.weightDecay
      } else {
        weights[0] = plan.weightDecay
      }
    },
  }
}

type Rule = (rate: number, out: Float64Array) => void

function createRule(optimizer: Optimizer): Rule {
  switch (optimizer.kind) {
    case 'sgd':
      return (rate, out) => out.set([rate], 2)
    case 'momentum':
    case 'nesterov':
      return (rate, out) => out.set([rate, optimizer.momentum], 2)
    case 'adagrad':
      return (rate, out) => out.set([rate, optimizer.epsilon], 2)
    case 'rmsprop':
      return (rate, out) => out.set([rate, optimizer.epsilon, optimizer.decay, 1 - optimizer.decay], 2)
    case 'adam':
    case 'adamw':
      return adam(optimizer.beta1, optimizer.beta2, optimizer.epsilon)
    case 'nadam':
      return nadam(optimizer)
  }
}

function adam(beta1: number, beta2: number, epsilon: number): Rule {
  let power1 = 1
  let power2 = 1
  return (rate, out) => {
    power1 *= beta1
    power2 *= beta2
    out.set(
      [rate / (1 - power1), epsilon, beta1, 1 - beta1, beta2, 1 - beta2, 0, 1 / Math.sqrt(1 - power2)],
      2,
    )
  }
}

function nadam({ beta1, beta2, epsilon, momentumDecay }: Extract<Optimizer, { kind: 'nadam' }>): Rule {
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
    const now = (rate * (1 - mu)) / (1 - product)
    const ahead = (rate * muNext) / (1 - product * muNext)
    out.set([now, epsilon, beta1, 1 - beta1, beta2, 1 - beta2, 0, 1 / Math.sqrt(1 - power2), ahead], 2)
  }
}
