import type { Kernels } from '../kernels'
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
  OPTIMIZER_SCALARS,
  RATE,
  ROOT_CORRECTION,
  WEIGHT_DECAY,
  WEIGHT_FACTOR,
} from '../scalar-layouts'
import { forEachInStrips } from './elementwise'
import { fma } from './fma'
import type { Views } from './views'

const { fround, sqrt } = Math

/** A weight with its state: m, a mean or sum of gradients, and v, one of their squares. A rule keeps those that it needs. */
interface Parameter {
  w: number
  m: number
  v: number
}

type Scalars = readonly number[]
type Step = (p: Parameter, g: number, s: Scalars) => void

/** (rate x g) / denominator, each operation rounded. */
function scaledStep(rate: number, g: number, denominator: number): number {
  return fround(fround(rate * g) / denominator)
}

function updateFirst(p: Parameter, g: number, s: Scalars): void {
  p.m = fma(s[BETA1], p.m, fround(s[ONE_MINUS_BETA1] * g))
}

function updateSecond(p: Parameter, g: number, s: Scalars): void {
  p.v = fma(s[BETA2], p.v, fround(s[ONE_MINUS_BETA2] * fround(g * g)))
}

/** The two means of Adam, and its denominator. */
function updateMeans(p: Parameter, g: number, s: Scalars): number {
  updateFirst(p, g, s)
  updateSecond(p, g, s)
  return fround(fround(fround(sqrt(p.v)) * s[ROOT_CORRECTION]) + s[EPSILON])
}

function adam(p: Parameter, g: number, s: Scalars): void {
  const denominator = updateMeans(p, g, s)
  p.w = fround(p.w - scaledStep(s[RATE], p.m, denominator))
}

interface Rule {
  readonly step: Step
  /** Where the numbers lie that it keeps, in their order. */
  readonly state: readonly ('m' | 'v')[]
}

/** The rules by their codes, with the gradient after scaling and weight decay. */
const RULES: Readonly<Record<number, Rule>> = {
  [OPTIMIZER_SGD]: {
    state: [],
    step(p, g, s) {
      p.w = fma(-s[RATE], g, p.w)
    },
  },
  [OPTIMIZER_MOMENTUM]: {
    state: ['m'],
    step(p, g, s) {
      p.m = fma(s[MOMENTUM], p.m, -fround(s[RATE] * g))
      p.w = fround(p.w + p.m)
    },
  },
  [OPTIMIZER_NESTEROV]: {
    state: ['m'],
    step(p, g, s) {
      const step = fround(s[RATE] * g)
      p.m = fma(s[MOMENTUM], p.m, -step)
      p.w = fround(p.w + fma(s[MOMENTUM], p.m, -step))
    },
  },
  [OPTIMIZER_ADAGRAD]: {
    state: ['v'],
    step(p, g, s) {
      p.v = fma(g, g, p.v)
      p.w = fround(p.w - scaledStep(s[RATE], g, fround(fround(sqrt(p.v)) + s[EPSILON])))
    },
  },
  [OPTIMIZER_RMSPROP]: {
    state: ['v'],
    step(p, g, s) {
      updateSecond(p, g, s)
      p.w = fround(p.w - scaledStep(s[RATE], g, fround(fround(sqrt(p.v)) + s[EPSILON])))
    },
  },
  [OPTIMIZER_ADAM]: { state: ['m', 'v'], step: adam },
  [OPTIMIZER_ADAMW]: { state: ['m', 'v'], step: adam },
  [OPTIMIZER_NADAM]: {
    state: ['m', 'v'],
    step(p, g, s) {
      const denominator = updateMeans(p, g, s)
      const first = fround(p.w - scaledStep(s[RATE], g, denominator))
      p.w = fround(first - scaledStep(s[MEAN_RATE], p.m, denominator))
    },
  },
}

/** One step of any optimizer over strips of the parameters. */
export function createOptimizers({ floats }: Views): Pick<Kernels, 'optimizerF32'> {
  return {
    optimizerF32(kind, w, g, state1, state2, scalars, panels, stride, begin, count) {
      const rule = RULES[kind]
      if (rule === undefined) throw new Error(`There is no optimizer with number ${kind}.`)
      const s = [...floats.subarray(scalars / 4, scalars / 4 + OPTIMIZER_SCALARS)]
      const states = [state1, state2]
      forEachInStrips(panels, stride, begin, count, (offset) => {
        const old = floats[w / 4 + offset]
        const p: Parameter = {
          w: kind === OPTIMIZER_ADAMW ? fround(old * s[WEIGHT_FACTOR]) : old,
          m: 0,
          v: 0,
        }
        for (const [index, name] of rule.state.entries()) p[name] = floats[states[index] / 4 + offset]
        rule.step(p, fma(s[WEIGHT_DECAY], p.w, fround(floats[g / 4 + offset] * s[GRADIENT_SCALE])), s)
        floats[w / 4 + offset] = p.w
        for (const [index, name] of rule.state.entries()) floats[states[index] / 4 + offset] = p[name]
      })
    },
  }
}
