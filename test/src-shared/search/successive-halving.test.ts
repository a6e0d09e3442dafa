import { describe, expect, it } from 'vitest'
import { outlastsRung, rungIterations } from '#shared/search/successive-halving'

describe('successive halving', () => {
  it('compares at multiples of the least training, before the whole one', () => {
    expect(rungIterations({ least: 100, reduction: 3 }, 10_000)).toEqual([100, 300, 900, 2700, 8100])
    expect(rungIterations({ least: 100, reduction: 3 }, 2700)).toEqual([100, 300, 900])
    expect(rungIterations({ least: 1000, reduction: 2 }, 1000)).toEqual([])
  })

  it('decides as a hand does that writes the list down', () => {
    // Reached in this order; a third goes on. Of 1 and 2 values the best one does; of 3 to 5 one, of 6 to 8 two, of 9 three.
    const order: readonly (readonly [number | null, boolean])[] = [
      [0.5, true], // the first
      [0.4, false], // worse than 0.5
      [0.6, true], // best of three
      [0.55, false], // second of four
      [null, false], // diverged
      [0.58, true], // second of six, and two places
      [0.57, false], // third of seven
      [0.58, true], // as good as the second: of eight only 0.6 is better
      [0.56, false], // five of nine are at least as good, four are better
      [0.7, true],
    ]
    order.forEach(([value, outlasts], index) => {
      const before = order.slice(0, index).map(([other]) => other)
      expect(outlastsRung(before, value, 3), `value ${index}`).toBe(outlasts)
    })
  })

  it('lets the same trials go on whatever the scale of the values', () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]
    const decisions = (scale: number): readonly boolean[] =>
      values.map((value, index) =>
        outlastsRung(
          values.slice(0, index).map((other) => other * scale),
          value * scale,
          4,
        ),
      )
    expect(decisions(1e-6)).toEqual(decisions(1000))
  })
})
