import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { ColorImage } from '#shared/data/picture/color-image'
import { AUTOMATIC } from '#shared/data/picture/handles'
import { preprocess } from '#shared/data/picture/preprocess'
import { type DecodedPicture, decodePicture } from '../../../src-main/base/pictures/decode-picture'
import { decodeJpeg } from '../../../src-main/base/pictures/jpeg'
import { decodePng } from '../../../src-main/base/pictures/png'
import { decodeWebp } from '../../../src-main/base/pictures/webp'

const picture = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(`test/fixtures/pictures/${name}`))
const encoded = JSON.parse(readFileSync('test/fixtures/pictures.json', 'utf8')) as Readonly<
  Record<string, string>
>

async function imageOf(bytes: Uint8Array<ArrayBuffer>): Promise<ColorImage> {
  const decoded = await decodePicture(bytes)
  if (!decoded.ok) throw new Error(`The picture was refused: ${JSON.stringify(decoded.fault)}`)
  return decoded.image
}

const faultOf = (decoded: DecodedPicture): unknown => (decoded.ok ? null : decoded.fault)

/** Pictures that are too long for the lab, but small: here the decoders alone are asked. */
const DECODERS = {
  png: decodePng,
  jpeg: decodeJpeg,
  webpExtended: decodeWebp,
  webpLossy: decodeWebp,
  webpLossless: decodeWebp,
} as const

describe('every format is decoded without a window', () => {
  test.each(Object.entries(DECODERS))('%s, as Chromium encoded it', async (format, decode) => {
    const { width, height, data } = await decode(new Uint8Array(Buffer.from(encoded[format] ?? '', 'base64')))
    expect([width, height]).toEqual([301, 7])
    // Red, with what a lossy format makes of it.
    const [red = 0, green = 255, blue = 255, alpha] = data
    expect(red).toBeGreaterThan(245)
    expect(Math.max(green, blue)).toBeLessThan(10)
    expect(alpha).toBe(255)
  })

  test('16 bits and transparent parts; a GIF from its first frame that shows something', async () => {
    expect(preprocess(await imageOf(picture('shirt-16-transparent.png')), AUTOMATIC).isBlank).toBe(false)
    expect(preprocess(await imageOf(picture('shirt-white-on-transparent.png')), AUTOMATIC).isBlank).toBe(
      false,
    )
    expect(preprocess(await imageOf(picture('blank-first.gif')), AUTOMATIC).isBlank).toBe(false)
    expect(preprocess(await imageOf(picture('four.gif')), AUTOMATIC).isBlank).toBe(false)
  })

  test('a BMP from its lowest row upwards, without what would be transparent', async () => {
    const bytes = new Uint8Array(54 + 2 * 8)
    const view = new DataView(bytes.buffer)
    bytes.set([0x42, 0x4d])
    const fields = [
      [2, bytes.length],
      [10, 54],
      [14, 40],
      [18, 2],
      [22, 2],
    ] as const
    for (const [at, value] of fields) view.setUint32(at, value, true)
    view.setUint16(26, 1, true)
    view.setUint16(28, 24, true)
    // The lower row is blue and green, the upper one red and black; colours are stored backwards.
    bytes.set([255, 0, 0, 0, 255, 0], 54)
    bytes.set([0, 0, 255, 0, 0, 0], 62)
    expect([...(await imageOf(bytes)).data]).toEqual([
      ...[255, 0, 0, 255, 0, 0, 0, 255],
      ...[0, 0, 255, 255, 0, 255, 0, 255],
    ])
  })
})

test('what the window refuses is refused, before a decoder sees it', async () => {
  expect(faultOf(await decodePicture(picture('strip-1x30000.png')))).toMatchObject({ code: 'too-long' })
  expect(faultOf(await decodePicture(picture('IMG_0042.jpg')))).toEqual({
    code: 'other-format',
    kind: 'heic',
  })
  expect(faultOf(await decodePicture(picture('shirt.png').slice(0, 900)))).toEqual({ code: 'cut-off' })
  expect(faultOf(await decodePicture(new Uint8Array()))).toEqual({ code: 'empty' })
})

test('what a decoder cannot read is told, and the next picture is read all the same', async () => {
  expect(faultOf(await decodePicture(picture('shirt-cmyk.jpg')))).toEqual({ code: 'broken', format: 'jpeg' })
  expect(faultOf(await decodePicture(picture('blank-first.webp')))).toEqual({
    code: 'broken',
    format: 'webp',
  })
  const jpeg = await decodeJpeg(new Uint8Array(Buffer.from(encoded['jpeg'] ?? '', 'base64')))
  expect(jpeg.width).toBe(301)
})
