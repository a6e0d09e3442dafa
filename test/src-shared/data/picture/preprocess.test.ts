import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { areaAverage } from '#shared/data/picture/area-average'
import type { ColorImage } from '#shared/data/picture/color-image'
import { cropSides } from '#shared/data/picture/crop'
import type { GreyImage } from '#shared/data/picture/grey-image'
import { AUTOMATIC, DECISIONS, FRAMES, GREY_RULES, type Handles, SCALES } from '#shared/data/picture/handles'
import { preprocess } from '#shared/data/picture/preprocess'
import { centreContent, edgeMean, frameSquare } from '#shared/data/picture/square'
import { toGrey } from '#shared/data/picture/to-grey'

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

    const { final } = preprocess(color(image), { ...AUTOMATIC, centre: 'off' })

    expect(final.pixels).toEqual(image.pixels)
  })

  it('takes what is 28x28 and grey already as it is, bright ground or not, until a hand decides otherwise', () => {
    const side = fc.uint8Array({ minLength: 784, maxLength: 784 })
    fc.assert(
      fc.property(side, (pixels) => {
        const image = color({ width: 28, height: 28, pixels })
        const { final, isReady, isInverted, isCentred } = preprocess(image, AUTOMATIC)

        expect(final.pixels).toEqual(pixels)
        expect([isReady, isInverted, isCentred]).toEqual([true, false, false])
        const inverted = preprocess(image, { ...AUTOMATIC, invert: 'on' })
        expect([...inverted.final.pixels]).toEqual([...pixels].map((pixel) => 255 - pixel))
      }),
      { numRuns: 30 },
    )
  })

  it.each([
    ['a colour', [9, 8, 9, 255]],
    ['a hole', [9, 9, 9, 254]],
  ])('does not take a picture of 28x28 with %s for ready', (_, pixel) => {
    const image = color(grey(28, 28, (x) => x * 9))
    image.data.set(pixel, 400)

    expect(preprocess(image, AUTOMATIC).isReady).toBe(false)
  })

  it('cuts the sides off by hand, before anything else is decided', () => {
    // White on the left, a dark thing on black elsewhere.
    const image = color(grey(40, 20, (x, y) => (x < 20 ? 255 : x > 25 && x < 34 && y > 5 && y < 15 ? 90 : 0)))
    const crop = { left: 0.5, top: 0, right: 0, bottom: 0 }
    const { cropped, grey: right, isInverted } = preprocess(image, { ...AUTOMATIC, crop })

    expect([cropped.width, cropped.height, isInverted]).toEqual([20, 20, false])
    expect(right).toEqual(grey(20, 20, (x, y) => (x > 5 && x < 14 && y > 5 && y < 15 ? 90 : 0)))
    expect(cropSides(image, AUTOMATIC.crop)).toBe(image)
    const nothingLeft = cropSides(image, { left: 0.5, top: 0.5, right: 0.5, bottom: 0.5 })
    expect([nothingLeft.width, nothingLeft.height]).toEqual([1, 1])
  })

  it('makes grey of a colour by the rule that is chosen', () => {
    const colour = { width: 1, height: 1, data: new Uint8ClampedArray([200, 100, 30, 255]) }

    expect(GREY_RULES.map((rule) => toGrey(colour, 255, rule).pixels[0])).toEqual([122, 110, 200, 100, 30])
  })

  it('stretches a wide picture where it is told to', () => {
    const wide = color(grey(56, 28, (x) => (x < 28 ? 0 : 200)))
    const { final } = preprocess(wide, { ...AUTOMATIC, frame: 'stretch', invert: 'off', centre: 'off' })

    expect(final).toEqual(grey(28, 28, (x) => (x < 14 ? 0 : 200)))
  })

  it('makes the thing smaller with background around it, and larger with its edges cut off', () => {
    const block = color(grey(56, 56, (x, y) => (x >= 14 && x < 42 && y >= 14 && y < 42 ? 220 : 0)))
    const half = preprocess(block, { ...AUTOMATIC, scale: 0.5 })
    const large = preprocess(block, { ...AUTOMATIC, centre: 'off', scale: 2 })

    expect(half.final).toEqual(grey(28, 28, (x, y) => (x >= 7 && x < 21 && y >= 7 && y < 21 ? 220 : 0)))
    expect(large.final).toEqual(grey(28, 28, () => 220))
  })

  it('inverts by itself what is dark on white, and only that', () => {
    const dark = color(grey(40, 40, (x) => (x > 15 && x < 25 ? 20 : 250)))
    const bright = color(grey(40, 40, (x) => (x > 15 && x < 25 ? 250 : 5)))
    const handles: Handles = { ...AUTOMATIC, centre: 'off' }

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
    const handles = AUTOMATIC
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
    const { framed, isInverted } = preprocess({ width: 60, height: 30, data }, AUTOMATIC)

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
    for (const frame of FRAMES) {
      for (const invert of DECISIONS) {
        for (const centre of DECISIONS) {
          const handles = { ...AUTOMATIC, frame, invert, centre }
          expect(preprocess({ width: 30, height: 20, data }, handles).isBlank).toBe(true)
        }
      }
    }
  })

  it('sees nothing where the crop leaves the thing out', () => {
    const corner = color(grey(90, 30, (x) => (x < 20 ? 0 : 250)))

    expect(preprocess(corner, AUTOMATIC).isBlank).toBe(false)
    expect(preprocess(corner, { ...AUTOMATIC, frame: 'crop' }).isBlank).toBe(true)
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
    const share = fc.double({ min: 0, max: 0.5, noNaN: true })
    const handles: fc.Arbitrary<Handles> = fc.record({
      crop: fc.record({ left: share, top: share, right: share, bottom: share }),
      grey: fc.constantFrom(...GREY_RULES),
      frame: fc.constantFrom(...FRAMES),
      invert: fc.constantFrom(...DECISIONS),
      centre: fc.constantFrom(...DECISIONS),
      scale: fc.double({ min: SCALES.least, max: SCALES.most, noNaN: true }),
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
