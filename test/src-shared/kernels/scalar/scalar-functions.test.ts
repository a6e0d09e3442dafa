import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cosine } from '#shared/kernels/scalar/cosine'
import { exponential } from '#shared/kernels/scalar/exponential'
import { logarithm } from '#shared/kernels/scalar/logarithm'
import { powerOfTwo, splitFloat } from '#shared/kernels/scalar/powers-of-two'

/** Distance between two neighbouring binary64 numbers at a value. */
function spacing(value: number): number {
  const exponent = Math.max(-1022, Math.floor(Math.log2(Math.abs(value) || 5e-324)))
  return 2 ** (exponent - 52)
}

function largestError(
  own: (x: number) => number,
  standard: (x: number) => number,
  inputs: readonly number[],
): number {
  let largest = 0
  for (const x of inputs) {
    const expected = standard(x)
    largest = Math.max(largest, Math.abs(own(x) - expected) / spacing(expected))
  }
  return largest
}

function evenly(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => from + ((to - from) * index) / (count - 1))
}

// The platform's own functions are within one unit of the exact value, so ours may lie one further from them.
describe('binary64 functions of scalars', () => {
  it('exponential stays within two units in the last place', () => {
    const error = largestError(exponential, Math.exp, evenly(-708, 709, 100_003))
    console.info(`exponential: at most ${error.toFixed(2)} units from Math.exp`)
    expect(error).toBeLessThanOrEqual(2)
    expect([exponential(0), exponential(-Infinity), exponential(Infinity)]).toEqual([1, 0, Infinity])
    expect(exponential(-745)).toBeGreaterThan(0)
    expect(exponential(NaN)).toBeNaN()
  })

  it('logarithm stays within two units in the last place', () => {
    const spread = evenly(-1074, 1023, 60_001).map((power) => 2 ** power)
    const error = largestError(logarithm, Math.log, [...spread, ...evenly(0.5, 2, 60_001)])
    console.info(`logarithm: at most ${error.toFixed(2)} units from Math.log`)
    expect(error).toBeLessThanOrEqual(2)
    expect([logarithm(1), logarithm(0), logarithm(Infinity)]).toEqual([0, -Infinity, Infinity])
    expect(logarithm(-1)).toBeNaN()
  })

  it('cosine stays within two units in the last place from 0 to two turns', () => {
    // Near a zero of the cosine the unit is that of 2^-20: the lab never divides by a cosine.
    const inputs = evenly(0, 4 * Math.PI, 100_003).filter((x) => Math.abs(Math.cos(x)) > 2 ** -20)
    const error = largestError(cosine, Math.cos, inputs)
    console.info(`cosine: at most ${error.toFixed(2)} units from Math.cos`)
    expect(error).toBeLessThanOrEqual(2)
    expect([cosine(0), cosine(Math.PI), cosine(2 * Math.PI)]).toEqual([1, -1, 1])
    expect(Math.abs(cosine(Math.PI / 2) - Math.cos(Math.PI / 2))).toBeLessThan(2 ** -60)
  })

  it('takes numbers apart and puts them together again', () => {
    fc.assert(
      fc.property(fc.double({ min: 5e-324, noNaN: true, noDefaultInfinity: true }), (value) => {
        const { fraction, exponent } = splitFloat(value)
        expect(fraction >= 1 && fraction < 2).toBe(true)
        const half = Math.trunc(exponent / 2)
        expect(fraction * powerOfTwo(half) * powerOfTwo(exponent - half)).toBe(value)
      }),
    )
  })
})
