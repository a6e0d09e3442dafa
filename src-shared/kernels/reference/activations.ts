import { ACTIVATION_CODES } from '../kernels'
import { LEAKY_SLOPE, NORMAL_DENSITY, SELU_LAMBDA, SELU_LAMBDA_ALPHA, SQRT_HALF } from '../coefficients'
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

const ACTIVATIONS: Readonly<Record<keyof typeof ACTIVATION_CODES, ReferenceActivation>> = {
  sigmoid: { value: logistic, derivative: (_z, y) => fround(y * fround(1 - y)) },
  tanh: { value: tanh, derivative: (_z, y) => fma(-y, y, 1) },
  relu: { value: (z) => (z > 0 ? z : 0), derivative: (z) => (z > 0 ? 1 : 0) },
  'leaky-relu': {
    value: (z) => (z > 0 ? z : fround(LEAKY_SLOPE * z)),
    derivative: (z) => (z > 0 ? 1 : LEAKY_SLOPE),
  },
  elu: { value: (z) => (z > 0 ? z : expm1(z)), derivative: (z, y) => (z > 0 ? 1 : fround(y + 1)) },
  selu: {
    value: (z) => (z > 0 ? fround(SELU_LAMBDA * z) : fround(SELU_LAMBDA_ALPHA * expm1(z))),
    derivative: (z, y) => (z > 0 ? SELU_LAMBDA : fround(y + SELU_LAMBDA_ALPHA)),
  },
  gelu: {
    value: (z) => fround(fround(0.5 * z) * normalDistribution(z)),
    derivative: (z) => {
      const density = fround(exp(fround(fround(-0.5 * z) * z)) * NORMAL_DENSITY)
      return fma(z, density, fround(0.5 * normalDistribution(z)))
    },
  },
  softplus: { value: (z) => fround((z > 0 ? z : 0) + log1p(exp(-abs(z)))), derivative: logistic },
}

/** The activation with a number of ACTIVATION_CODES. */
export function referenceActivation(kind: number): ReferenceActivation {
  for (const [name, code] of Object.entries(ACTIVATION_CODES)) {
    if (code === kind) return ACTIVATIONS[name as keyof typeof ACTIVATION_CODES]
  }
  throw new Error(`There is no activation with number ${kind}.`)
}
