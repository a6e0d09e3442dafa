import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { crc32 } from './runtime/crc32.mjs'
import { root } from './stale.mjs'

// The icon is a small network: three layers of neurons on an indigo tile. Run by hand; the picture is in the repository.
const size = 512
const samples = 3
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

function insideTile(x, y) {
  const dx = Math.max(corner - x, x - (size - corner), 0)
  const dy = Math.max(corner - y, y - (size - corner), 0)
  return dx * dx + dy * dy <= corner * corner
}

function distanceToLink({ fromX, fromY, x: toX, y: toY }, x, y) {
  const along =
    ((x - fromX) * (toX - fromX) + (y - fromY) * (toY - fromY)) / ((toX - fromX) ** 2 + (toY - fromY) ** 2)
  const t = Math.min(1, Math.max(0, along))
  return Math.hypot(x - fromX - t * (toX - fromX), y - fromY - t * (toY - fromY))
}

function colorAt(x, y) {
  if (!insideTile(x, y)) return [0, 0, 0, 0]
  const shade = (x + y) / (2 * size)
  const tile = [79 - 24 * shade, 70 - 22 * shade, 229 - 66 * shade, 255]
  const nearest = Math.min(...neurons.map((neuron) => Math.hypot(neuron.x - x, neuron.y - y)))
  if (nearest < 30) return [255, 255, 255, 255]
  if (links.some((link) => distanceToLink(link, x, y) < 3.2)) return [165, 180, 252, 255]
  return tile
}

function pixelAt(column, row) {
  const sum = [0, 0, 0, 0]
  for (let i = 0; i < samples * samples; i++) {
    const x = column + ((i % samples) + 0.5) / samples
    const y = row + (Math.floor(i / samples) + 0.5) / samples
    const [r, g, b, a] = colorAt(x, y)
    sum[0] += r * a
    sum[1] += g * a
    sum[2] += b * a
    sum[3] += a
  }
  const alpha = Math.max(1, sum[3])
  return [sum[0] / alpha, sum[1] / alpha, sum[2] / alpha, sum[3] / (samples * samples)].map(Math.round)
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}

const header = Buffer.alloc(13)
header.writeUInt32BE(size, 0)
header.writeUInt32BE(size, 4)
header.set([8, 6, 0, 0, 0], 8)
const rows = Buffer.alloc(size * (1 + 4 * size))
for (let row = 0; row < size; row++) {
  for (let column = 0; column < size; column++)
    rows.set(pixelAt(column, row), row * (1 + 4 * size) + 1 + 4 * column)
}
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const picture = [
  chunk('IHDR', header),
  chunk('IDAT', deflateSync(rows, { level: 9 })),
  chunk('IEND', Buffer.alloc(0)),
]
mkdirSync(join(root, 'resources/icons'), { recursive: true })
writeFileSync(join(root, 'resources/icons/icon.png'), Buffer.concat([signature, ...picture]))
