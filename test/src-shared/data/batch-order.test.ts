import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBatchOrder } from '#shared/data/batch-order'
import type { Sampling } from '#shared/experiment/experiment'

const IMAGES = Int32Array.from([3, 5, 8, 9, 14, 20, 21])

function batches(
  sampling: Sampling,
  batchSize: number,
  count: number,
  seed = 1,
  images = IMAGES,
): number[][] {
  const order = createBatchOrder(images, batchSize, sampling, seed)
  return Array.from({ length: count }, (_, iteration) => {
    const out = new Int32Array(batchSize)
    order.fill(iteration, out)
    return [...out]
  })
}

describe('createBatchOrder', () => {
  it('should show every image once an epoch and run on into the next one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(1000), (batchSize, seed) => {
        const drawn = batches('permutation', batchSize, 30, seed).flat()
        for (let first = 0; first + IMAGES.length <= drawn.length; first += IMAGES.length) {
          expect(drawn.slice(first, first + IMAGES.length).sort((a, b) => a - b)).toEqual([...IMAGES])
        }
      }),
      { numRuns: 60 },
    )
  })

  it('should show the images of the next epoch in another order', () => {
    const images = Int32Array.from({ length: 100 }, (_, index) => index)
    const epochs = batches('permutation', 100, 5, 1, images).map((epoch) => epoch.join())

    expect(new Set(epochs)).toHaveProperty('size', 5)
  })

  it.each(['permutation', 'replacement'] as const)(
    'should need no history, so that a resumed run draws the same: %s',
    (sampling) => {
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 20 }),
          fc.array(fc.nat(40), { maxLength: 8 }),
          (batchSize, iterations) => {
            const unbroken = batches(sampling, batchSize, 41)
            const order = createBatchOrder(IMAGES, batchSize, sampling, 1)
            for (const iteration of iterations) {
              const out = new Int32Array(batchSize)
              order.fill(iteration, out)
              expect([...out]).toEqual(unbroken[iteration])
            }
          },
        ),
        { numRuns: 40 },
      )
    },
  )

  it('should draw with replacement as often every image, in any place', () => {
    const drawn = batches('replacement', 7, 2000).flat()
    const expected = drawn.length / IMAGES.length
    const bound = 4.5 * Math.sqrt(expected * (1 - 1 / IMAGES.length))

    for (const image of IMAGES) {
      expect(Math.abs(drawn.filter((other) => other === image).length - expected)).toBeLessThan(bound)
    }
    expect(batches('replacement', 7, 50).some((batch) => new Set(batch).size < 7)).toBe(true)
  })
})
