import { Buffer } from 'node:buffer'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkImage, checkImageFileSize, LARGEST_IMAGE_FILE } from '#shared/data/image-check'
import { readImageHeader } from '#shared/data/image-header'
import pictures from '../../fixtures/pictures.json'

const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'))

const encoded = [
  ['png', pictures.png],
  ['jpeg', pictures.jpeg],
  ['webp', pictures.webpExtended],
  ['webp', pictures.webpLossy],
  ['webp', pictures.webpLossless],
] as const

/** GIF and BMP as their specifications lay them out: the browser writes neither. */
function gif(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(20)
  bytes.set(Buffer.from('GIF89a'))
  new DataView(bytes.buffer).setUint16(6, width, true)
  new DataView(bytes.buffer).setUint16(8, height, true)
  return bytes
}

function bmp(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(54)
  bytes.set(Buffer.from('BM'))
  const view = new DataView(bytes.buffer)
  view.setUint32(14, 40, true)
  view.setInt32(18, width, true)
  view.setInt32(22, height, true)
  return bytes
}

function bmpOfWindows2(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(26)
  bytes.set(Buffer.from('BM'))
  const view = new DataView(bytes.buffer)
  view.setUint32(14, 12, true)
  view.setUint16(18, width, true)
  view.setUint16(20, height, true)
  return bytes
}

function pngHeader(width: number, height: number): Uint8Array {
  const bytes = bytesOf(pictures.png)
  const view = new DataView(bytes.buffer)
  view.setUint32(16, width)
  view.setUint32(20, height)
  return bytes
}

describe('the size in a header', () => {
  test.each(encoded)('of a %s that a browser encoded', (format, base64) => {
    expect(readImageHeader(bytesOf(base64))).toEqual({ format, width: 301, height: 7 })
  })

  test('of GIF and BMP, rows from the bottom or from the top', () => {
    expect(readImageHeader(gif(640, 479))).toEqual({ format: 'gif', width: 640, height: 479 })
    expect(readImageHeader(bmp(33, 65_537))).toEqual({ format: 'bmp', width: 33, height: 65_537 })
    expect(readImageHeader(bmp(33, -12))).toEqual({ format: 'bmp', width: 33, height: 12 })
    expect(readImageHeader(bmpOfWindows2(28, 29))).toEqual({ format: 'bmp', width: 28, height: 29 })
  })

  test('is read from a view into a larger buffer', () => {
    const png = bytesOf(pictures.png)
    const shifted = new Uint8Array(png.length + 11)
    shifted.set(png, 11)
    expect(readImageHeader(shifted.subarray(11))).toEqual({ format: 'png', width: 301, height: 7 })
  })

  test('is not there where a picture has no pixels', () => {
    expect(readImageHeader(gif(0, 5))).toBeNull()
    expect(readImageHeader(pngHeader(5, 0))).toBeNull()
  })

  test('of any bytes, cut anywhere, is a size or null, and never an exception', () => {
    const starts = [...encoded.map(([, base64]) => bytesOf(base64)), gif(3, 4), bmp(5, 6)]
    const broken = fc
      .tuple(
        fc.constantFrom(...starts),
        fc.nat(800),
        fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { maxLength: 6 }),
      )
      .map(([start, length, changes]) => {
        const bytes = start.slice(0, length)
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value
        return bytes
      })
    fc.assert(
      fc.property(fc.oneof(broken, fc.uint8Array({ maxLength: 64 })), (bytes) => {
        const header = readImageHeader(bytes)
        if (header !== null) expect(header.width * header.height).toBeGreaterThan(0)
      }),
    )
  })
})

describe('a picture is refused before it is decoded', () => {
  test('if it has 20,000 x 20,000 pixels, however short its file is', () => {
    const check = checkImage(pngHeader(20_000, 20_000))
    expect(check).toMatchObject({
      ok: false,
      fault: { code: 'too-many-pixels', width: 20_000, height: 20_000 },
    })
  })

  test('if it is a text, or empty, or ends within its header', () => {
    expect(checkImage(new Uint8Array(Buffer.from('Dear network,\n')))).toEqual({
      ok: false,
      fault: { code: 'unknown-format' },
    })
    expect(checkImage(new Uint8Array(0))).toEqual({ ok: false, fault: { code: 'empty' } })
    const cut = bytesOf(pictures.jpeg).subarray(0, 100)
    expect(checkImage(cut)).toEqual({ ok: false, fault: { code: 'damaged-header' } })
  })

  test('if its file is larger than 30 MiB', () => {
    const fault = checkImageFileSize(LARGEST_IMAGE_FILE + 1)
    expect(fault).toMatchObject({ code: 'file-too-large', bytes: LARGEST_IMAGE_FILE + 1 })
    expect(checkImageFileSize(LARGEST_IMAGE_FILE)).toBeNull()
  })

  test('and a photograph of 48 million pixels is let through', () => {
    expect(checkImage(pngHeader(8000, 6000))).toMatchObject({ ok: true })
  })
})
