import fc from 'fast-check'
import { expect, test } from 'vitest'
import { histogramOf } from '#shared/evaluation/histogram'

test('every finite number is in one bin', () => {
  fc.assert(
    fc.property(fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { maxLength: 80 }), (values) => {
      const { counts, count, from, to, mean } = histogramOf(Float32Array.from(values))
      expect(counts.reduce((sum, each) => sum + each, 0)).toBe(values.length)
      expect(count).toBe(values.length)
      if (count > 0) expect(from <= mean && mean <= to).toBe(true)
    }),
  )
})

test('moments and zeros are those of the numbers', () => {
  const found = histogramOf(Float32Array.of(0, 0, 2, 4, Infinity, NaN), 4)
  expect(found).toEqual({
    from: 0,
    to: 4,
    counts: [2, 0, 1, 1],
    count: 4,
    mean: 1.5,
    deviation: Math.sqrt(5 - 2.25),
    zeros: 2,
  })
  expect(histogramOf(Float32Array.of(3, 3), 3).counts).toEqual([0, 2, 0])
  expect(histogramOf(new Float32Array(), 3)).toMatchObject({ count: 0, counts: [0, 0, 0] })
})
