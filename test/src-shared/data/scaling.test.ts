import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pixelStatistics, scalingTable } from '#shared/data/scaling'
import { power } from '../../helpers/power'

const PIXELS = 6

/** Images of many sizes, some of which are black, and not all of which begin where a word of the memory does. */
const someImages = fc
  .record({ pixels: fc.constantFrom(6, 8, 9, 64), seed: fc.nat(1000), shift: fc.constantFrom(0, 1, 4) })
  .chain(({ pixels, ...rest }) =>
    fc.record({
      pixels: fc.constant(pixels),
      ...{ seed: fc.constant(rest.seed), shift: fc.constant(rest.shift) },
      bytes: fc.array(fc.oneof(fc.constant(0), fc.constant(255), fc.nat(255)), {
        minLength: pixels,
        maxLength: 40 * pixels,
      }),
    }),
  )
  .map(({ pixels, bytes, seed, shift }) => {
    const count = Math.floor(bytes.length / pixels)
    const images = new Uint8Array(count * pixels + shift).subarray(shift)
    images.set(bytes.slice(0, count * pixels))
    const numbers = Int32Array.from({ length: count }, (_, index) => index).filter(
      (index) => (index + seed) % 3 !== 0 || count === 1,
    )
    return { images, numbers, pixels }
  })

/** Mean and variance of whole numbers as exact fractions. */
function exactStatistics(
  images: Uint8Array,
  numbers: Int32Array,
  pixels: number,
): { mean: number; variance: number } {
  const bytes = [...numbers].flatMap((number) =>
    [...images.subarray(number * pixels, (number + 1) * pixels)].map(BigInt),
  )
  const count = BigInt(bytes.length)
  const sum = bytes.reduce((total, byte) => total + byte, 0n)
  const squares = bytes.reduce((total, byte) => total + byte * byte, 0n)
  return {
    mean: Number(sum) / Number(count),
    variance: Number(count * squares - sum * sum) / Number(count * count),
  }
}

describe('scaling of the pixels', () => {
  it('should take mean and deviation of the training split alone', () => {
    fc.assert(
      fc.property(someImages, ({ images, numbers, pixels }) => {
        fc.pre(numbers.length > 0)
        const { mean, variance } = exactStatistics(images, numbers, pixels)
        const found = pixelStatistics(images, numbers, pixels)

        expect(found.mean).toBeCloseTo(mean, 10)
        expect(Math.abs(found.deviation - Math.sqrt(variance))).toBeLessThan(1e-5)
      }),
      { numRuns: 100 },
    )
  })

  it('should make mean 0 and variance 1 of the training split', () => {
    const images = Uint8Array.from({ length: 600 }, (_, index) => (index * 197) % 251)
    const numbers = Int32Array.from({ length: 80 }, (_, index) => index)
    const table = scalingTable('standardize', images, numbers, PIXELS)
    const scaled = [...images.subarray(0, 80 * PIXELS)].map((byte) => table[byte])
    const mean = scaled.reduce((sum, value) => sum + value, 0) / scaled.length
    const variance = scaled.reduce((sum, value) => sum + power(value - mean, 2), 0) / scaled.length

    expect(mean).toBeCloseTo(0, 6)
    expect(variance).toBeCloseTo(1, 6)
  })

  it('should not look at validation images', () => {
    const images = Uint8Array.from({ length: 60 }, (_, index) => index)
    const changed = images.map((byte, index) => (index < 30 ? byte : 255))
    const training = Int32Array.from([0, 1, 2, 3, 4])

    expect(scalingTable('standardize', changed, training, PIXELS)).toEqual(
      scalingTable('standardize', images, training, PIXELS),
    )
  })

  it('should divide by 255 for the range, and leave bytes alone without scaling', () => {
    const images = new Uint8Array(PIXELS).fill(9)
    const range = scalingTable('range', images, Int32Array.of(0), PIXELS)
    const none = scalingTable('none', images, Int32Array.of(0), PIXELS)

    expect([range[0], range[51], range[255]]).toEqual([0, Math.fround(0.2), 1])
    expect([...none]).toEqual(Array.from({ length: 256 }, (_, byte) => byte))
  })

  it('should stay finite where all pixels are the same', () => {
    const table = scalingTable('standardize', new Uint8Array(PIXELS).fill(9), Int32Array.of(0), PIXELS)

    expect(table[9]).toBe(0)
    expect([...table].every(Number.isFinite)).toBe(true)
  })
})
