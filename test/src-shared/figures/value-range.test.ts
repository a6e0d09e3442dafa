import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { thinPoints } from '#shared/figures/thin-points'
import { needsLogScale, valueRange } from '#shared/figures/value-range'

const curve = (values: readonly number[]) => values.map((y, x) => ({ x, y }))
const accuracy = Array.from({ length: 200 }, (_, x) => 0.88 - 0.3 / (x + 2))

describe('the axis of the values', () => {
  it('of accuracies fits their range, and begins at zero when asked', () => {
    const fit = valueRange([curve(accuracy.slice(20))], 'fit')
    const zero = valueRange([curve(accuracy.slice(20))], 'zero')

    expect(fit?.min).toBeGreaterThan(0.8)
    expect(fit?.max).toBeLessThanOrEqual(0.9)
    expect(zero?.min).toBe(0)
    expect(zero?.max).toBe(1)
  })

  it('never has a tick above 100 %, nor below zero where no value is', () => {
    expect(valueRange([curve([0.5, 0.9, 0.999])], 'fit')?.max).toBe(1)
    expect(valueRange([curve([0.001, 0.9])], 'fit')?.min).toBe(0)
  })

  it('cuts off what is far above all others, and says what', () => {
    const loss = Array.from({ length: 100 }, (_, x) => 0.5 + 0.01 * (x % 7))
    const range = valueRange([curve([...loss, 8e28, 3e5])], 'fit')

    expect(range?.max).toBeLessThan(2)
    expect(range).toMatchObject({ above: 2, highest: 8e28, below: 0 })
  })

  it('cuts off nothing of an ordinary fall, however steep', () => {
    const loss = Array.from({ length: 100 }, (_, x) => 2.3 / (1 + x / 5) + 0.2)
    expect(valueRange([curve(loss)], 'fit')).toMatchObject({ above: 0, below: 0 })
  })

  it('leaves out what is no number, and says nothing of nothing', () => {
    expect(valueRange([curve([Number.NaN, Infinity])], 'fit')).toBeNull()
    expect(valueRange([[]], 'fit')).toBeNull()
    expect(valueRange([curve([1, Number.NaN, 2])], 'fit')?.highest).toBe(2)
  })

  it('has a height for a curve that is flat', () => {
    const range = valueRange([curve([3, 3, 3])], 'fit')
    expect((range?.max ?? 0) - (range?.min ?? 0)).toBeGreaterThan(0)
  })

  it('holds every point that it does not count as cut off', () => {
    const values = fc.array(fc.double({ min: -1e30, max: 1e30, noNaN: true }), { minLength: 1 })
    fc.assert(
      fc.property(values, fc.constantFrom('fit' as const, 'zero' as const), (ys, start) => {
        const range = valueRange([curve(ys)], start)
        const inside = ys.filter((y) => y >= (range?.min ?? 0) && y <= (range?.max ?? 0)).length
        expect(inside + (range?.above ?? 0) + (range?.below ?? 0)).toBe(ys.length)
      }),
    )
  })
})

describe('a log scale', () => {
  it('is offered where the values differ a thousandfold', () => {
    expect(needsLogScale([curve([0.2, 8e28])])).toBe(true)
    expect(needsLogScale([curve([2.3, 0.2])])).toBe(false)
    expect(needsLogScale([curve([0, -1])])).toBe(false)
  })
})

describe('a curve with more points than can be seen', () => {
  const long = Array.from({ length: 20_000 }, (_, x) => ({ x, y: x === 7_777 ? 50 : x % 3 }))

  it('keeps its ends and every spike, in order', () => {
    const thin = thinPoints(long)

    expect(thin.length).toBeLessThanOrEqual(402)
    expect(thin).toContainEqual({ x: 7_777, y: 50 })
    expect(thin[0]).toEqual(long[0])
    expect(thin.at(-1)).toEqual(long.at(-1))
    expect(thin.map(({ x }) => x)).toEqual(thin.map(({ x }) => x).toSorted((a, b) => a - b))
  })

  it('shows more of a part that is looked at closely', () => {
    const part = thinPoints(long, 1_000, 1_100)

    expect(part.length).toBeGreaterThanOrEqual(101)
    expect(part.length).toBeLessThanOrEqual(104)
    expect(part.every(({ x }) => x >= 999 && x <= 1_101)).toBe(true)
  })

  it('is the very same array where there are few', () => {
    const few = long.slice(0, 400)
    expect(thinPoints(few)).toBe(few)
  })
})
