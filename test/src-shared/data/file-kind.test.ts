import { Buffer } from 'node:buffer'
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type FileKind, fileKind } from '#shared/data/file-kind'
import { imageFormat } from '#shared/data/image-header'

const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))
const media = (...brands: readonly string[]): Uint8Array =>
  latin1(
    `\0\0\0${String.fromCharCode(12 + 4 * brands.length)}ftyp${brands[0]}\0\0\0\0${brands.slice(1).join('')}rest`,
  )

const files: readonly (readonly [FileKind, string, Uint8Array])[] = [
  ['heic', 'of an iPhone', media('heic', 'mif1', 'heic')],
  ['heic', 'of another phone', media('mif1', 'heic', 'miaf')],
  ['avif', 'with the general brand first', media('mif1', 'miaf', 'avif')],
  ['avif', 'that moves', media('avis', 'msf1')],
  ['camera-raw', 'of Canon', media('crx ', 'crx ', 'isom')],
  ['video', 'MP4', media('isom', 'iso2', 'avc1', 'mp41')],
  ['video', 'QuickTime', media('qt  ')],
  ['audio', 'M4A', media('M4A ', 'M4A ', 'mp42')],
  ['tiff', 'little', latin1('II*\0\x08\0\0\0\x12\0')],
  ['tiff', 'big', latin1('MM\0*\0\0\0\x08')],
  ['camera-raw', 'CR2', latin1('II*\0\x10\0\0\0CR\x02\0')],
  ['jpeg-xl', 'bare', latin1('\xff\x0a\xfa\x1f')],
  ['jpeg-xl', 'in a box', latin1('\0\0\0\x0cJXL \r\n\x87\n')],
  ['jpeg-2000', 'in a box', latin1('\0\0\0\x0cjP  \r\n\x87\n')],
  ['photoshop', '', latin1('8BPS\0\x01')],
  ['pdf', '', latin1('%PDF-1.7\n%\xe2\xe3')],
  ['postscript', '', latin1('%!PS-Adobe-3.0 EPSF-3.0')],
  ['icon', '', latin1('\0\0\x01\0\x01\0\x10\x10')],
  ['archive', 'ZIP', latin1(`PK\x03\x04\x14${'\0'.repeat(25)}photos/shirt.png`)],
  ['office', 'Word', latin1(`PK\x03\x04\x14${'\0'.repeat(25)}[Content_Types].xml`)],
  [
    'office',
    'Word, in another order',
    latin1(`PK\x03\x04\x14${'\0'.repeat(25)}_rels/.rels\0PK\x03\x04word/document.xml`),
  ],
  ['office', 'OpenDocument', latin1(`PK\x03\x04\x14${'\0'.repeat(25)}mimetypeapplication/vnd.oasis`)],
  ['office', 'of long ago', latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')],
  ['video', 'Matroska', latin1('\x1a\x45\xdf\xa3\x01')],
  ['video', 'AVI', latin1('RIFF\x10\0\0\0AVI LIST')],
  ['audio', 'WAV', latin1('RIFF\x10\0\0\0WAVEfmt ')],
  ['program', '', latin1('MZ\x90\0\x03\0')],
  ['svg', '', latin1('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  [
    'svg',
    'after a prologue',
    latin1('\xef\xbb\xbf<?xml version="1.0"?>\n<!-- made by hand -->\n<svg width="1" height="1"/>'),
  ],
  ['html', '', latin1('\n<!DOCTYPE html>\n<html><svg></svg></html>')],
  ['html', 'saved as XML', latin1('<?xml version="1.0"?><html xmlns="x"></html>')],
  ['text', '', latin1('Dear network,\nplease classify me.\n')],
  ['text', 'in Korean', new Uint8Array(Buffer.from('이 그림을 보세요'))],
  ['text', 'of UTF-16', latin1('\xff\xfeA\0')],
  ['text', 'that begins like a BMP', latin1('BMW is a maker of cars, and this is a text about one.')],
  ['text', 'with a link to a drawing', latin1('See <svg> in the manual.')],
]

describe('what a file is, by its content', () => {
  test.each(files)('%s %s', (kind, _, bytes) => {
    expect(imageFormat(bytes)).toBeNull()
    expect(fileKind(bytes)).toBe(kind)
  })

  test('of a HEIC that is named .jpg', () => {
    const bytes = readFileSync('test/fixtures/pictures/IMG_0042.jpg')
    expect([imageFormat(bytes), fileKind(bytes)]).toEqual([null, 'heic'])
  })

  test('is not known of noise and of zeros, and no bytes are an exception', () => {
    expect(fileKind(new Uint8Array(64))).toBeNull()
    expect(fileKind(new Uint8Array(0))).toBeNull()
    expect(fileKind(latin1('\x07\x91\x00\xfe'))).toBeNull()
    const cut = fc
      .constantFrom(...files)
      .chain(([, , bytes]) => fc.nat(bytes.length).map((length) => bytes.slice(0, length)))
    fc.assert(
      fc.property(fc.oneof(cut, fc.uint8Array({ maxLength: 64 })), (bytes) => {
        expect(() => fileKind(bytes)).not.toThrow()
      }),
    )
  })
})
