import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { areaAverage } from '../../../../src-renderer/lib/image/area-average'
import type { ColorImage } from '../../../../src-renderer/lib/image/color-image'
import type { GreyImage } from '../../../../src-renderer/lib/image/grey-image'
import {
  centreContent,
  edgeMean,
  frameSquare,
  preprocess,
  toGrey,
} from '../../../../src-renderer/lib/image/preprocess'

function grey(width: number, height: number, pixel: (x: number, y: number) => number): GreyImage {
  const pixels = Uint8Array.from({ length: width * height }, (_, at) =>
    pixel(at % width, Math.floor(at / width)),
  )
  return { width, height, pixels }
}

function color({ width, height, pixels }: GreyImage): ColorImage {
  const data = new Uint8ClampedArray(width * height * 4)
  pixels.forEach((pixel, at) => data.set([pixel, pixel, pixel, 255], at * 4))
  return { width, height, data }
}

const mean = ({ pixels }: GreyImage): number => pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length

describe('the way of a picture to 28x28', () => {
  it('leaves an image of the data set as it is', () => {
    const image = grey(28, 28, (x, y) => (x > 2 && x < 25 && y > 0 && y < 27 ? 40 + x * 8 : 0))

    const { final } = preprocess(color(image), { frame: 'fit', invert: 'auto', centre: false })

    expect(final.pixels).toEqual(image.pixels)
  })

  it('inverts by itself what is dark on white, and only that', () => {
    const dark = color(grey(40, 40, (x) => (x > 15 && x < 25 ? 20 : 250)))
    const bright = color(grey(40, 40, (x) => (x > 15 && x < 25 ? 250 : 5)))
    const handles = { frame: 'fit', invert: 'auto', centre: false } as const

    expect(preprocess(dark, handles).isInverted).toBe(true)
    expect(preprocess(bright, handles).isInverted).toBe(false)
    expect(preprocess(dark, { ...handles, invert: 'off' }).isInverted).toBe(false)
    expect(edgeMean(preprocess(dark, handles).inverted)).toBeLessThan(128)
  })

  it('takes transparent parts for white paper', () => {
    expect(toGrey({ width: 1, height: 1, data: new Uint8ClampedArray([0, 0, 0, 0]) }).pixels[0]).toBe(255)
  })

  it('lays a bright thing on black and a dark one on white, so that both can be seen', () => {
    const thing = (level: number): ColorImage => {
      const data = new Uint8ClampedArray(40 * 40 * 4)
      for (let y = 5; y < 35; y += 1) {
        for (let x = 12; x < 28; x += 1) data.set([level, level, level, 255], (y * 40 + x) * 4)
      }
      return { width: 40, height: 40, data }
    }
    const handles = { frame: 'fit', invert: 'auto', centre: true } as const
    fc.assert(
      fc.property(fc.nat(255), (level) => {
        const { final, isBlank } = preprocess(thing(level), handles)

        expect(isBlank).toBe(false)
        // Bright on black, by at least half of all levels.
        expect(final.pixels[14 * 28 + 14]).toBeGreaterThan(126)
        expect(final.pixels[0]).toBe(0)
      }),
    )
  })

  it('keeps a transparent ground as the background, although the thing touches the edges', () => {
    const data = new Uint8ClampedArray(60 * 30 * 4)
    for (let y = 0; y < 30; y += 1)
      for (let x = 0; x < 40; x += 1) data.set([240, 240, 240, 255], (y * 60 + x) * 4)
    const { framed, isInverted } = preprocess(
      { width: 60, height: 30, data },
      { frame: 'fit', invert: 'auto', centre: true },
    )

    expect(isInverted).toBe(false)
    expect(framed.pixels[0]).toBe(0)
  })

  it.each([
    ['black', [0, 0, 0, 255]],
    ['white', [255, 255, 255, 255]],
    ['grey', [128, 128, 128, 255]],
    ['wholly transparent', [255, 255, 255, 0]],
  ])('sees nothing in a picture that is %s, however it is handled', (_, colour) => {
    const data = new Uint8ClampedArray(Array.from({ length: 30 * 20 }, () => colour).flat())
    for (const frame of ['fit', 'crop'] as const) {
      for (const invert of ['auto', 'on', 'off'] as const) {
        for (const centre of [true, false]) {
          expect(preprocess({ width: 30, height: 20, data }, { frame, invert, centre }).isBlank).toBe(true)
        }
      }
    }
  })

  it('sees nothing where the crop leaves the thing out', () => {
    const corner = color(grey(90, 30, (x) => (x < 20 ? 0 : 250)))
    const handles = { invert: 'auto', centre: true } as const

    expect(preprocess(corner, { ...handles, frame: 'fit' }).isBlank).toBe(false)
    expect(preprocess(corner, { ...handles, frame: 'crop' }).isBlank).toBe(true)
  })

  it('fits a wide picture with background, and crops it to its middle', () => {
    const wide = grey(6, 2, (x) => x * 10)

    expect(frameSquare(wide, 'crop')).toEqual(grey(2, 2, (x) => (x + 2) * 10))
    const fitted = frameSquare(wide, 'fit')
    expect([fitted.width, fitted.height]).toEqual([6, 6])
    expect([...fitted.pixels.slice(12, 18)]).toEqual([0, 10, 20, 30, 40, 50])
  })

  it('moves what is not background into the middle, wherever it was', () => {
    const place = fc.record({ left: fc.nat(18), top: fc.nat(14) })
    fc.assert(
      fc.property(place, ({ left, top }) => {
        const block = grey(24, 24, (x, y) =>
          x >= left && x < left + 6 && y >= top && y < top + 10 ? 200 : 0,
        )
        const centred = centreContent(block)

        expect([centred.width, centred.height]).toEqual([10, 10])
        expect(centred).toEqual(grey(10, 10, (x) => (x >= 2 && x < 8 ? 200 : 0)))
      }),
    )
  })

  it('leaves an empty picture alone', () => {
    const empty = grey(9, 9, () => 3)

    expect(centreContent(empty)).toBe(empty)
  })

  it('ends with 28x28 bytes for any picture', () => {
    const size = fc.integer({ min: 1, max: 90 })
    const handles = fc.record({
      frame: fc.constantFrom('fit' as const, 'crop' as const),
      invert: fc.constantFrom('auto' as const, 'on' as const, 'off' as const),
      centre: fc.boolean(),
    })
    fc.assert(
      fc.property(size, size, handles, (width, height, how) => {
        const image = color(grey(width, height, (x, y) => (x * 31 + y * 17) % 256))

        expect(preprocess(image, how).final.pixels).toHaveLength(784)
      }),
      { numRuns: 30 },
    )
  })
})

describe('scaling by area', () => {
  it('keeps the mean brightness', () => {
    const side = fc.integer({ min: 1, max: 80 })
    fc.assert(
      fc.property(side, side, fc.nat(1_000), (width, height, salt) => {
        const image = grey(width, height, (x, y) => (x * 37 + y * 59 + salt) % 256)

        // Every pixel is rounded to a whole byte, at worst all of them by one half.
        expect(Math.abs(mean(areaAverage(image, 28)) - mean(image))).toBeLessThan(0.5 + 1e-9)
      }),
    )
  })

  it('takes the mean of whole pixels where the sizes divide', () => {
    const halved = areaAverage(
      grey(4, 4, (x, y) => x * 10 + y * 40),
      2,
    )

    expect([...halved.pixels]).toEqual([25, 45, 105, 125])
  })
})
