import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cellAt, cellDensity, cellsOf, pearsonDivergence } from '#shared/search/cell-density'
import { coordinatesOf } from '#shared/search/coordinates'
import { createRandomSampler } from '#shared/search/random-sampler'
import type { KnownTrial } from '#shared/search/sampler'
import type { SearchSpace } from '#shared/search/search-space'
import { settingImportance } from '#shared/search/setting-importance'

interface Case {
  readonly points: readonly (readonly number[])[]
  readonly values: readonly number[]
  readonly divergences: readonly number[]
  readonly shares: readonly number[]
}

const { importance: cases } = JSON.parse(readFileSync('test/fixtures/search.json', 'utf8')) as {
  readonly importance: readonly Case[]
}

const space: SearchSpace = {
  a: { kind: 'linear', low: 0, high: 1 },
  b: { kind: 'linear', low: 0, high: 1 },
  c: { kind: 'linear', low: 0, high: 1 },
  d: { kind: 'choices', values: ['x', 'y', 'z'] },
}
const paths = Object.keys(space)

const trialsOf = ({ points, values }: Pick<Case, 'points' | 'values'>): readonly KnownTrial[] =>
  points.map((point, index) => ({ index, point, value: values[index], iterations: 1, isStopped: false }))

describe.each(cases)('of trials that NumPy judged too', (judged) => {
  it('the importance of every setting is the same', () => {
    const found = settingImportance(space, trialsOf(judged))
    for (const { path, share } of found) expect(share).toBeCloseTo(judged.shares[paths.indexOf(path)], 9)
    expect(found.map(({ share }) => share)).toEqual(found.map(({ share }) => share).toSorted((a, b) => b - a))
  })

  it('so is the divergence of each', () => {
    const best = judged.values.map((_, index) => index).sort((a, b) => judged.values[b] - judged.values[a])
    const good = best.slice(0, Math.max(5, Math.ceil(best.length / 10)))
    coordinatesOf(space).forEach((coordinate, axis) => {
      const counts = (trials: readonly number[]): Float64Array => {
        const table = new Float64Array(cellsOf(coordinate))
        for (const trial of trials) table[cellAt(judged.points[trial][axis], table.length)] += 1
        return table
      }
      const divergence = pearsonDivergence(
        cellDensity(coordinate, counts(good)),
        cellDensity(coordinate, counts(best)),
      )
      expect(divergence).toBeCloseTo(judged.divergences[axis], 9)
    })
  })

  it('its interval holds the share', () => {
    for (const { share, low, high } of settingImportance(space, trialsOf(judged))) {
      expect(low).toBeLessThanOrEqual(share)
      expect(high).toBeGreaterThanOrEqual(share)
    }
  })
})

describe('importance', () => {
  const searched = (seed: number, count: number, valueOf: (point: readonly number[]) => number) =>
    settingImportance(
      space,
      Array.from({ length: count }, (_, index) => {
        const point = createRandomSampler(space, seed).pointOf(index, [])
        return { index, point, value: valueOf(point), iterations: 1, isStopped: false }
      }),
    )

  it('finds the settings that decide, and calls the others chance', () => {
    const seeds = Array.from({ length: 10 }, (_, seed) => seed)
    const wrong = seeds.flatMap((seed) => {
      const found = searched(seed, 100, ([a, , , d]) => -Math.abs(a - 0.3) - (d < 1 / 3 ? 0 : 0.2))
      expect(
        found
          .slice(0, 2)
          .map(({ path }) => path)
          .sort(),
      ).toEqual(['a', 'd'])
      expect(found.slice(0, 2).map(({ mayBeChance }) => mayBeChance)).toEqual([false, false])
      return found.slice(2).filter(({ mayBeChance }) => !mayBeChance)
    })
    // Of 20 settings that decide nothing one is expected to seem more; 5 would have a chance of 1 in 400.
    expect(wrong.length).toBeLessThanOrEqual(4)
  })

  it('is surer with more trials', () => {
    const width = (count: number): number => {
      const [first] = searched(4, count, ([a, b]) => -Math.abs(a - 0.3) - Math.abs(b - 0.5))
      return first.high - first.low
    }
    expect(width(800)).toBeLessThan(width(30))
  })

  it('says nothing of nine trials, or where nothing was tried', () => {
    expect(searched(1, 9, ([a]) => a)).toEqual([])
    expect(settingImportance({}, [])).toEqual([])
  })

  it('of a list of layers is one figure', () => {
    const layered: SearchSpace = {
      'design.hidden': { kind: 'widths', layers: { low: 1, high: 3 }, from: [32, 64] },
      rate: { kind: 'linear', low: 0, high: 1 },
    }
    const trials = Array.from({ length: 60 }, (_, index) => {
      const point = createRandomSampler(layered, 1).pointOf(index, [])
      return { index, point, value: point[0], iterations: 1, isStopped: false }
    })
    const found = settingImportance(layered, trials)
    expect(found.map(({ path }) => path)).toEqual(['design.hidden', 'rate'])
    expect(found.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
  })
})
