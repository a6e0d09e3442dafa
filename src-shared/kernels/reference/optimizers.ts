import { OPTIMIZER_CODES, type Kernels } from '../kernels'
import { forEachInStrips } from './elementwise'
import { fma } from './fma'
import type { Views } from './views'

const { fround, sqrt } = Math

/** A weight with the two numbers of its state. */
interface Parameter {
  w: number
  s1: number
  s2: number
}

type Scalars = readonly number[]

/** (rate x g) / (sqrt(s) x correction + eps), each operation rounded. */
function scaledStep(rate: number, g: number, denominator: number): number {
  return fround(fround(rate * g) / denominator)
}

/** The two running means of Adam, and its denominator. */
function updateMeans(p: Parameter, g: number, s: Scalars): number {
  p.s1 = fma(s[4], p.s1, fround(s[5] * g))
  p.s2 = fma(s[6], p.s2, fround(s[7] * fround(g * g)))
  return fround(fround(fround(sqrt(p.s2)) * s[9]) + s[3])
}

function adam(p: Parameter, g: number, s: Scalars): void {
  const denominator = updateMeans(p, g, s)
  p.w = fround(p.w - scaledStep(s[2], p.s1, denominator))
}

/** The rules, with the gradient after scaling and weight decay. */
const RULES: Readonly<Record<keyof typeof OPTIMIZER_CODES, (p: Parameter, g: number, s: Scalars) => void>> = {
  sgd(p, g, s) {
    p.w = fma(-s[2], g, p.w)
  },
  momentum(p, g, s) {
    p.s1 = fma(s[3], p.s1, -fround(s[2] * g))
    p.w = fround(p.w + p.s1)
  },
  nesterov(p, g, s) {
    const step = fround(s[2] * g)
    p.s1 = fma(s[3], p.s1, -step)
    p.w = fround(p.w + fma(s[3], p.s1, -step))
  },
  adagrad(p, g, s) {
    p.s1 = fma(g, g, p.s1)
    p.w = fround(p.w - scaledStep(s[2], g, fround(fround(sqrt(p.s1)) + s[3])))
  },
  rmsprop(p, g, s) {
    p.s1 = fma(s[4], p.s1, fround(s[5] * fround(g * g)))
    p.w = fround(p.w - scaledStep(s[2], g, fround(fround(sqrt(p.s1)) + s[3])))
  },
  adam,
  adamw: adam,
  nadam(p, g, s) {
    const denominator = updateMeans(p, g, s)
    const first = fround(p.w - scaledStep(s[2], g, denominator))
    p.w = fround(first - scaledStep(s[10], p.s1, denominator))
  },
}

function ruleOf(kind: number): (p: Parameter, g: number, s: Scalars) => void {
  for (const [name, code] of Object.entries(OPTIMIZER_CODES)) {
    if (code === kind) return RULES[name as keyof typeof OPTIMIZER_CODES]
  }
  throw new Error(`There is no optimizer with number ${kind}.`)
}

/** One step of any optimizer over strips of the parameters. */
export function createOptimizers({ floats }: Views): Pick<Kernels, 'optimizerF32'> {
  return {
    optimizerF32(kind, w, g, s1, s2, scalars, panels, stride, begin, count) {
      const rule = ruleOf(kind)
      const s = [...floats.subarray(scalars / 4, scalars / 4 + 12)]
      forEachInStrips(panels, stride, begin, count, (offset) => {
        const old = floats[w / 4 + offset]
        const parameter: Parameter = {
          w: kind === OPTIMIZER_CODES.adamw ? fround(old * s[8]) : old,
          s1: s1 === 0 ? 0 : floats[s1 / 4 + offset],
          s2: s2 === 0 ? 0 : floats[s2 / 4 + offset],
        }
        rule(parameter, fma(s[0], parameter.w, fround(floats[g / 4 + offset] * s[1])), s)
        floats[w / 4 + offset] = parameter.w
        if (s1 !== 0) floats[s1 / 4 + offset] = parameter.s1
        if (s2 !== 0) floats[s2 / 4 + offset] = parameter.s2
      })
    },
  }
}
