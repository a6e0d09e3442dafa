import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearestImages } from '#shared/evaluation/nearest-images'

const SIZE = 130

describe('the nearest images', () => {
  it('are those that a comparison with every image finds, in the same order', () => {
    const images = fc.array(fc.uint8Array({ minLength: SIZE, maxLength: SIZE }), {
      minLength: 1,
      maxLength: 30,
    })
    const pixels = fc.uint8Array({ minLength: SIZE, maxLength: SIZE })
    fc.assert(
      fc.property(images, pixels, fc.integer({ min: 1, max: 6 }), (all, asked, count) => {
        const compared = all
          .map((image, index) => {
            const squares = image.reduce(
              (sum, level, at) => sum + (level - (asked[at] ?? 0)) * (level - (asked[at] ?? 0)),
              0,
            )
            return { index, distance: Math.sqrt(squares) / 255 }
          })
          .sort((a, b) => a.distance - b.distance || a.index - b.index)

        expect(nearestImages(Uint8Array.from(all.flatMap((image) => [...image])), asked, count)).toEqual(
          compared.slice(0, count),
        )
      }),
      { numRuns: 60 },
    )
  })

  it('of an image that is among them begin with itself, and of two alike with the earlier', () => {
    const images = Uint8Array.from([1, 2, 9, 9, 9, 9, 50, 60])
    expect(nearestImages(images, Uint8Array.from([9, 9]), 2)).toEqual([
      { index: 1, distance: 0 },
      { index: 2, distance: 0 },
    ])
  })
})
