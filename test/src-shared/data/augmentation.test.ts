import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { augmentationTable, augments, drawTransformations } from '#shared/data/augmentation'
import type { Augmentation } from '#shared/experiment/experiment'

const SIDE = 7

/** Transformation number `number` of an image; the background is 0. */
function transform(image: readonly number[], augmentation: Augmentation, number: number): number[] {
  const { sources } = augmentationTable(augmentation, SIDE)
  const own = sources.subarray(number * SIDE * SIDE, (number + 1) * SIDE * SIDE)
  return [...own].map((source) => (source === -1 ? 0 : image[source]))
}

/** An image moved and then mirrored, pixel by pixel. */
function moved(image: readonly number[], down: number, right: number, mirror: boolean): number[] {
  return image.map((_, pixel) => {
    const [y, x] = [Math.floor(pixel / SIDE), pixel % SIDE]
    const [fromY, fromX] = [y - down, (mirror ? SIDE - 1 - x : x) - right]
    return fromY >= 0 && fromY < SIDE && fromX >= 0 && fromX < SIDE ? image[fromY * SIDE + fromX] : 0
  })
}

function every(augmentation: Augmentation, image: readonly number[]): string[] {
  const { count } = augmentationTable(augmentation, SIDE)
  return Array.from({ length: count }, (_, number) => transform(image, augmentation, number).join())
}

const image = fc.array(fc.integer({ min: 1, max: 255 }), { minLength: SIDE * SIDE, maxLength: SIDE * SIDE })

describe('augmentationTable', () => {
  it('should hold every shift up to the largest one, plain and mirrored, and nothing else', () => {
    fc.assert(
      fc.property(image, fc.integer({ min: 0, max: 3 }), fc.boolean(), (pixels, shift, flip) => {
        const steps = Array.from({ length: 2 * shift + 1 }, (_, index) => index - shift)
        const mirrors = flip ? [false, true] : [false]
        const expected = mirrors.flatMap((mirror) =>
          steps.flatMap((down) => steps.map((right) => moved(pixels, down, right, mirror).join())),
        )

        expect(every({ shift, flip }, pixels).sort()).toEqual(expected.sort())
      }),
      { numRuns: 30 },
    )
  })

  it('should hold the image itself, and with its mirror image the way back', () => {
    const pixels = Array.from({ length: SIDE * SIDE }, (_, index) => index + 1)
    const flip = { shift: 0, flip: true }
    const [same, mirrored] = [transform(pixels, flip, 0), transform(pixels, flip, 1)]

    expect(same).toEqual(pixels)
    expect(mirrored).not.toEqual(pixels)
    expect(transform(mirrored, flip, 1)).toEqual(pixels)
  })

  it('should fill with the background what comes from outside', () => {
    const bright = new Array<number>(SIDE * SIDE).fill(200)
    const sums = every({ shift: 2, flip: false }, bright).map(
      (text) => text.split(',').filter((value) => value === '0').length,
    )

    // A shift by d and r leaves (side - |d|) (side - |r|) pixels of the image.
    expect(Math.max(...sums)).toBe(SIDE * SIDE - (SIDE - 2) * (SIDE - 2))
    expect(Math.min(...sums)).toBe(0)
  })

  it('should be one transformation, the image itself, where nothing is augmented', () => {
    const { count, sources } = augmentationTable({ shift: 0, flip: false }, SIDE)

    expect(augments({ shift: 0, flip: false })).toBe(false)
    expect(count).toBe(1)
    expect([...sources]).toEqual(Array.from({ length: SIDE * SIDE }, (_, index) => index))
  })
})

describe('drawTransformations', () => {
  it('should draw every transformation about as often, again for every iteration, from the seed alone', () => {
    const [count, rows] = [18, 36_000]
    const draw = (seed: number, iteration: number): Int32Array => {
      const out = new Int32Array(rows)
      drawTransformations(out, count, seed, iteration)
      return out
    }
    const drawn = draw(1, 0)
    const bound = 4.5 * Math.sqrt((rows / count) * (1 - 1 / count))
    for (let number = 0; number < count; number += 1) {
      expect(Math.abs(drawn.filter((other) => other === number).length - rows / count)).toBeLessThan(bound)
    }

    expect(draw(1, 0)).toEqual(drawn)
    expect(draw(1, 1)).not.toEqual(drawn)
    expect(draw(2, 0)).not.toEqual(drawn)
  })
})
