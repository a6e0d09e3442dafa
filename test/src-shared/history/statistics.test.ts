import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wilsonInterval } from '#shared/evaluation/wilson-interval'
import { differenceInterval, isTie } from '#shared/history/difference-interval'
import { comparePredictions, mcNemarExact } from '#shared/history/paired-comparison'

describe('wilsonInterval', () => {
  // Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('holds the share of %d of %d between %d and %d', (correct, count, low, high) => {
    const interval = wilsonInterval(correct, count)
    expect(interval.low).toBeCloseTo(low, 4)
    expect(interval.high).toBeCloseTo(high, 4)
  })

  it('stays within 0 and 1, holds the share, and narrows with more images', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (count, share) => {
          const { low, high } = wilsonInterval(share * count, count)
          const narrower = wilsonInterval(share * count * 4, count * 4)
          return (
            low >= 0 &&
            high <= 1 &&
            low <= share + 1e-12 &&
            high >= share - 1e-12 &&
            narrower.high - narrower.low < high - low
          )
        },
      ),
    )
  })
})

describe('differenceInterval', () => {
  // Newcombe (1998), "Interval estimation for the difference between independent proportions", table II, method 10.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
  ])('of %d/%d and %d/%d', (a, m, b, n, low, high) => {
    const interval = differenceInterval({ accuracy: a / m, images: m }, { accuracy: b / n, images: n })
    expect(interval.low).toBeCloseTo(low, 4)
    expect(interval.high).toBeCloseTo(high, 4)
  })

  it('calls the neighbours of the reference ranking ties, and its ends not', () => {
    const at = (accuracy: number): { accuracy: number; images: number } => ({ accuracy, images: 12_000 })
    expect(isTie(at(0.8920833333333333), at(0.8918333333333334))).toBe(true)
    expect(isTie(at(0.8920833333333333), at(0.87625))).toBe(false)
  })
})

describe('mcNemarExact', () => {
  // Whole-number arithmetic of Python's fractions.
  it.each([
    [0, 0, 1],
    [5, 15, 0.041389465332031],
    [0, 6, 0.03125],
    [1, 9, 0.021484375],
    [10, 10, 1],
    [200, 260, 0.005883922473103979],
    [900, 1100, 0.000008457089535504],
    [0, 1200, 0],
  ])('of %d against %d is %d', (first, second, pValue) => {
    expect(mcNemarExact(first, second)).toBeCloseTo(pValue, 6)
    expect(mcNemarExact(second, first)).toBeCloseTo(pValue, 6)
  })
})

describe('comparePredictions', () => {
  it('counts who is correct where the other is wrong', () => {
    const labels = [0, 1, 2, 3, 4, 5]
    const compared = comparePredictions(labels, [0, 1, 9, 3, 9, 9], [0, 9, 2, 9, 8, 5])

    expect(compared).toMatchObject({
      bothCorrect: 1,
      bothWrong: 1,
      onlyFirst: [1, 3],
      onlySecond: [2, 5],
      pValue: 1,
    })
  })

  it('accounts for every image', () => {
    const classes = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 30, maxLength: 30 })
    fc.assert(
      fc.property(classes, classes, classes, (labels, first, second) => {
        const { bothCorrect, bothWrong, onlyFirst, onlySecond } = comparePredictions(labels, first, second)
        return bothCorrect + bothWrong + onlyFirst.length + onlySecond.length === 30
      }),
    )
  })

  it('refuses predictions of another data set', () => {
    expect(() => comparePredictions([1, 2, 3], [1, 2], [1, 2, 3])).toThrow('cannot be compared over 3 labels')
  })
})
