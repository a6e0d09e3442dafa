import type { ColorImage } from './color-image'

/** How much of each source pixel lies in a target pixel: the first of them, and the shares of all. */
interface Cover {
  readonly from: number
  readonly shares: Float64Array
}

function covers(length: number, target: number): readonly Cover[] {
  const scale = length / target
  return Array.from({ length: target }, (_, at) => {
    const [begin, end] = [at * scale, (at + 1) * scale]
    const from = Math.min(length - 1, Math.floor(begin))
    const to = Math.max(from, Math.min(length - 1, Math.ceil(end) - 1))
    const shares = new Float64Array(to - from + 1)
    for (let pixel = from; pixel <= to; pixel += 1)
      shares[pixel - from] = Math.max(0, Math.min(end, pixel + 1) - Math.max(begin, pixel))
    return { from, shares }
  })
}

/**
 * Makes a picture smaller: each pixel takes the mean of the area that it covers. Colours count by their opacity, so that what lies
 * under transparent parts shines through nowhere.
 */
export function shrink({ width, height, data }: ColorImage, toWidth: number, toHeight: number): ColorImage {
  const columns = covers(width, toWidth)
  const out = new Uint8ClampedArray(toWidth * toHeight * 4)
  // Row after row of the source is added to the row of the target that it lies in, so that memory is read in its order.
  const sums = new Float64Array(toWidth * 4)
  covers(height, toHeight).forEach((row, y) => {
    sums.fill(0)
    row.shares.forEach((rowShare, dy) => {
      const line = (row.from + dy) * width
      columns.forEach(({ from, shares }, x) => {
        for (let dx = 0; dx < shares.length; dx += 1) {
          const at = (line + from + dx) * 4
          const weight = rowShare * shares[dx] * data[at + 3]
          sums[x * 4] += weight * data[at]
          sums[x * 4 + 1] += weight * data[at + 1]
          sums[x * 4 + 2] += weight * data[at + 2]
          sums[x * 4 + 3] += weight
        }
      })
    })
    const area = (width / toWidth) * (height / toHeight)
    for (let x = 0; x < toWidth; x += 1) {
      const opacity = sums[x * 4 + 3]
      const at = (y * toWidth + x) * 4
      for (let color = 0; color < 3; color += 1)
        out[at + color] = opacity === 0 ? 0 : sums[x * 4 + color] / opacity
      out[at + 3] = opacity / area
    }
  })
  return { width: toWidth, height: toHeight, data: out }
}
