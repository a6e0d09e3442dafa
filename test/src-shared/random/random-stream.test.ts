import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { philox } from '#shared/kernels/scalar/philox'
import { createRandomStream, RANDOM_STREAMS } from '#shared/random/random-stream'
import { power } from '../../helpers/power'

describe('random streams', () => {
  it('draw the words of Philox at (index, iteration, layer, 0) in order', () => {
    const stream = createRandomStream(12345, 'augmentation', 7, 3)
    const block = new Uint32Array(4)
    const expected: number[] = []
    for (let index = 0; index < 3; index += 1) {
      philox(12345, 5, index, 7, 3, 0, block)
      expected.push(...block)
    }
    expect(Array.from({ length: 12 }, () => stream.word())).toEqual(expected)
  })

  it('have numbers of their own', () => {
    expect(new Set(Object.values(RANDOM_STREAMS)).size).toBe(Object.keys(RANDOM_STREAMS).length)
  })

  it('keep whole numbers below their bound and reach every one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), fc.integer({ min: 1, max: 12 }), (seed, count) => {
        const stream = createRandomStream(seed, 'batches')
        const seen = new Set(Array.from({ length: 400 }, () => stream.below(count)))
        expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, index) => index))
      }),
    )
    expect(createRandomStream(1, 'split').below(2 ** 32)).toBe(createRandomStream(1, 'split').word())
  })

  it('draw uniform numbers that binary32 holds exactly', () => {
    const stream = createRandomStream(9, 'dropout', 1)
    const draws = Array.from({ length: 4000 }, () => stream.uniform24())
    for (const draw of draws) expect(Math.fround(draw)).toBe(draw)
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...draws)).toBeLessThan(1)
    expect(draws.reduce((sum, draw) => sum + draw, 0) / draws.length).toBeCloseTo(0.5, 1)
  })

  it('draw normal deviates with the moments and the tails of a normal distribution', () => {
    const count = 40_000
    const stream = createRandomStream(2024, 'initialization')
    const draws = Array.from({ length: count }, () => stream.normal())
    const moment = (degree: number): number =>
      draws.reduce((sum, draw) => sum + power(draw, degree), 0) / count
    const share = (limit: number): number => draws.filter((draw) => Math.abs(draw) > limit).length / count
    // Five standard errors of each figure.
    expect(Math.abs(moment(1))).toBeLessThan(5 / Math.sqrt(count))
    expect(Math.abs(moment(2) - 1)).toBeLessThan(5 * Math.sqrt(2 / count))
    expect(Math.abs(moment(4) - 3)).toBeLessThan(5 * Math.sqrt(96 / count))
    expect(Math.abs(share(1) - 0.3173)).toBeLessThan(5 * Math.sqrt(0.217 / count))
    expect(Math.abs(share(2) - 0.0455)).toBeLessThan(5 * Math.sqrt(0.0434 / count))
  })
})
