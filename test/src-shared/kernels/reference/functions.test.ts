import { describe, expect, it } from 'vitest'
import { erf, exp, expm1, log, log1p, logistic, tanh } from '#shared/kernels/reference/functions'
import { createRandomStream } from '#shared/random/random-stream'
import { exactErf } from '../../../helpers/exact-erf'

type Range = readonly [number, number]

/** Distance between two neighbouring binary32 numbers at a value. */
function spacing(value: number): number {
  const exponent = value === 0 ? -126 : Math.max(-126, Math.floor(Math.log2(Math.abs(value))))
  return 2 ** (exponent - 23)
}

/** Numbers spread evenly over a range, and others of every size of binary32 in it. */
function* inputs([from, to]: Range): Generator<number> {
  const random = createRandomStream(1, 'search')
  for (let index = 0; index <= 60_000; index += 1) yield Math.fround(from + ((to - from) * index) / 60_000)
  for (let exponent = -149; exponent < 128; exponent += 1) {
    for (let index = 0; index < 60; index += 1) {
      const value = Math.fround((1 + random.uniform24()) * 2 ** exponent)
      if (value >= from && value <= to) yield value
      if (-value >= from && -value <= to) yield -value
    }
  }
}

function largestError(own: (x: number) => number, exact: (x: number) => number, range: Range): number {
  let largest = 0
  for (const x of inputs(range)) {
    const value = own(x)
    const expected = exact(x)
    if (Math.fround(expected) === value) continue
    largest = Math.max(largest, Math.abs(value - expected) / spacing(expected))
  }
  return largest
}

describe('functions of binary32, measured against binary64', () => {
  it.each<{
    name: string
    own: (x: number) => number
    exact: (x: number) => number
    range: Range
    bound: number
  }>([
    { name: 'exp', own: exp, exact: Math.exp, range: [-110, 90], bound: 1 },
    { name: 'expm1', own: expm1, exact: Math.expm1, range: [-30, 88], bound: 1.5 },
    { name: 'log', own: log, exact: Math.log, range: [0, 3.4e38], bound: 1 },
    { name: 'log near one', own: log, exact: Math.log, range: [0.4, 2.5], bound: 1 },
    { name: 'log1p', own: log1p, exact: Math.log1p, range: [0, 1], bound: 1.5 },
    { name: 'logistic', own: logistic, exact: (x) => 1 / (1 + Math.exp(-x)), range: [-105, 105], bound: 2.5 },
    { name: 'tanh', own: tanh, exact: Math.tanh, range: [-12, 12], bound: 3 },
    { name: 'erf', own: erf, exact: exactErf, range: [-5, 5], bound: 1.5 },
  ])('$name stays within $bound units in the last place', ({ name, own, exact, range, bound }) => {
    const error = largestError(own, exact, range)
    console.info(`${name}: at most ${error.toFixed(3)} units in the last place`)
    expect(error).toBeLessThanOrEqual(bound)
  })

  it('have their limits', () => {
    expect([exp(-Infinity), exp(0), exp(Infinity), exp(100)]).toEqual([0, 1, Infinity, Infinity])
    expect([expm1(-Infinity), expm1(0), expm1(-1000)]).toEqual([-1, 0, -1])
    expect([log(0), log(-0), log(1), log(Infinity)]).toEqual([-Infinity, -Infinity, 0, Infinity])
    expect([log1p(0), log1p(1)]).toEqual([0, Math.fround(Math.LN2)])
    expect([logistic(-Infinity), logistic(0), logistic(Infinity)]).toEqual([0, 0.5, 1])
    expect([tanh(-Infinity), tanh(-0), tanh(0), tanh(Infinity)]).toEqual([-1, -0, 0, 1])
    expect([erf(-Infinity), erf(-0), erf(0), erf(Infinity)]).toEqual([-1, -0, 0, 1])
    expect(log(-1)).toBeNaN()
    for (const own of [exp, expm1, log, logistic, tanh, erf]) expect(own(NaN)).toBeNaN()
  })

  it('never leave the range of what they compute', () => {
    for (const x of inputs([-40, 40])) {
      expect(Math.abs(tanh(x))).toBeLessThanOrEqual(1)
      expect(Math.abs(erf(x))).toBeLessThanOrEqual(1)
      expect(expm1(x)).toBeGreaterThanOrEqual(-1)
      expect(logistic(x) >= 0 && logistic(x) <= 1).toBe(true)
    }
  })
})
