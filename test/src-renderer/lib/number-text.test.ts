import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatNumberText, parseNumberText, stepNumber } from '../../../src-renderer/lib/number-text'

describe('the text of a number', () => {
  it.each([
    ['1e-4', 1e-4],
    ['1E-4', 1e-4],
    ['.5', 0.5],
    ['5.', 5],
    [' 0.3 ', 0.3],
    ['10,000', 10_000],
    ['-2', -2],
    ['2e-06', 2e-6],
  ])('reads %s', (text, value) => {
    expect(parseNumberText(text)).toBe(value)
  })

  it.each(['', 'e', '1e', '0,5', '1,00', 'abc', '0x10', 'Infinity', '1 000', '--1'])('refuses %j', (text) => {
    expect(parseNumberText(text)).toBeNaN()
  })

  it('is read back as the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parseNumberText(formatNumberText(value))).toBe(value === 0 ? 0 : value)
      }),
    )
  })

  it('is empty for what is no number', () => {
    expect([null, undefined, Number.NaN, Infinity].map(formatNumberText)).toEqual(['', '', '', ''])
  })
})

describe('a step with the arrow keys', () => {
  it.each([
    [0.3, 1, 0.4],
    [0.3, -1, 0.2],
    [0.1, -1, 0.09],
    [1e-4, 1, 2e-4],
    [1e-4, -1, 9e-5],
    [2e-6, 1, 3e-6],
    [0.25, 1, 0.26],
    [9, 1, 10],
    [0, 1, 0.1],
  ] as const)('takes %d by %d to %d', (from, direction, to) => {
    expect(stepNumber(from, direction, false)).toBe(to)
  })

  it('goes by one for whole numbers', () => {
    expect(stepNumber(512, 1, true)).toBe(513)
    expect(stepNumber(512, -1, true)).toBe(511)
  })

  it('never turns a positive number into zero or less', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e6, noNaN: true }), (value) => {
        expect(stepNumber(value, -1, false)).toBeGreaterThan(0)
      }),
    )
  })
})
