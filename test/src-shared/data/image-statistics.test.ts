import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findEqualImages } from '#shared/data/equal-images'
import { imageStatistics, type PixelMoments } from '#shared/data/image-statistics'
import { findNearPairs, type NearLimits } from '#shared/data/near-images'
import { scaledInputs } from '#shared/data/scaled-inputs'

interface Moments {
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
}
/** What NumPy says of Fashion-MNIST: test/fixtures/make-image-statistics.py. */
const expected = JSON.parse(readFileSync('test/fixtures/image-statistics.json', 'utf8')) as {
  readonly pixels: readonly number[]
  readonly all: Moments
  readonly classes: readonly Moments[]
  readonly levels: readonly number[]
  readonly scaled: Readonly<Record<string, readonly number[]>>
  readonly distinct: number
  readonly nearFirst3000: readonly (readonly [number, number, number])[]
}
const part = (name: string, header: number): Uint8Array =>
  new Uint8Array(gunzipSync(readFileSync(`resources/fashion-mnist/${name}.gz`))).subarray(header)
const images = part('train-images-idx3-ubyte', 16)
const labels = part('train-labels-idx1-ubyte', 8)

const statistics = imageStatistics(images, labels, 10, 784)

function finished<T>(search: Generator<unknown, T>): T {
  for (;;) {
    const step = search.next()
    if (step.done === true) return step.value
  }
}

function expectMoments(found: PixelMoments, { mean, deviation }: Moments): void {
  expected.pixels.forEach((pixel, at) => {
    expect(found.mean[pixel]).toBeCloseTo(mean[at] ?? NaN, 4)
    expect(found.deviation[pixel]).toBeCloseTo(deviation[at] ?? NaN, 4)
  })
}

test('mean and deviation images and the histogram are those of NumPy, of all images and of each class', () => {
  expectMoments(statistics.all, expected.all)
  statistics.classes.forEach((found, label) => expectMoments(found, expected.classes[label] ?? expected.all))
  expect(statistics.classes.map((found) => found.images)).toEqual(new Array(10).fill(6000))
  expect(statistics.levels).toEqual(expected.levels)
})

test('what the first layer gets under each scaling is what NumPy gets from scaled pixels', () => {
  for (const { scaling, from, to, mean, deviation, meanSquare } of scaledInputs(statistics.levels)) {
    const wanted = expected.scaled[scaling] ?? []
    ;[from, to, mean, deviation, meanSquare].forEach((value, at) =>
      expect(value).toBeCloseTo(wanted[at] ?? NaN, 8),
    )
  }
})

test('a class without images has black moments, and images of one level a deviation of 0', () => {
  const one = imageStatistics(new Uint8Array(3 * 64).fill(200), Uint8Array.of(0, 0, 0), 2, 64)
  expect(one.all.deviation.every((each) => each === 0)).toBe(true)
  expect(one.classes[1]).toEqual({ images: 0, mean: new Float32Array(64), deviation: new Float32Array(64) })
  expect(scaledInputs(one.levels).at(-1)).toMatchObject({ mean: 0, deviation: 0 })
})

describe('images that are the same', () => {
  test('are as many in Fashion-MNIST as NumPy finds', () => {
    const groups = finished(findEqualImages(images, 784))
    const more = groups.reduce((sum, group) => sum + group.length - 1, 0)
    expect(60_000 - more).toBe(expected.distinct)
  })

  test('are found wherever they stand', () => {
    const small = Uint8Array.from([1, 2, 9, 9, 1, 2, 2, 1, 9, 9, 1, 2])
    expect(finished(findEqualImages(small, 2))).toEqual([
      [0, 2, 5],
      [1, 4],
    ])
  })
})

describe('images that are almost the same', () => {
  const all = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, image) => image)
  const limits: NearLimits = { distance: 2, pairs: 1e6, comparisons: 1e12 }

  test('are those that NumPy finds among 3,000 images by comparing all', () => {
    const found = finished(findNearPairs(images.subarray(0, 3000 * 784), 28, all(3000), limits))
    expect(found.isComplete).toBe(true)
    const byImages = found.pairs.toSorted((a, b) => a.images[0] - b.images[0] || a.images[1] - b.images[1])
    expect(byImages.map((pair) => pair.images)).toEqual(expected.nearFirst3000.map(([a, b]) => [a, b]))
    byImages.forEach(({ distance }, at) =>
      expect(distance).toBeCloseTo(expected.nearFirst3000[at]?.[2] ?? NaN, 9),
    )
    const distances = found.pairs.map(({ distance }) => distance)
    expect(distances).toEqual(distances.toSorted((a, b) => a - b))
  })

  test('are those that comparing all finds, for any images of any size', () => {
    const byComparingAll = (bytes: Uint8Array, size: number, most: number): readonly string[] => {
      const found: string[] = []
      for (let a = 0; a < bytes.length / size; a += 1)
        for (let b = a + 1; b < bytes.length / size; b += 1) {
          let squares = 0
          for (let at = 0; at < size; at += 1) {
            const difference = (bytes[a * size + at] ?? 0) - (bytes[b * size + at] ?? 0)
            squares += difference * difference
          }
          if (squares <= most * most * 255 * 255) found.push(`${a} ${b}`)
        }
      return found
    }
    const arbitrary = fc.record({
      side: fc.constantFrom(8, 9, 13),
      seeds: fc.array(fc.nat(4), { minLength: 2, maxLength: 12 }),
      noise: fc.constantFrom(0, 3, 40, 200),
      distance: fc.constantFrom(0.2, 1, 3),
    })
    fc.assert(
      fc.property(arbitrary, ({ side, seeds, noise, distance }) => {
        const size = side * side
        const bytes = Uint8Array.from({ length: seeds.length * size }, (_, at) => {
          const image = Math.floor(at / size)
          const shade = ((seeds[image] ?? 0) * 53 + (at % size) * 7) % 200
          return Math.min(255, shade + ((image * 7919 + at * 104_729) % (noise + 1)))
        })
        const { pairs } = finished(findNearPairs(bytes, side, all(seeds.length), { ...limits, distance }))
        const found = pairs.map((pair) => pair.images.join(' '))
        expect(found.toSorted()).toEqual(byComparingAll(bytes, size, distance).toSorted())
      }),
    )
  })

  test('are no more than are asked for, and the search says that it ended early', () => {
    const same = new Uint8Array(50 * 64).fill(100)
    const found = finished(findNearPairs(same, 8, all(50), { ...limits, pairs: 20 }))
    expect([found.pairs.length, found.isComplete]).toEqual([20, false])
    const tired = finished(findNearPairs(same, 8, all(50), { ...limits, comparisons: 30 }))
    expect(tired.isComplete).toBe(false)
    expect(tired.pairs.length).toBeLessThan(50)
  })
})
