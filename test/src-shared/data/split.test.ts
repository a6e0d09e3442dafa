import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { permutation, splitTraining } from '#shared/data/split'
import { createRandomStream } from '#shared/random/random-stream'

describe('splitTraining', () => {
  it('should put every image into exactly one split, both ascending, with the share that was asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.nat(),
        (count, share, seed) => {
          const { training, validation } = splitTraining(count, share, seed)

          expect(validation).toHaveLength(Math.floor(count * share + 0.5))
          expect([...training, ...validation].sort((a, b) => a - b)).toEqual(
            Array.from({ length: count }, (_, index) => index),
          )
          for (const split of [training, validation])
            expect([...split]).toEqual([...split].sort((a, b) => a - b))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('should follow from the seed alone, and be another for another seed', () => {
    const validationOf = (seed: number): string => splitTraining(1000, 0.1, seed).validation.join()

    expect(validationOf(5)).toBe(validationOf(5))
    expect(new Set([1, 2, 3, 4, 5].map(validationOf))).toHaveProperty('size', 5)
  })

  it('should keep a smaller split within a larger one of the same seed', () => {
    const small = splitTraining(1000, 0.1, 5).validation
    const large = new Set(splitTraining(1000, 0.2, 5).validation)

    expect(small.every((image) => large.has(image))).toBe(true)
  })

  it('should choose every image about equally often', () => {
    const [count, seeds, share] = [50, 2000, 0.3]
    const chosen = new Array<number>(count).fill(0)
    for (let seed = 0; seed < seeds; seed += 1)
      for (const image of splitTraining(count, share, seed).validation) chosen[image] += 1
    const bound = 4.5 * Math.sqrt(seeds * share * (1 - share))

    for (const times of chosen) expect(Math.abs(times - seeds * share)).toBeLessThan(bound)
  })
})

describe('permutation', () => {
  it('should give every order of a few things equally often', () => {
    const [draws, orders] = [12_000, 24]
    const times = new Map<string, number>()
    const { below } = createRandomStream(4, 'search')
    for (let draw = 0; draw < draws; draw += 1) {
      const order = permutation(4, below).join()
      times.set(order, (times.get(order) ?? 0) + 1)
    }
    const bound = 4.5 * Math.sqrt((draws / orders) * (1 - 1 / orders))

    expect(times.size).toBe(orders)
    for (const count of times.values()) expect(Math.abs(count - draws / orders)).toBeLessThan(bound)
  })
})
