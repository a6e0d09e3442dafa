import { describe, expect, it, test } from 'vitest'
import { createRandomStream } from '#shared/random/random-stream'
import { coordinatesOf } from '#shared/search/coordinates'
import { parzenEstimator } from '#shared/search/parzen-estimator'
import { createRandomSampler } from '#shared/search/random-sampler'
import type { KnownTrial, Sampler } from '#shared/search/sampler'
import { type SearchSpace, settingsAt } from '#shared/search/search-space'
import { createTreeParzenSampler } from '#shared/search/tree-parzen-sampler'

const linear = (low: number, high: number) => ({ kind: 'linear', low, high }) as const

interface Known {
  readonly name: string
  readonly space: SearchSpace
  /** How far it is above its least value. */
  cost(values: readonly unknown[]): number
}

const functions: readonly Known[] = [
  {
    name: 'a sphere',
    space: { a: linear(-5, 5), b: linear(-5, 5), c: linear(-5, 5) },
    cost: (values) => values.reduce((sum: number, x) => sum + Number(x) * Number(x), 0),
  },
  {
    name: 'Branin',
    space: { a: linear(-5, 10), b: linear(0, 15) },
    cost: (values) => {
      const [x, y] = values.map(Number)
      const bowl = y - (5.1 / (4 * Math.PI * Math.PI)) * x * x + (5 / Math.PI) * x - 6
      return bowl * bowl + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10 - 0.39788735772973816
    },
  },
  {
    name: 'one of a rate, a number of layers and a kind',
    space: {
      rate: { kind: 'logarithmic', low: 1e-5, high: 1 },
      layers: { kind: 'whole', low: 1, high: 12 },
      kind: { kind: 'choices', values: ['bad', 'good', 'worse', 'worst'] },
    },
    cost: ([rate, layers, kind]) => {
      const far = Math.log10(Number(rate)) + 2.5
      const many = (Number(layers) - 4) / 4
      return far * far + many * many + ['good', 'bad', 'worse', 'worst'].indexOf(String(kind))
    },
  },
]

function search(sampler: Sampler, { space, cost }: Known, trials: number): readonly KnownTrial[] {
  const known: KnownTrial[] = []
  for (let index = 0; index < trials; index += 1) {
    const point = sampler.pointOf(index, known)
    const value = -cost(Object.values(settingsAt(space, point)))
    known.push({ index, point, value, iterations: 1, isStopped: false })
  }
  return known
}

const best = (known: readonly KnownTrial[]): number => Math.min(...known.map(({ value }) => -(value ?? 0)))
const model = ({ space }: Known, seed: number): Sampler =>
  createTreeParzenSampler(coordinatesOf(space), seed, createRandomSampler(space, seed))

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2
}

const TRIALS = 50
const seeds = Array.from({ length: 20 }, (_, seed) => seed + 1)

describe.each(functions)('on $name', (known) => {
  it(`TPE finds a better point than random search in ${TRIALS} trials, over 20 seeds`, () => {
    const pairs = seeds.map((seed) => ({
      model: best(search(model(known, seed), known, TRIALS)),
      random: best(search(createRandomSampler(known.space, seed), known, TRIALS)),
    }))
    // By the sign test 14 of 20 has a chance of 6 % where both are alike, and the median is never halved by chance.
    expect(pairs.filter((pair) => pair.model < pair.random).length).toBeGreaterThanOrEqual(14)
    expect(median(pairs.map((pair) => pair.model))).toBeLessThan(median(pairs.map((pair) => pair.random)) / 2)
  })
})

describe('the point of a trial', () => {
  const [known] = functions
  const history = search(createRandomSampler(known.space, 3), known, 40)

  it('follows from seed, trial and what is known, and from nothing else', () => {
    const sampler = model(known, 7)
    const point = sampler.pointOf(40, history)
    sampler.pointOf(2, history.slice(0, 15))
    expect(sampler.pointOf(40, history)).toEqual(point)
    expect(model(known, 7).pointOf(40, history)).toEqual(point)
    expect(sampler.pointOf(41, history)).not.toEqual(point)
    expect(model(known, 8).pointOf(40, history)).not.toEqual(point)
  })

  it('is that of random search for the first ten trials', () => {
    const random = createRandomSampler(known.space, 7)
    expect(model(known, 7).pointOf(3, history.slice(0, 9))).toEqual(random.pointOf(3, []))
    expect(model(known, 7).pointOf(10, history.slice(0, 10))).not.toEqual(random.pointOf(10, []))
  })

  it('keeps away from where training diverged', () => {
    const diverging = history.map((trial) => ({
      ...trial,
      value: trial.point[0] > 0.5 ? null : trial.point[1],
    }))
    const points = seeds.map((seed) => model(known, seed).pointOf(40, diverging))
    expect(points.filter(([place]) => place < 0.5).length).toBeGreaterThanOrEqual(16)
  })
})

test('a density sums to one over the cube, and its draws lie where it says', () => {
  const coordinates = [{ kind: 'place' }, { kind: 'value', count: 3 }] as const
  const estimator = parzenEstimator(coordinates, [
    [0.02, 0.1],
    [0.9, 0.9],
    [0.4, 0.9],
  ])
  const cells = 400
  const columns = Array.from({ length: cells }, (_, cell) => (cell + 0.5) / cells)
  const share = (value: number, from: number, to: number): number =>
    columns
      .filter((place) => place >= from && place < to)
      .reduce((sum, place) => sum + Math.exp(estimator.logDensity([place, (value + 0.5) / 3])) / cells, 0)
  expect(share(0, 0, 1) + share(1, 0, 1) + share(2, 0, 1)).toBeCloseTo(1, 4)

  const count = 4000
  const stream = createRandomStream(1, 'search')
  const draws = Array.from({ length: count }, () => estimator.draw(stream))
  for (const value of [0, 1, 2])
    for (const [from, to] of [
      [0, 0.25],
      [0.25, 0.5],
      [0.5, 1],
    ]) {
      const seen = draws.filter(
        ([place, of]) => place >= from && place < to && Math.floor(of * 3) === value,
      ).length
      const expected = share(value, from, to)
      // Five standard errors.
      expect(Math.abs(seen / count - expected)).toBeLessThan(
        5 * Math.sqrt((expected * (1 - expected)) / count),
      )
    }
})
