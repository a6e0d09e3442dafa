import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fma } from '#shared/kernels/reference/fma'

const UNIT = 2n ** 149n

/** A finite binary32 number as a whole multiple of 2^-149, its smallest step: both factors are exact. */
function toUnits(value: number): bigint {
  return Math.abs(value) < 1
    ? BigInt(value * 2 ** 149)
    : BigInt(Math.trunc(value)) * UNIT + BigInt((value % 1) * 2 ** 149)
}

/** numerator / 2^298 rounded to binary32, ties to even. */
function roundUnits(numerator: bigint): number {
  const magnitude = numerator < 0n ? -numerator : numerator
  const bits = magnitude.toString(2).length
  const drop = Math.max(149, bits - 24)
  const quotient = magnitude >> BigInt(drop)
  const rest = magnitude - (quotient << BigInt(drop))
  const half = 1n << BigInt(drop - 1)
  const up = rest > half || (rest === half && (quotient & 1n) === 1n)
  const rounded = Number(up ? quotient + 1n : quotient)
  const value = drop - 298 > 127 - 23 ? Infinity : rounded * 2 ** (drop - 298)
  return Math.fround(numerator < 0n ? -value : value)
}

function exactFma(a: number, b: number, c: number): number {
  const exact = toUnits(a) * toUnits(b) + toUnits(c) * UNIT
  return exact === 0n ? fallbackZero(a, b, c) : roundUnits(exact)
}

/** An exact zero has the sign that binary64 gives it, because its sum is exact as well. */
function fallbackZero(a: number, b: number, c: number): number {
  return a * b + c
}

const float = fc.float({ noNaN: true, noDefaultInfinity: true })
const smallFloat = fc
  .integer({ min: -(2 ** 24), max: 2 ** 24 })
  .map((units) => Math.fround(units * 2 ** -149))
const nearOne = fc.integer({ min: 2 ** 23, max: 2 ** 24 }).map((units) => Math.fround(units * 2 ** -23))
const powers = fc.integer({ min: -60, max: 60 }).map((power) => 2 ** power)
const signs = fc.constantFrom(1, -1)

function assertExact(a: fc.Arbitrary<number>, b: fc.Arbitrary<number>, c: fc.Arbitrary<number>): void {
  const property = fc.property(a, b, c, (left, right, added) => {
    expect(fma(left, right, added)).toBe(exactFma(left, right, added))
  })
  fc.assert(property, { numRuns: 5000 })
}

describe('fma', () => {
  it('agrees with exact integers for any finite numbers', () => {
    assertExact(float, float, float)
  })

  it('agrees with exact integers where the sum nearly is a tie', () => {
    const terms = fc.tuple(nearOne, powers, signs).map(([value, power, sign]) => value * power * sign)
    assertExact(nearOne, nearOne, terms)
    // (1 + e) (1 - e) 2^-24 = 2^-24 - e^2 2^-24: binary64 drops the last term, and then c + 2^-24 looks like a tie.
    const property = fc.property(fc.integer({ min: 1, max: 300 }), nearOne, signs, (steps, c, sign) => {
      const e = steps * 2 ** -23
      const [a, b] = [(1 + e) * 2 ** -12 * sign, (1 - e) * 2 ** -12]
      expect(fma(a, b, c)).toBe(exactFma(a, b, c))
    })
    fc.assert(property, { numRuns: 3000 })
  })

  it('differs from rounding twice where that is wrong', () => {
    const [a, b, c] = [(1 + 2 ** -23) * 2 ** -12, (1 - 2 ** -23) * 2 ** -12, 1 + 2 ** -23]
    expect(Math.fround(a * b + c)).toBe(1 + 2 ** -22)
    expect(fma(a, b, c)).toBe(c)
  })

  it('agrees with exact integers among subnormal numbers', () => {
    assertExact(smallFloat, nearOne, smallFloat)
    const tiny = nearOne.map((value) => Math.fround(value * 2 ** -75))
    assertExact(tiny, tiny, smallFloat)
  })

  it('keeps signed zeros, infinities and NaN', () => {
    expect(fma(0, 5, -0)).toBe(0)
    expect(fma(-0, 5, -0)).toBe(-0)
    expect(fma(1, 1, -1)).toBe(0)
    expect(fma(1e30, 1e30, -Infinity)).toBe(-Infinity)
    expect(fma(Math.fround(3e38), 2, 0)).toBe(Infinity)
    expect(fma(Infinity, 0, 1)).toBeNaN()
    expect(fma(Infinity, 1, -Infinity)).toBeNaN()
    expect(fma(NaN, 1, 1)).toBeNaN()
  })
})
