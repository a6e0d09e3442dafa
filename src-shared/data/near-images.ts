import { principalDirections } from './principal-directions'

/** Two images that are almost the same, and their Euclidean distance with brightness from 0 to 1. */
interface NearPair {
  /** Numbers of the images, the lower first. */
  readonly images: readonly [number, number]
  readonly distance: number
}

export interface NearPairs {
  /** The nearest first; of equally near ones the earlier. */
  readonly pairs: readonly NearPair[]
  /** False where the search ended at one of its limits: there may be more. */
  readonly isComplete: boolean
}

export interface NearLimits {
  /** The largest distance, with brightness from 0 to 1. */
  readonly distance: number
  readonly pairs: number
  readonly comparisons: number
}

/** Blocks along a side, whose sums are compared before the pixels are, and how many blocks there are. */
const GRID = 7
const BLOCKS = GRID * GRID
/** Directions along which images are compared first, and those of them by which they are sorted into cells. */
const DIRECTIONS = 8
const CELL_DIRECTIONS = 4
/** Bounds are this much wider than they would be without rounded sums. */
const ROUNDING = 1 + 1e-4
/** Comparisons between two pauses. */
const STRETCH = 100_000

/**
 * Sums of the blocks of every image, each divided by the root of its pixels: the distance of two images in these 49 numbers is at
 * most that of their pixels.
 */
function blockSums(images: Uint8Array, side: number, chosen: Uint32Array): Float32Array {
  const blockOf = Uint8Array.from({ length: side * side }, (_, pixel) => {
    const [row, column] = [Math.floor(pixel / side), pixel % side]
    return Math.floor((row * GRID) / side) * GRID + Math.floor((column * GRID) / side)
  })
  const sizes = new Float64Array(BLOCKS)
  for (const block of blockOf) sizes[block] += 1
  const sums = new Float32Array(chosen.length * BLOCKS)
  chosen.forEach((image, place) => {
    for (let pixel = 0; pixel < blockOf.length; pixel += 1)
      sums[place * BLOCKS + blockOf[pixel]] += images[image * blockOf.length + pixel]
  })
  return sums.map((sum, at) => sum / Math.sqrt(sizes[at % BLOCKS]))
}

/** The blocks of all images, those first that vary most: they tell soonest that two images are not near. */
function byVariation(blocks: Float32Array): Float32Array {
  const count = blocks.length / BLOCKS
  const sums = new Float64Array(BLOCKS)
  const squares = new Float64Array(BLOCKS)
  blocks.forEach((value, at) => {
    sums[at % BLOCKS] += value
    squares[at % BLOCKS] += value * value
  })
  const variation = squares.map((sum, block) => count * sum - sums[block] * sums[block])
  const order = Array.from(variation.keys()).sort((a, b) => variation[b] - variation[a] || a - b)
  return blocks.map((_, at) => blocks[at - (at % BLOCKS) + order[at % BLOCKS]])
}

/** How far along each direction every image lies: the distance of two images in these numbers is at most their own. */
function coordinatesOf(blocks: Float32Array, directions: readonly Float64Array[]): Float32Array {
  const images = blocks.length / BLOCKS
  const along = new Float32Array(images * directions.length)
  for (let place = 0; place < images; place += 1)
    directions.forEach((direction, which) => {
      let sum = 0
      for (let block = 0; block < BLOCKS; block += 1) sum += direction[block] * blocks[place * BLOCKS + block]
      along[place * directions.length + which] = sum
    })
  return along
}

/** Cells by four coordinates. Images in cells that are no neighbours are farther apart than a cell is wide. */
function openCells(width: number, highest: number) {
  const cells = new Map<number, number[]>()
  // Coordinates go from -highest to highest; a cell beyond each end, so that neighbours of different cells never share a key.
  const half = Math.floor(highest / width) + 2
  const base = 2 * half + 1
  const steps = [-1, 0, 1]
  const keyOf = (at: readonly number[]): number => at.reduce((key, index) => key * base + index + half, 0)
  const around = steps.flatMap((a) =>
    steps.flatMap((b) => steps.flatMap((c) => steps.map((d) => ((a * base + b) * base + c) * base + d))),
  )

  return {
    keyOf: (along: Float32Array): number => keyOf(Array.from(along, (value) => Math.floor(value / width))),
    /** The images in the cell of this key and in those around it. */
    around: (key: number): readonly (readonly number[])[] =>
      around.flatMap((step) => {
        const cell = cells.get(key + step)
        return cell === undefined ? [] : [cell]
      }),
    add(key: number, place: number): void {
      const cell = cells.get(key)
      if (cell === undefined) cells.set(key, [place])
      else cell.push(place)
    },
  }
}

/** Whether two rows of numbers are so near that the images behind them may be. */
function mayBeNear(rows: Float32Array, width: number, a: number, b: number, most: number): boolean {
  let squares = 0
  for (let at = 0; at < width && squares <= most; at += 1) {
    const difference = rows[a * width + at] - rows[b * width + at]
    squares += difference * difference
  }
  return squares <= most
}

function squaresBetween(images: Uint8Array, size: number, a: number, b: number): number {
  let squares = 0
  for (let pixel = 0; pixel < size; pixel += 1) {
    const difference = images[a * size + pixel] - images[b * size + pixel]
    squares += difference * difference
  }
  return squares
}

function inOrder(pairs: readonly NearPair[]): readonly NearPair[] {
  return pairs.toSorted(
    (a, b) => a.distance - b.distance || a.images[0] - b.images[0] || a.images[1] - b.images[1],
  )
}

/**
 * Finds pairs of images that are no farther from each other than a distance. Only images that lie about equally far
 * along the directions in which the data vary most are compared at all. A generator, so that whoever asks may do something else in between; it
 * tells about which share of the work is done.
 *
 * @param images one byte a pixel, one square image after another
 * @param chosen numbers of the images that are compared, ascending
 */
export function* findNearPairs(
  images: Uint8Array,
  side: number,
  chosen: Uint32Array,
  limits: NearLimits,
): Generator<number, NearPairs> {
  const blocks = byVariation(blockSums(images, side, chosen))
  yield 0
  const directions = principalDirections(blocks, BLOCKS, DIRECTIONS)
  const along = coordinatesOf(blocks, directions)
  const width = directions.length
  yield 0
  const { keyOf, around, add } = openCells(limits.distance * 255 * ROUNDING, 255 * side)
  const most = limits.distance * limits.distance * 255 * 255
  const pairs: NearPair[] = []
  let compared = 0
  for (let place = 0; place < chosen.length; place += 1) {
    // Every image is compared with those before it.
    const done = (place / chosen.length) * (place / chosen.length)
    const key = keyOf(along.subarray(place * width, place * width + CELL_DIRECTIONS))
    for (const cell of around(key)) {
      for (const other of cell) {
        compared += 1
        if (compared % STRETCH === 0) yield done
        if (!mayBeNear(along, width, other, place, most * ROUNDING)) continue
        if (!mayBeNear(blocks, BLOCKS, other, place, most * ROUNDING)) continue
        const two = [chosen[other], chosen[place]] as const
        const squares = squaresBetween(images, side * side, ...two)
        if (squares > most) continue
        if (pairs.length === limits.pairs) return { pairs: inOrder(pairs), isComplete: false }
        pairs.push({ images: two, distance: Math.sqrt(squares) / 255 })
      }
    }
    add(key, place)
    if (compared > limits.comparisons) return { pairs: inOrder(pairs), isComplete: false }
  }
  return { pairs: inOrder(pairs), isComplete: true }
}
