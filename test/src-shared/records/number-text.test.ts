import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pythonFloatText, significantText } from '#shared/records/number-text'

describe('significantText', () => {
  it.each([
    [0, '0'],
    [2e-6, '2e-6'],
    [2.008200346026684e-7, '2.008e-7'],
    [0.000123456, '0.0001235'],
    [0.01, '0.01'],
    [0.3, '0.3'],
    [340.17342, '340.2'],
    [123456.7, '123457'],
    [1e7, '1e7'],
    [-0.25, '-0.25'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, '∞'],
  ])('shows %d as %s', (value, text) => {
    expect(significantText(value)).toBe(text)
  })

  it('never shows a number that is not 0 as 0', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true }),
        (value) => value === 0 || Number(significantText(value).replace('∞', 'Infinity')) !== 0,
      ),
    )
  })
})

describe('pythonFloatText', () => {
  // What Python 3.11 prints for repr() of these numbers.
  it.each([
    [0, '0.0'],
    [-0, '-0.0'],
    [1, '1.0'],
    [1e-5, '1e-05'],
    [0.0001, '0.0001'],
    [1.5e-7, '1.5e-07'],
    [123456.789, '123456.789'],
    [1e15, '1000000000000000.0'],
    [1e16, '1e+16'],
    [1.234e22, '1.234e+22'],
    [1 / 3, '0.3333333333333333'],
    [0.00012345678901234567, '0.00012345678901234567'],
  ])('writes %d as %s', (value, text) => {
    expect(pythonFloatText(value)).toBe(text)
  })

  it('is read back as the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) =>
        Object.is(Number(pythonFloatText(value)), value),
      ),
    )
  })
})
