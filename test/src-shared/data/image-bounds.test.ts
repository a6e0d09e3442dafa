import { Buffer } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isBlank } from '#shared/data/blank-image'
import { checkImage } from '#shared/data/image-check'
import { readImageHeader } from '#shared/data/image-header'
import pictures from '../../fixtures/pictures.json'

const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'))
const fixture = (name: string): Uint8Array => new Uint8Array(readFileSync(`test/fixtures/pictures/${name}`))

/** A whole PNG that says it is that large. */
function png(width: number, height: number): Uint8Array {
  const bytes = fixture('shirt.png')
  const view = new DataView(bytes.buffer)
  view.setUint32(16, width)
  view.setUint32(20, height)
  return bytes
}

interface GifFrame {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

function gif(width: number, height: number, frames: readonly GifFrame[]): Uint8Array {
  const word = (value: number): readonly number[] => [value & 255, value >> 8]
  const image = (frame: GifFrame): readonly number[] => [
    ...[0x21, 0xf9, 4, 0, 0, 0, 0, 0],
    ...[0x2c, ...word(frame.left), ...word(frame.top), ...word(frame.width), ...word(frame.height), 0x80],
    ...[0, 0, 0, 255, 255, 255],
    ...[2, 2, 0x4c, 0x01, 0],
  ]
  const screen = [...word(width), ...word(height), 0x80, 0, 0, 0, 0, 0, 255, 255, 255]
  return new Uint8Array([...Buffer.from('GIF89a'), ...screen, ...frames.flatMap(image), 0x3b])
}

describe('a picture is refused by its header', () => {
  test.each([
    [1, 30_000],
    [1, 60_000],
    [60_000, 1],
    [100, 2_801],
  ])('if it is as long and narrow as %i x %i', (width, height) => {
    expect(checkImage(png(width, height))).toEqual({
      ok: false,
      fault: { code: 'too-long', width, height, limit: 28 },
    })
  })

  test.each([
    [30_000, 30_000],
    [12_000, 9_000],
    [4_294_967_295, 4_294_967_295],
  ])('if it has too many pixels, as %i x %i has', (width, height) => {
    expect(checkImage(png(width, height))).toMatchObject({
      fault: { code: 'too-many-pixels', width, height },
    })
  })

  test('and a banner of 2,800 x 100 pixels is let through', () => {
    expect(checkImage(png(2_800, 100))).toMatchObject({ ok: true })
  })

  test('a strip of 320 bytes that took 2.8 GB', () => {
    expect(checkImage(fixture('strip-1x30000.png'))).toMatchObject({ fault: { code: 'too-long' } })
  })

  test('a GIF whose frames are larger than its screen', () => {
    const whole = { left: 0, top: 0, width: 8, height: 8 }
    const lying = gif(8, 8, [whole, { left: 100, top: 0, width: 20_000, height: 20_000 }])

    expect(readImageHeader(gif(8, 8, [whole]))).toEqual({ format: 'gif', width: 8, height: 8 })
    expect(readImageHeader(lying)).toEqual({ format: 'gif', width: 20_100, height: 20_000 })
    expect(checkImage(lying)).toMatchObject({ fault: { code: 'too-many-pixels' } })
  })
})

describe('a picture that was cut off', () => {
  const shirt = fixture('shirt.png')
  const webp = bytesOf(pictures.webpLossless)
  // The picture itself is 301 x 7, so it is made less long in the header.
  const jpeg = bytesOf(pictures.jpeg)
  const frame = jpeg.findIndex((byte, at) => byte === 0xff && jpeg[at + 1] === 0xc0)
  new DataView(jpeg.buffer).setUint16(frame + 5, 200)

  test('is told, wherever its end is missing', () => {
    expect(checkImage(shirt)).toMatchObject({ ok: true })
    expect(checkImage(jpeg)).toMatchObject({ ok: true })
    for (const bytes of [shirt, jpeg]) {
      for (const missing of [1, 2, 20, 60]) {
        expect(checkImage(bytes.subarray(0, -missing))).toEqual({ ok: false, fault: { code: 'cut-off' } })
      }
    }
  })

  test('may have something behind its end', () => {
    for (const bytes of [shirt, jpeg]) {
      expect(checkImage(new Uint8Array([...bytes, 1, 2, 3]))).toMatchObject({ ok: true })
    }
  })

  test('is a GIF of which a frame has no end, the first or a later one', () => {
    const whole = fixture('four.gif')
    expect(checkImage(whole)).toMatchObject({ ok: true })
    // The byte that ends the file tells nothing of the frames.
    expect(checkImage(whole.subarray(0, -1))).toMatchObject({ ok: true })
    for (const length of [whole.length - 2, whole.length - 300, 800, 60])
      expect(checkImage(whole.subarray(0, length))).toEqual({ ok: false, fault: { code: 'cut-off' } })
  })

  test('is a BMP whose rows are not all there, in whatever depth', () => {
    for (const [depth, rowLength] of [
      [24, 152],
      [32, 200],
      [8, 52],
      [1, 8],
    ] as const) {
      const bytes = new Uint8Array(54 + rowLength * 50)
      const view = new DataView(bytes.buffer)
      bytes.set([0x42, 0x4d])
      view.setUint32(10, 54, true)
      view.setUint32(14, 40, true)
      view.setInt32(18, 50, true)
      view.setInt32(22, -50, true)
      view.setUint16(28, depth, true)
      expect(checkImage(bytes)).toMatchObject({ ok: true })
      expect(checkImage(bytes.subarray(0, -1))).toEqual({ ok: false, fault: { code: 'cut-off' } })
    }
  })

  test('is a WebP that is shorter than it says', () => {
    expect(webp.length % 2).toBe(0)
    const wide = webp.slice()
    // 14 bits of width less one, then 14 bits of height less one.
    new DataView(wide.buffer).setUint32(21, 99 | (99 << 14), true)
    expect(checkImage(wide)).toMatchObject({ ok: true })
    expect(checkImage(wide.subarray(0, -4))).toEqual({ ok: false, fault: { code: 'cut-off' } })
  })
})

describe('nothing in a picture', () => {
  test('is one level everywhere, with a little noise or without', () => {
    expect(isBlank(new Uint8Array(784))).toBe(true)
    expect(isBlank(new Uint8Array(784).fill(255))).toBe(true)
    expect(isBlank(Uint8Array.from({ length: 784 }, (_, at) => 100 + (at % 5)))).toBe(true)
  })

  test('is not one bright pixel', () => {
    expect(isBlank(new Uint8Array(784).fill(40, 100, 101))).toBe(false)
  })
})
