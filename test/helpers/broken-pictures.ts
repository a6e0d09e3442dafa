import { fixture } from './image-page.ts'

/** A BMP of 100 x 100 pixels in 24 bits, of which half of the rows are there. */
function halfBmp(): Uint8Array {
  const bytes = Buffer.alloc(54 + 300 * 50, 200)
  bytes.fill(0, 0, 54)
  bytes.write('BM')
  for (const [at, value] of [
    [2, 54 + 300 * 100],
    [10, 54],
    [14, 40],
    [18, 100],
    [22, 100],
  ] as const)
    bytes.writeUInt32LE(value, at)
  bytes.set([1, 0, 24], 26)
  return bytes
}

/** Files whose headers promise more than there is, or more than they say. */
export function liars(): Readonly<Record<string, Uint8Array>> {
  const bmp = Buffer.alloc(54)
  bmp.write('BM')
  for (const [at, value] of [
    [10, 54],
    [14, 40],
    [18, 7_000],
    [22, 7_000],
  ] as const)
    bmp.writeUInt32LE(value, at)
  bmp.set([1, 0, 24], 26)
  const frame = [0x2c, 0, 0, 0, 0, 0x20, 0x4e, 0x20, 0x4e, 0, 2, 2, 0x4c, 1, 0, 0x3b]
  const webp = Buffer.from('RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\x1a\0\xff\x1a\0', 'latin1')
  return {
    'short.bmp': bmp,
    'frame.gif': new Uint8Array([...Buffer.from('GIF89a'), 8, 0, 8, 0, 0, 0, 0, ...frame]),
    'empty.gif': new Uint8Array([...Buffer.from('GIF89a'), 8, 0, 8, 0, 0, 0, 0, 0x3b]),
    'bare.webp': webp,
    'half.png': fixture('shirt.png').subarray(0, 900),
    'half.gif': fixture('blank-first.gif').subarray(0, 700),
    'later.gif': fixture('four.gif').subarray(0, 1_400),
    'half.webp': fixture('blank-first.webp').subarray(0, 400),
    'half.jpg': fixture('shirt-cmyk.jpg').subarray(0, 2_000),
    'half.bmp': halfBmp(),
    'nothing.png': new Uint8Array(),
  }
}
