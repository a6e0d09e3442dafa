/** Rows that are looked at: more would change the directions little. */
const MOST_ROWS = 4000
/** Steps after which a direction hardly turns; any unit vector serves, a better one only sooner. */
const STEPS = 30
/** Shorter than this, a vector is what rounding has left of one. */
const NOTHING = 1e-6

function covariance(rows: Float32Array, width: number): Float64Array {
  const count = rows.length / width
  const step = Math.max(1, Math.floor(count / MOST_ROWS))
  const mean = new Float64Array(width)
  const products = new Float64Array(width * width)
  let used = 0
  for (let row = 0; row < count; row += step) {
    used += 1
    for (let a = 0; a < width; a += 1) {
      mean[a] += rows[row * width + a]
      for (let b = 0; b < width; b += 1)
        products[a * width + b] += rows[row * width + a] * rows[row * width + b]
    }
  }
  return products.map(
    (sum, at) => sum / used - (mean[Math.floor(at / width)] / used) * (mean[at % width] / used),
  )
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  return vector.map((_, row) => {
    let sum = 0
    for (let column = 0; column < vector.length; column += 1)
      sum += matrix[row * vector.length + column] * vector[column]
    return sum
  })
}

function lengthOf(vector: Float64Array): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
}

/** The part of a vector that is orthogonal to some unit vectors, with length 1; null where nothing is left of it. */
function orthogonal(vector: Float64Array, others: readonly Float64Array[]): Float64Array | null {
  let rest = vector
  // Twice, because the first time leaves what rounding has made of it.
  for (const other of [...others, ...others]) {
    const along = rest.reduce((sum, value, at) => sum + value * other[at], 0)
    rest = rest.map((value, at) => value - along * other[at])
  }
  const length = lengthOf(rest)
  return length > NOTHING ? rest.map((value) => value / length) : null
}

function iterated(matrix: Float64Array, start: Float64Array): Float64Array {
  let vector = start
  for (let step = 0; step < STEPS; step += 1) {
    const next = times(matrix, vector)
    const length = lengthOf(next)
    if (length === 0) return vector
    vector = next.map((value) => value / length)
  }
  return vector
}

/**
 * Orthogonal unit vectors along which rows of numbers vary most, about: by power iteration on the covariance of some of them. Where
 * nothing varies, orthogonal unit vectors all the same.
 */
export function principalDirections(
  rows: Float32Array,
  width: number,
  count: number,
): readonly Float64Array[] {
  const matrix = covariance(rows, width)
  const found: Float64Array[] = []
  for (let which = 0; which < count; which += 1) {
    const start = Float64Array.from({ length: width }, (_, at) => (at % count === which ? 1 : 0))
    const direction = orthogonal(iterated(matrix, start), found) ?? orthogonal(start, found)
    if (direction === null) continue
    found.push(direction)
    const variation = lengthOf(times(matrix, direction))
    for (let at = 0; at < matrix.length; at += 1)
      matrix[at] -= variation * direction[Math.floor(at / width)] * direction[at % width]
  }
  return found
}
