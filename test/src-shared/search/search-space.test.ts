import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSampler } from '#shared/search/create-sampler'
import { dimensions, type Range, type SearchSpace, settingsAt } from '#shared/search/search-space'

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const LAST = 1 - Number.EPSILON / 2

const valueOf = (range: Range, ...point: readonly number[]) =>
  settingsAt({ 'plan.x': range }, point)['plan.x']

describe('a point of the space', () => {
  it('has its ends at the ends of the range, and never goes beyond', () => {
    const low = fc.double({ min: 1e-12, max: 1, noNaN: true })
    const factor = fc.double({ min: 1.5, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(fc.constantFrom('linear', 'logarithmic'), low, factor, share, (kind, from, times, at) => {
        const range: Range = { kind, low: from, high: from * times }
        const value = Number(valueOf(range, at))
        expect(value).toBeGreaterThanOrEqual(range.low)
        expect(value).toBeLessThanOrEqual(range.high)
        expect(Number(valueOf(range, 0)) / range.low).toBeCloseTo(1, 12)
        expect(Number(valueOf(range, LAST)) / range.high).toBeCloseTo(1, 12)
        expect([valueOf(range, 0), valueOf(range, 1)]).toEqual([range.low, range.high])
      }),
    )
  })

  it('divides a logarithmic range by ratios', () => {
    const range: Range = { kind: 'logarithmic', low: 1e-8, high: 1e-4 }
    expect(Number(valueOf(range, 0.25)) * 1e7).toBeCloseTo(1, 12)
    expect(Number(valueOf(range, 0.5)) * 1e6).toBeCloseTo(1, 12)
  })

  it('gives each whole number, choice and number of layers the same part of the line', () => {
    const points = Array.from({ length: 1200 }, (_, index) => (index + 0.5) / 1200)
    const counts = (range: Range): ReadonlyMap<string, number> => {
      const all = points.map((point) => JSON.stringify(valueOf(range, point, 0, 0, 0)))
      return new Map([...new Set(all)].map((value) => [value, all.filter((other) => other === value).length]))
    }
    expect([...counts({ kind: 'whole', low: 3, high: 6 })]).toEqual([
      ['3', 300],
      ['4', 300],
      ['5', 300],
      ['6', 300],
    ])
    expect([...counts({ kind: 'choices', values: ['selu', 'relu', 'elu'] }).values()]).toEqual([
      400, 400, 400,
    ])
    const widths: Range = { kind: 'widths', layers: { low: 1, high: 3 }, from: [64, 32] }
    expect([...counts(widths)]).toEqual([
      ['[64]', 400],
      ['[64,64]', 400],
      ['[64,64,64]', 400],
    ])
  })

  it('takes the share of a whole number on a logarithmic line from half a step around it', () => {
    const range: Range = { kind: 'whole-logarithmic', low: 1, high: 4 }
    // ln 3 / ln 9 = 1/2 of the way from 0.5 to 4.5 lies at 1.5.
    expect(valueOf(range, 0.4999)).toBe(1)
    expect(valueOf(range, 0.5001)).toBe(2)
    expect(valueOf(range, LAST)).toBe(4)
  })

  it('gives each setting coordinates of its own, in the order of the space', () => {
    const space: SearchSpace = {
      'design.hidden': { kind: 'widths', layers: { low: 1, high: 2 }, from: [10, 20] },
      'plan.labelSmoothing': { kind: 'linear', low: 0, high: 1 },
    }
    expect(dimensions(space)).toBe(4)
    expect(settingsAt(space, [0.6, 0.1, 0.9, 0.25])).toEqual({
      'design.hidden': [10, 20],
      'plan.labelSmoothing': 0.25,
    })
    expect(settingsAt(space, [0.4, 0.9, 0.1, 0.75])).toEqual({
      'design.hidden': [20],
      'plan.labelSmoothing': 0.75,
    })
  })
})

describe('random points', () => {
  const space: SearchSpace = {
    'plan.learningRate': { kind: 'linear', low: 0, high: 1 },
    'plan.weightDecay': { kind: 'linear', low: 0, high: 1 },
  }

  const random = (seed: number) => createSampler({ space, sampler: { kind: 'random', seed } })

  it('follow from the seed and the number of the trial alone', () => {
    const one = random(7)
    const forwards = Array.from({ length: 20 }, (_, trial) => one.pointOf(trial, []))
    const another = random(7)
    const backwards = Array.from({ length: 20 }, (_, at) => another.pointOf(19 - at, [])).reverse()
    expect(backwards).toEqual(forwards)
    expect(new Set(forwards.flat()).size).toBe(40)
    expect(random(8).pointOf(0, [])).not.toEqual(forwards[0])
  })

  it('are spread evenly: chi-square over 10 x 10 cells of 5000 points is far from what 1 of 1000 would be', () => {
    const sampler = random(3)
    const cells = new Array<number>(100).fill(0)
    for (let trial = 0; trial < 5000; trial += 1) {
      const [x = 0, y = 0] = sampler.pointOf(trial, [])
      const cell = 10 * Math.floor(10 * x) + Math.floor(10 * y)
      cells[cell] = (cells[cell] ?? 0) + 1
    }
    const square = cells.reduce((sum, count) => sum + ((count - 50) * (count - 50)) / 50, 0)
    expect(square).toBeLessThan(148.2)
  })
})
