import type { GreyImage } from './grey-image'
import { nearestWhole } from './nearest-whole'

interface Share {
  readonly from: number
  /** How much of each source pixel, from `from` on, lies in the target pixel. */
  readonly weights: readonly number[]
}

function shares(length: number, side: number): readonly Share[] {
  const scale = length / side
  return Array.from({ length: side }, (_, target) => {
    const start = target * scale
    const end = start + scale
    const from = Math.min(length - 1, Math.floor(start))
    const to = Math.max(from, Math.min(length - 1, Math.ceil(end) - 1))
    const weights = Array.from({ length: to - from + 1 }, (_, offset) => {
      const pixel = from + offset
      return Math.min(end, pixel + 1) - Math.max(start, pixel)
    })
    return { from, weights }
  })
}

/** Scales to a square of `side` pixels: each takes the mean of the area that it covers, so brightness is kept. */
export function areaAverage({ width, height, pixels }: GreyImage, side: number): GreyImage {
  const columns = shares(width, side)
  const rows = shares(height, side)
  const area = (width / side) * (height / side)
  const scaled = new Uint8Array(side * side)
  rows.forEach((row, y) => {
    columns.forEach((column, x) => {
      let sum = 0
      row.weights.forEach((rowWeight, dy) => {
        const start = (row.from + dy) * width + column.from
        column.weights.forEach((weight, dx) => {
          sum += rowWeight * weight * (pixels[start + dx] ?? 0)
        })
      })
      scaled[y * side + x] = nearestWhole(sum / area)
    })
  })
  return { width: side, height: side, pixels: scaled }
}
