import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wilsonInterval } from '#shared/evaluation/wilson-interval'

test('the published example: 8 of 10', () => {
  const { low, high } = wilsonInterval(8, 10)
  expect(low).toBeCloseTo(0.4901625, 6)
  expect(high).toBeCloseTo(0.9433178, 6)
})

test('both ends solve |p - share| = z sqrt(p (1 - p) / n), which defines them', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (trials, part) => {
        const successes = Math.round(part * trials)
        const share = successes / trials
        const { low, high } = wilsonInterval(successes, trials)
        expect(low).toBeLessThanOrEqual(share)
        expect(high).toBeGreaterThanOrEqual(share)
        for (const end of [low, high]) {
          const distance = 1.959963984540054 * Math.sqrt((end * (1 - end)) / trials)
          expect(Math.abs(Math.abs(end - share) - distance)).toBeLessThan(1e-9)
        }
      },
    ),
  )
})

test('without trials nothing is known; impossible counts are refused', () => {
  expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 })
  expect(() => wilsonInterval(3, 2)).toThrow('3 successes of 2 trials')
})
