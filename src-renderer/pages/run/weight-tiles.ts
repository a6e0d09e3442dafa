/** Pictures of weights side by side: one tile a unit, its pixels where the pixels of an image are. */
export interface Tiles {
  readonly width: number
  readonly height: number
  /** Four bytes a pixel. */
  readonly data: Uint8ClampedArray<ArrayBuffer>
}

const GAP = 2
type Colour = readonly [red: number, green: number, blue: number]
/** Blue for negative and orange for positive weights: told apart with any kind of colour vision. Nothing is white, or black. */
const NEGATIVE: Colour = [37, 99, 235]
const POSITIVE: Colour = [234, 88, 12]

function blend(from: Colour, to: Colour, share: number): Colour {
  const mix = (at: 0 | 1 | 2): number => from[at] + (to[at] - from[at]) * share
  return [mix(0), mix(1), mix(2)]
}

/**
 * Draws the weights of some units, each on a scale of its own: the largest weight of a unit has the full colour.
 *
 * @param weights `side` x `side` numbers a unit
 */
export function drawTiles(weights: Float32Array, side: number, columns: number, ground: Colour): Tiles {
  const pixels = side * side
  const units = Math.floor(weights.length / pixels)
  const rows = Math.ceil(units / columns)
  const [width, height] = [columns * (side + GAP) - GAP, Math.max(1, rows * (side + GAP) - GAP)]
  const data = new Uint8ClampedArray(width * height * 4)
  for (let unit = 0; unit < units; unit += 1) {
    const values = weights.subarray(unit * pixels, (unit + 1) * pixels)
    const most = values.reduce((top, value) => Math.max(top, Math.abs(value)), 0)
    const left = (unit % columns) * (side + GAP)
    const top = Math.floor(unit / columns) * (side + GAP)
    values.forEach((value, at) => {
      const share = most === 0 ? 0 : Math.abs(value) / most
      const colour = blend(ground, value < 0 ? NEGATIVE : POSITIVE, share)
      const place = (top + Math.floor(at / side)) * width + left + (at % side)
      data.set([...colour, 255], place * 4)
    })
  }
  return { width, height, data }
}
