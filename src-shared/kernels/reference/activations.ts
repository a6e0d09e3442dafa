import { LEAKY_SLOPE, NORMAL_DENSITY, SELU_LAMBDA, SELU_LAMBDA_ALPHA, SQRT_HALF } from '../coefficients'
import {
  ACTIVATION_ELU,
  ACTIVATION_GELU,
  ACTIVATION_LEAKY_RELU,
  ACTIVATION_RELU,
  ACTIVATION_SELU,
  ACTIVATION_SIGMOID,
  ACTIVATION_SOFTPLUS,
  ACTIVATION_TANH,
} from '../rule-codes'
import { fma } from './fma'
import { erf, exp, expm1, log1p, logistic, tanh } from './functions'

const { abs, fround } = Math

export interface ReferenceActivation {
  readonly value: (z: number) => number
  /** f'(z), given y = f(z) as well. */
  readonly derivative: (z: number, y: number) => number
}

function normalDistribution(z: number): number {
  return fround(1 + erf(fround(z * SQRT_HALF)))
}

/** The activations by their codes. */
const ACTIVATIONS: Readonly<Record<number, ReferenceActivation>> = {
  [ACTIVATION_SIGMOID]: { value: logistic, derivative: (_z, y) => fround(y * fround(1 - y)) },
  [ACTIVATION_TANH]: { value: tanh, derivative: (_z, y) => fma(-y, y, 1) },
  [ACTIVATION_RELU]: { value: (z) => (z > 0 ? z : 0), derivative: (z) => (z > 0 ? 1 : 0) },
  [ACTIVATION_LEAKY_RELU]: {
    value: (z) => (z > 0 ? z : fround(LEAKY_SLOPE * z)),
    derivative: (z) => (z > 0 ? 1 : LEAKY_SLOPE),
  },
  [ACTIVATION_ELU]: {
    value: (z) => (z > 0 ? z : expm1(z)),
    derivative: (z, y) => (z > 0 ? 1 : fround(y + 1)),
  },
  [ACTIVATION_SELU]: {
    value: (z) => (z > 0 ? fround(SELU_LAMBDA * z) : fround(SELU_LAMBDA_ALPHA * expm1(z))),
    derivative: (z, y) => (z > 0 ? SELU_LAMBDA : fround(y + SELU_LAMBDA_ALPHA)),
  },
  [ACTIVATION_GELU]: {
    value: (z) => fround(fround(0.5 * z) * normalDistribution(z)),
    derivative: (z) => {
      const density = fround(exp(fround(fround(-0.5 * z) * z)) * NORMAL_DENSITY)
      return fma(z, density, fround(0.5 * normalDistribution(z)))
    },
  },
  [ACTIVATION_SOFTPLUS]: {
    value: (z) => fround((z > 0 ? z : 0) + log1p(exp(-abs(z)))),
    derivative: logistic,
  },
}

/** The activation with one of the numbers of rule-codes.ts. */
export function referenceActivation(kind: number): ReferenceActivation {
  const activation = ACTIVATIONS[kind]
  if (activation === undefined) throw new Error(`There is no activation with number ${kind}.`)
  return activation
}
