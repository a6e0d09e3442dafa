// Fits the polynomials of src-shared/kernels/functions.ts and prints their coefficients and errors: node scripts/fit-functions.mjs
//
// Each polynomial is a weighted least-squares fit on nodes as dense at the ends as Chebyshev's, which is near the best
// possible one. The coefficients are rounded to binary32 one after the other, constant term first; what is left is
// fitted again after each, so that later coefficients make up for the rounding of earlier ones.

const NODES = 600

/** Least squares by Householder reflections: the solution x of rows x = values. */
function leastSquares(rows, values) {
  const matrix = rows.map((row, index) => [...row, values[index]])
  const columns = rows[0].length
  for (let c = 0; c < columns; c += 1) {
    const norm = Math.hypot(...matrix.slice(c).map((row) => row[c]))
    const alpha = matrix[c][c] > 0 ? -norm : norm
    const vector = matrix.map((row, r) => (r < c ? 0 : row[c]))
    vector[c] -= alpha
    const length = vector.reduce((sum, value) => sum + value * value, 0)
    for (let k = c; k <= columns; k += 1) {
      let dot = 0
      for (let r = c; r < matrix.length; r += 1) dot += vector[r] * matrix[r][k]
      for (let r = c; r < matrix.length; r += 1) matrix[r][k] -= (2 * dot * vector[r]) / length
    }
  }
  const solution = new Array(columns).fill(0)
  for (let c = columns - 1; c >= 0; c -= 1) {
    let value = matrix[c][columns]
    for (let k = c + 1; k < columns; k += 1) value -= matrix[c][k] * solution[k]
    solution[c] = value / matrix[c][c]
  }
  return solution
}

/** Coefficients in binary32 of the polynomial of a degree that is nearest to f on [from, to] under a weight. */
function fit(f, weight, from, to, degree) {
  const nodes = Array.from({ length: NODES }, (_, index) => {
    const cosine = Math.cos((Math.PI * (index + 0.5)) / NODES)
    return (from + to) / 2 + ((to - from) / 2) * cosine
  })
  const scale = Math.max(Math.abs(from), Math.abs(to))
  const coefficients = []
  while (coefficients.length <= degree) {
    const first = coefficients.length
    const rows = nodes.map((x) => {
      return Array.from({ length: degree + 1 - first }, (_, k) => weight(x) * (x / scale) ** (first + k))
    })
    const values = nodes.map((x) => weight(x) * (f(x) - evaluate(coefficients, x)))
    coefficients.push(Math.fround(leastSquares(rows, values)[0] / scale ** first))
  }
  return coefficients
}

function evaluate(coefficients, x) {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0)
}

/** Sum of term(n) x^n until nothing changes. */
function series(x, term) {
  let sum = 0
  let power = 1
  for (let n = 0; n < 400; n += 1) {
    sum += term(n) * power
    power *= x
  }
  return sum
}

function factorialInverse(n) {
  let value = 1
  for (let k = 2; k <= n; k += 1) value /= k
  return value
}

/** erf by its series up to 3, beyond by the continued fraction of erfc. */
function erf(x) {
  if (x > 3) {
    let fraction = 0
    for (let n = 200; n > 0; n -= 1) fraction = n / 2 / (x + fraction)
    return 1 - Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction)
  }
  let term = x
  let sum = 0
  for (let n = 0; n < 200; n += 1) {
    sum += term
    term *= (2 * x * x) / (2 * n + 3)
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum
}

const POLYNOMIALS = [
  {
    name: 'exponential: (e^r - 1 - r) / r^2',
    f: (r) => series(r, (n) => factorialInverse(n + 2)),
    weight: (r) => (r * r) / Math.abs(Math.expm1(r) || 1),
    from: -0.3467,
    to: 0.3467,
    degree: 5,
  },
  {
    name: 'logarithm: (log(1 + f) - f + f^2 / 2) / f^3',
    f: (f) => series(-f, (n) => 1 / (n + 3)),
    weight: (f) => f ** 3 / (Math.log1p(f) || 1),
    from: -0.2929,
    to: 0.4143,
    degree: 8,
  },
  {
    name: 'erf near zero: erf(x) / x - 1 in x^2',
    f: (s) => (s === 0 ? 2 / Math.sqrt(Math.PI) : erf(Math.sqrt(s)) / Math.sqrt(s)) - 1,
    weight: (s) => (s === 0 ? 1 : Math.sqrt(s) / erf(Math.sqrt(s))),
    from: 0,
    to: 1,
    degree: 6,
  },
  {
    name: 'erf beyond one: 1 - erf(x) in x - 2.5',
    f: (t) => 1 - erf(t + 2.5),
    weight: () => 1,
    from: -1.5,
    to: 1.5,
    degree: 14,
  },
]

for (const { name, f, weight, from, to, degree } of POLYNOMIALS) {
  const coefficients = fit(f, weight, from, to, degree)
  let error = 0
  for (let index = 0; index <= 20000; index += 1) {
    const x = from + ((to - from) * index) / 20000
    error = Math.max(error, Math.abs(weight(x) * (f(x) - evaluate(coefficients, x))))
  }
  console.log(`${name}: relative error ${error.toExponential(2)}`)
  for (const coefficient of coefficients) console.log(`  ${coefficient},`)
}
