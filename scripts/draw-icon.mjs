import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { crc32 } from './runtime/crc32.mjs'
import { root } from './stale.mjs'

// The icon is a small network: three layers of neurons on an indigo tile; a run file is that tile on a sheet of paper. Run by hand;
// the pictures are in the repository.
const side = 512
/** Sizes in which desktops look for icons; the largest is for macOS. */
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const samples = 4
const corner = 112
const layers = [
  { x: 132, ys: [156, 256, 356] },
  { x: 256, ys: [106, 206, 306, 406] },
  { x: 380, ys: [206, 306] },
]
const neurons = layers.flatMap(({ x, ys }) => ys.map((y) => ({ x, y })))
const links = layers
  .slice(1)
  .flatMap(({ x, ys }, index) =>
    layers[index].ys.flatMap((fromY) => ys.map((y) => ({ fromX: layers[index].x, fromY, x, y }))),
  )

/** @typedef {readonly [red: number, green: number, blue: number, alpha: number]} Color */

const clear = /** @type {Color} */ ([0, 0, 0, 0])

/** @param {number} x @param {number} y */
function insideTile(x, y) {
  const dx = Math.max(corner - x, x - (side - corner), 0)
  const dy = Math.max(corner - y, y - (side - corner), 0)
  return dx * dx + dy * dy <= corner * corner
}

/** @param {typeof links[number]} link @param {number} x @param {number} y */
function distanceToLink({ fromX, fromY, x: toX, y: toY }, x, y) {
  const along =
    ((x - fromX) * (toX - fromX) + (y - fromY) * (toY - fromY)) / ((toX - fromX) ** 2 + (toY - fromY) ** 2)
  const t = Math.min(1, Math.max(0, along))
  return Math.hypot(x - fromX - t * (toX - fromX), y - fromY - t * (toY - fromY))
}

/** @param {number} x @param {number} y @param {number} pixel how long one is: lines and dots are never thinner than can be seen @returns {Color} */
function tileColor(x, y, pixel) {
  if (!insideTile(x, y)) return clear
  const nearest = Math.min(...neurons.map((neuron) => Math.hypot(neuron.x - x, neuron.y - y)))
  if (nearest < Math.max(30, 1.1 * pixel)) return [255, 255, 255, 255]
  const width = Math.max(3.2, 0.3 * pixel)
  if (links.some((link) => distanceToLink(link, x, y) < width)) return [165, 180, 252, 255]
  const shade = (x + y) / (2 * side)
  return [79 - 24 * shade, 70 - 22 * shade, 229 - 66 * shade, 255]
}

const paper = { left: 72, right: 440, fold: 120, edge: 10 }

/** A sheet with its upper right corner folded, and the tile on it. @type {typeof tileColor} */
function sheetColor(x, y, pixel) {
  const { left, right, fold } = paper
  const edge = Math.max(paper.edge, 0.6 * pixel)
  const overFold = x - (right - fold) - y
  if (x < left || x > right || overFold > 0) return clear
  const scale = 1.85
  const tile = tileColor((x - 118) * scale, (y - 170) * scale, pixel * scale)
  if (insideTile((x - 118) * scale, (y - 170) * scale)) return tile
  const isEdge = Math.min(x - left, right - x, y, side - y, -overFold / Math.SQRT2) < edge
  if (isEdge) return [148, 163, 184, 255]
  return x > right - fold && y < fold ? [203, 213, 225, 255] : [248, 250, 252, 255]
}

/** @param {typeof tileColor} colorAt @param {number} size @param {number} column @param {number} row */
function pixelAt(colorAt, size, column, row) {
  const pixel = side / size
  const sum = [0, 0, 0, 0]
  for (let i = 0; i < samples * samples; i++) {
    const x = (column + ((i % samples) + 0.5) / samples) * pixel
    const y = (row + (Math.floor(i / samples) + 0.5) / samples) * pixel
    const [r, g, b, a] = colorAt(x, y, pixel)
    sum[0] += r * a
    sum[1] += g * a
    sum[2] += b * a
    sum[3] += a
  }
  const alpha = Math.max(1, sum[3])
  return [sum[0] / alpha, sum[1] / alpha, sum[2] / alpha, sum[3] / (samples * samples)].map(Math.round)
}

/** @param {string} type @param {Buffer} data */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** @param {typeof tileColor} colorAt @param {number} size */
function picture(colorAt, size) {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 6, 0, 0, 0], 8)
  const rows = Buffer.alloc(size * (1 + 4 * size))
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++)
      rows.set(pixelAt(colorAt, size, column, row), row * (1 + 4 * size) + 1 + 4 * column)
  }
  const body = chunk('IDAT', deflateSync(rows, { level: 9 }))
  return Buffer.concat([signature, chunk('IHDR', header), body, chunk('IEND', Buffer.alloc(0))])
}

/** Numbers as bytes, the lowest first. @param {readonly number[]} numbers @param {16 | 32} bits */
const little = (numbers, bits) => Buffer.from((bits === 16 ? Uint16Array : Uint32Array).from(numbers).buffer)

/** The pictures of up to 256 pixels in one file, as Windows reads them. @param {ReadonlyMap<number, Buffer>} pictures */
function windowsIcon(pictures) {
  const chosen = [...pictures].filter(([size]) => size <= 256)
  let offset = 6 + 16 * chosen.length
  const entries = chosen.map(([size, bytes]) => {
    // 256 is written as 0; one plane of 32 bits.
    const entry = Buffer.concat([
      Buffer.from([size % 256, size % 256, 0, 0]),
      little([1, 32], 16),
      little([bytes.length, offset], 32),
    ])
    offset += bytes.length
    return entry
  })
  return Buffer.concat([little([0, 1, chosen.length], 16), ...entries, ...chosen.map(([, bytes]) => bytes)])
}

/** What macOS calls a picture of each size. */
const macNames = new Map([
  [16, 'icp4'],
  [32, 'icp5'],
  [128, 'ic07'],
  [256, 'ic08'],
  [512, 'ic09'],
  [1024, 'ic10'],
])

/** The same as macOS reads them. @param {ReadonlyMap<number, Buffer>} pictures */
function macIcon(pictures) {
  const block = (/** @type {string} */ name, /** @type {Buffer} */ bytes) => {
    const head = Buffer.from(`${name}....`)
    head.writeUInt32BE(bytes.length + 8, 4)
    return Buffer.concat([head, bytes])
  }
  const blocks = [...macNames].map(([size, name]) => block(name, pictures.get(size) ?? Buffer.alloc(0)))
  return block('icns', Buffer.concat(blocks))
}

for (const [name, colorAt] of /** @type {const} */ ([
  ['app', tileColor],
  ['run-file', sheetColor],
])) {
  const place = join(root, 'resources/icons', name)
  const pictures = new Map(sizes.map((size) => [size, picture(colorAt, size)]))
  mkdirSync(place, { recursive: true })
  for (const [size, bytes] of pictures) writeFileSync(join(place, `${size}x${size}.png`), bytes)
  writeFileSync(`${place}.ico`, windowsIcon(pictures))
  writeFileSync(`${place}.icns`, macIcon(pictures))
}
