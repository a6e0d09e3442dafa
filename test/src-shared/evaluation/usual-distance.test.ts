import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearestImages } from '#shared/evaluation/nearest-images'
import {
  FASHION_MNIST_DISTANCES,
  judgeDistance as judge,
  measureDistances,
} from '#shared/evaluation/usual-distance'
import table from '../../../src-shared/evaluation/usual-distances.json'

const judgeDistance = (distance: number) => judge(distance, FASHION_MNIST_DISTANCES)
const images = (part: string): Uint8Array =>
  gunzipSync(readFileSync(`resources/fashion-mnist/${part}-images-idx3-ubyte.gz`)).subarray(16)

describe('the distance of a picture from the training images', () => {
  it('is judged by rising quantiles', () => {
    const rising = table.quantiles.every(
      ({ percent, distance }, index) =>
        index === 0 ||
        (percent > (table.quantiles[index - 1]?.percent ?? 0) &&
          distance >= (table.quantiles[index - 1]?.distance ?? 0)),
    )
    expect(rising).toBe(true)
    for (const { percent, distance } of table.quantiles)
      expect(judgeDistance(distance).shareNearer).toBeCloseTo(percent / 100, 9)
  })

  it('never makes a farther picture more usual', () => {
    const far = fc.double({ min: 0, max: 28, noNaN: true })
    fc.assert(
      fc.property(far, far, (a, b) => {
        const [near, farther] = [judgeDistance(Math.min(a, b)), judgeDistance(Math.max(a, b))]
        expect(farther.shareNearer).toBeGreaterThanOrEqual(near.shareNearer)
        expect(farther.isFar || !near.isFar).toBe(true)
      }),
    )
  })

  it('is what the table was measured from: few test images are far, and half are on the nearer side', () => {
    const [train, test] = [images('train'), images('t10k')]
    const measured = Array.from({ length: 16 }, (_, index) => {
      const number = index * 625
      const [nearest] = nearestImages(train, test.subarray(number * 784, (number + 1) * 784), 1)
      return judgeDistance(nearest?.distance ?? NaN)
    })
    expect(measured.filter(({ isFar }) => isFar).length).toBeLessThanOrEqual(2)
    const nearer = measured.filter(({ shareNearer }) => shareNearer < 0.5).length
    expect(Math.abs(nearer - 8)).toBeLessThanOrEqual(6)
  })

  it('tells noise, a checked pattern and a black picture with a bright edge from clothes', () => {
    const train = images('train')
    const strange = [
      (index: number): number => (index * 7_919 + (index >> 3) * 104_729) % 256,
      (index: number): number => ((index >> 1) % 2 === (Math.floor(index / 28) >> 1) % 2 ? 255 : 0),
      (index: number): number => (index < 84 || index >= 700 ? 255 : 0),
    ]
    for (const level of strange) {
      const [nearest] = nearestImages(
        train,
        Uint8Array.from({ length: 784 }, (_, index) => level(index)),
        1,
      )
      expect(judgeDistance(nearest?.distance ?? 0).isFar).toBe(true)
    }
  })

  it('of other data is judged by what is measured of them', () => {
    // Training images of one level each, test images between them: 1, 2 and 3 levels away.
    const flat = (levels: readonly number[]): Uint8Array =>
      Uint8Array.from(levels.flatMap((level) => Array<number>(4).fill(level)))
    const search = measureDistances(flat([0, 100, 200]), flat([1, 102, 203]), 4)
    let step = search.next()
    while (step.done !== true) step = search.next()
    const of = (levels: number): number => Math.sqrt(4 * levels * levels) / 255

    expect([step.value[0]?.distance, step.value.at(-1)?.distance]).toEqual([of(1), of(3)])
    expect(judge(of(2), step.value)).toMatchObject({ isFar: false })
    expect(judge(of(3.5), step.value)).toEqual({ distance: of(3.5), shareNearer: 1, isFar: true })
  })
})
