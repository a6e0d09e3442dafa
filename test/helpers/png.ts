import { crc32, deflateSync } from 'node:zlib'

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(12 + data.length)
  bytes.writeUInt32BE(data.length, 0)
  bytes.write(type, 4, 'latin1')
  bytes.set(data, 8)
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length)
  return bytes
}

function png(
  width: number,
  height: number,
  [depth, colorType]: readonly [depth: number, colorType: number],
  rows: Uint8Array,
): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([depth, colorType], 8)
  const signature = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', new Uint8Array())]
  return Buffer.concat([signature, ...parts])
}

/** A PNG of one grey everywhere. It may be large: its rows are one row, over and over. */
export function plainPng(width: number, height: number, level: number): Uint8Array {
  const row = Buffer.alloc(1 + width, level)
  row[0] = 0
  return png(width, height, [8, 0], Buffer.concat(new Array<Buffer>(height).fill(row)))
}

type Colour = readonly [red: number, green: number, blue: number, alpha: number]

/** A PNG in colour, with transparency. */
export function colourPng(
  width: number,
  height: number,
  pixel: (x: number, y: number) => Colour,
): Uint8Array {
  const row = 1 + width * 4
  const rows = Buffer.alloc(height * row)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rows.set(pixel(x, y), y * row + 1 + x * 4)
  }
  return png(width, height, [8, 6], rows)
}

/** A grey PNG of 16 bits a pixel. */
export function deepPng(width: number, height: number, level: (x: number, y: number) => number): Uint8Array {
  const row = 1 + width * 2
  const rows = Buffer.alloc(height * row)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rows.writeUInt16BE(level(x, y), y * row + 1 + x * 2)
  }
  return png(width, height, [16, 0], rows)
}

/** An image of the data set as a program would export it. */
export function greyPng(pixels: Uint8Array, side: number): Uint8Array {
  const rows = Buffer.alloc(side * (side + 1))
  for (let y = 0; y < side; y += 1) rows.set(pixels.subarray(y * side, (y + 1) * side), y * (side + 1) + 1)
  return png(side, side, [8, 0], rows)
}

/** A small PNG, one of whose chunks of text unpacks to many times its size. */
export function bombPng(unpacked: number): Uint8Array {
  const picture = Buffer.from(plainPng(40, 40, 90))
  const text = Buffer.concat([Buffer.from('note\0\0', 'latin1'), deflateSync(Buffer.alloc(unpacked))])
  const head = 8 + 25
  return Buffer.concat([picture.subarray(0, head), chunk('zTXt', text), picture.subarray(head)])
}
