import { createRandomStream } from '../random/random-stream'
import type { Sampler } from './sampler'
import table from './sobol-directions.json'

/** So many coordinates a Sobol point can have here. */
export const MOST_SOBOL_DIMENSIONS = table.dimensions.length + 1
/** So many points the sequence has in 32 bits. */
const BITS = 32
const TWO_TO_MINUS_32 = 1 / 4294967296

/** Of the first coordinate: the bits of the index in reverse. */
function firstDirections(): Uint32Array {
  return Uint32Array.from({ length: BITS }, (_, bit) => 2147483648 >>> bit)
}

/**
 * Direction numbers of one coordinate, by the recurrence of its primitive polynomial over GF(2).
 *
 * `polynomial` has a bit for each coefficient, the outermost ones included (13 is x^3 + x^2 + 1).
 */
function directionsOf(polynomial: number, initial: readonly number[]): Uint32Array {
  const degree = initial.length
  const directions = new Uint32Array(BITS)
  for (let bit = 0; bit < BITS; bit++) {
    const given = initial[bit]
    if (given !== undefined) {
      directions[bit] = given << (BITS - 1 - bit)
      continue
    }
    const oldest = directions[bit - degree] ?? 0
    let value = oldest ^ (oldest >>> degree)
    for (let back = 1; back < degree; back++) {
      if (((polynomial >>> (degree - back)) & 1) === 1) value ^= directions[bit - back] ?? 0
    }
    directions[bit] = value
  }
  return directions
}

function directionsFor(count: number): readonly Uint32Array[] {
  const others = table.dimensions.slice(0, count - 1)
  return [
    firstDirections(),
    ...others.map(({ polynomial, initial }) => directionsOf(polynomial, initial)),
  ].slice(0, count)
}

/** The bits of one coordinate of a point, in the order of Gray codes, as Joe and Kuo number the points. */
function sobolBits(directions: Uint32Array, index: number): number {
  let gray = (index ^ (index >>> 1)) >>> 0
  let bits = 0
  for (let bit = 0; gray !== 0; bit++) {
    if ((gray & 1) === 1) bits ^= directions[bit] ?? 0
    gray >>>= 1
  }
  return bits >>> 0
}

/**
 * Owen's nested scrambling: whether a bit turns is drawn for all points together that share the bits above it. So the points stay as
 * even as they were, and each is uniform.
 */
function scrambledBits(seed: number, dimension: number, bits: number): number {
  let scrambled = 0
  for (let bit = 0; bit < BITS; bit++) {
    const above = bit === 0 ? 0 : bits >>> (BITS - bit)
    const turn = createRandomStream(seed, 'search', above, dimension * BITS + bit).word() & 1
    scrambled = (scrambled << 1) | (((bits >>> (BITS - 1 - bit)) & 1) ^ turn)
  }
  return scrambled >>> 0
}

/**
 * The Sobol sequence as it is, without scrambling: `dimensions` coordinates in [0, 1).
 *
 * Direction numbers of S. Joe and F. Y. Kuo, "Constructing Sobol sequences with better two-dimensional projections", SIAM Journal on
 * Scientific Computing 30 (2008), their file new-joe-kuo-6.
 */
export function plainSobolPoint(dimensions: number, index: number): readonly number[] {
  return directionsFor(dimensions).map((directions) => sobolBits(directions, index) * TWO_TO_MINUS_32)
}

/**
 * Sobol points, scrambled by the seed (A. B. Owen 1995): evener than random ones, most of all at powers of 2. At most
 * MOST_SOBOL_DIMENSIONS coordinates.
 */
export function createSobolSampler(dimensions: number, seed: number): Sampler {
  const directions = directionsFor(dimensions)
  return {
    pointOf: (trial) =>
      directions.map(
        (numbers, dimension) => scrambledBits(seed, dimension, sobolBits(numbers, trial)) * TWO_TO_MINUS_32,
      ),
  }
}
