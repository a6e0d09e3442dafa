import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { createGridSampler, gridSize } from '#shared/search/grid-sampler'
import { createLatinHypercubeSampler } from '#shared/search/latin-hypercube-sampler'
import { createRandomSampler } from '#shared/search/random-sampler'
import type { Sampler } from '#shared/search/sampler'
import type { SearchSpace } from '#shared/search/search-space'
import { createSobolSampler, MOST_SOBOL_DIMENSIONS, plainSobolPoint } from '#shared/search/sobol-sampler'

interface Fixture {
  readonly sobol: readonly { readonly index: number; readonly point: readonly number[] }[]
  readonly discrepancy: { readonly points: readonly (readonly number[])[]; readonly l2Star: number }
}

const fixture = JSON.parse(readFileSync('test/fixtures/search.json', 'utf8')) as Fixture

type Points = readonly (readonly number[])[]

const pointsOf = (sampler: Sampler, count: number): Points =>
  Array.from({ length: count }, (_, trial) => sampler.pointOf(trial, []))

const product = (values: readonly number[]): number => values.reduce((all, value) => all * value, 1)
const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

/** The L2 star discrepancy by Warnock's formula. */
function l2StarDiscrepancy(points: Points): number {
  const count = points.length
  const dimensions = points[0]?.length ?? 0
  const each = sum(points.map((point) => product(point.map((x) => (1 - x * x) / 2))))
  const pairs = sum(
    points.map((a) => sum(points.map((b) => product(a.map((x, axis) => 1 - Math.max(x, b[axis])))))),
  )
  return Math.sqrt(
    product(Array.from({ length: dimensions }, () => 1 / 3)) - (2 / count) * each + pairs / (count * count),
  )
}

const cube: SearchSpace = {
  'plan.learningRate': { kind: 'linear', low: 0, high: 1 },
  'plan.weightDecay': { kind: 'linear', low: 0, high: 1 },
  'design.dropout.ratio': { kind: 'linear', low: 0, high: 1 },
}

const mean = (values: readonly number[]): number => sum(values) / values.length
const seeds = Array.from({ length: 20 }, (_, seed) => seed)

test('the discrepancy that the tests measure with is that of SciPy', () => {
  expect(l2StarDiscrepancy(fixture.discrepancy.points)).toBeCloseTo(fixture.discrepancy.l2Star, 12)
})

describe('the Sobol sequence', () => {
  it('has, without scrambling, the points of SciPy, bit for bit', () => {
    for (const { index, point } of fixture.sobol)
      expect(plainSobolPoint(point.length, index), String(index)).toEqual(point)
    expect(plainSobolPoint(MOST_SOBOL_DIMENSIONS, 0)).toEqual(Array.from({ length: 64 }, () => 0))
  })

  it('scrambled by any seed has one point in each of the equal parts of each coordinate', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), fc.integer({ min: 0, max: 6 }), (seed, power) => {
        const count = 2 ** power
        const points = pointsOf(createSobolSampler(9, seed), count)
        for (let axis = 0; axis < 9; axis += 1) {
          const parts = points.map((point) => Math.floor(point[axis] * count)).sort((a, b) => a - b)
          expect(parts).toEqual(Array.from({ length: count }, (_, part) => part))
        }
      }),
      { numRuns: 20 },
    )
  })

  it('scrambled has one point in each rectangle of the first two coordinates, whatever its shape', () => {
    for (const [wide, high] of [
      [1, 16],
      [2, 8],
      [4, 4],
      [8, 2],
      [16, 1],
    ]) {
      const cells = pointsOf(createSobolSampler(2, 77), 16).map(
        ([x, y]) => Math.floor(x * wide) * high + Math.floor(y * high),
      )
      expect(new Set(cells).size, `${wide} x ${high}`).toBe(16)
    }
  })
})

describe('a Latin hypercube', () => {
  it('has each stratum of each coordinate exactly once, and so has the next one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0xffffffff }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 6 }),
        (seed, trials, dimensions) => {
          const points = pointsOf(createLatinHypercubeSampler(dimensions, trials, seed), 2 * trials)
          for (const round of [points.slice(0, trials), points.slice(trials)])
            for (let axis = 0; axis < dimensions; axis += 1) {
              const strata = round.map((point) => Math.floor(point[axis] * trials)).sort((a, b) => a - b)
              expect(strata).toEqual(Array.from({ length: trials }, (_, stratum) => stratum))
            }
        },
      ),
      { numRuns: 50 },
    )
  })
})

describe('a grid', () => {
  it('has every combination once: both ends of ranges, the middle of values', () => {
    const axes = [
      { kind: 'ends', points: 3 },
      { kind: 'parts', points: 2 },
      { kind: 'ends', points: 1 },
    ] as const
    expect(gridSize(axes)).toBe(6)
    expect(pointsOf(createGridSampler(axes), 7)).toEqual([
      [0, 0.25, 0.5],
      [0, 0.75, 0.5],
      [0.5, 0.25, 0.5],
      [0.5, 0.75, 0.5],
      [1, 0.25, 0.5],
      [1, 0.75, 0.5],
      [0, 0.25, 0.5],
    ])
  })
})

const samplers: readonly (readonly [string, (seed: number) => Sampler])[] = [
  ['random', (seed) => createRandomSampler(cube, seed)],
  ['Latin hypercube', (seed) => createLatinHypercubeSampler(3, 64, seed)],
  ['Sobol', (seed) => createSobolSampler(3, seed)],
]

describe.each(samplers)('points that are %s', (_, create) => {
  it('are the same in whatever order they are asked for, and other ones for another seed', () => {
    const points = pointsOf(create(5), 64)
    const backwards = create(5)
    const asked = points.map((_, trial) => backwards.pointOf(63 - trial, [])).reverse()
    expect(asked).toEqual(points)
    expect(pointsOf(create(6), 64)).not.toEqual(points)
  })

  it('are uniform: over many seeds, each trial on its own has the mean and the variance of a uniform number', () => {
    const many = Array.from({ length: 600 }, (_, seed) => create(seed).pointOf(11, []))
    for (let axis = 0; axis < 3; axis += 1) {
      const places = many.map((point) => point[axis])
      for (const place of places) expect(place >= 0 && place < 1).toBe(true)
      // Five standard errors: of the mean 1 / sqrt(12 n), of the variance 1 / sqrt(180 n).
      expect(Math.abs(mean(places) - 0.5)).toBeLessThan(5 / Math.sqrt(12 * 600))
      expect(Math.abs(mean(places.map((place) => (place - 0.5) * (place - 0.5))) - 1 / 12)).toBeLessThan(
        5 / Math.sqrt(180 * 600),
      )
    }
  })
})

test('Sobol points are evener than a Latin hypercube, and that than random points', () => {
  const [random, latin, sobol] = samplers.map(([, create]) =>
    mean(seeds.map((seed) => l2StarDiscrepancy(pointsOf(create(seed), 64)))),
  )
  expect(latin).toBeLessThan(random)
  expect(sobol).toBeLessThan(latin)
  expect(sobol).toBeLessThan(random / 2)
})
