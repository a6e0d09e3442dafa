import { exponential } from '../kernels/scalar/exponential'
import { logarithm } from '../kernels/scalar/logarithm'
import type { Coordinate } from './coordinates'

/** Cells into which a coordinate with places is cut; one of values has a cell for each of them. */
const CELLS = 50
/** No kernel is narrower than this part of a cell, as in Optuna's PED-ANOVA. */
const LEAST_WIDTH = 0.5 / 1.64
/** Scott's rule, with the lesser of deviation and quartile distance. */
const SCOTT = 1.059
const QUARTILES_OF_NORMAL = 1.34

/** How many cells a coordinate has. */
export function cellsOf(coordinate: Coordinate): number {
  return coordinate.kind === 'value' ? coordinate.count : CELLS
}

/** In which of so many cells a place of [0, 1) lies. */
export function cellAt(place: number, cells: number): number {
  return Math.min(cells - 1, Math.floor(place * cells))
}

function deviation(counts: Float64Array, total: number): number {
  let sum = 0
  counts.forEach((count, cell) => {
    sum += count * (cell + 0.5)
  })
  const mean = sum / total
  let squares = 0
  counts.forEach((count, cell) => {
    squares += count * (cell + 0.5 - mean) * (cell + 0.5 - mean)
  })
  return total > 1 ? Math.sqrt(squares / (total - 1)) : 0
}

/** The middle of the cell in which the observation of this rank lies, the lowest first. */
function middleOfRank(counts: Float64Array, rank: number): number {
  let below = 0
  const cell = counts.findIndex((count) => {
    below += count
    return below > rank
  })
  return cell + 0.5
}

/** As NumPy's percentile: between two observations by straight line. */
function quantile(counts: Float64Array, total: number, share: number): number {
  const rank = share * (total - 1)
  const low = Math.floor(rank)
  const from = middleOfRank(counts, low)
  const to = middleOfRank(counts, Math.min(total - 1, low + 1))
  return from + (to - from) * (rank - low)
}

function kernelWidth(counts: Float64Array, total: number): number {
  const quartiles = quantile(counts, total, 0.75) - quantile(counts, total, 0.25)
  const spread = Math.min(deviation(counts, total), quartiles / QUARTILES_OF_NORMAL)
  return Math.max(SCOTT * spread * exponential(-0.2 * logarithm(total)), LEAST_WIDTH)
}

function placeDensity(counts: Float64Array, total: number): Float64Array {
  const width = kernelWidth(counts, total)
  const fall = Float64Array.from({ length: CELLS }, (_, distance) => {
    const z = distance / width
    return exponential(-0.5 * z * z)
  })
  const density = new Float64Array(CELLS).fill(1 / CELLS / (total + 1))
  counts.forEach((count, middle) => {
    if (count === 0) return
    let sum = 0
    for (let cell = 0; cell < CELLS; cell++) sum += fall[Math.abs(cell - middle)] ?? 0
    const weight = count / sum / (total + 1)
    for (let cell = 0; cell < CELLS; cell++) {
      density[cell] = (density[cell] ?? 0) + weight * (fall[Math.abs(cell - middle)] ?? 0)
    }
  })
  return density
}

/** The share of each cell, from how many observations it has: smoothed over places, and over values only by the prior. */
export function cellDensity(coordinate: Coordinate, counts: Float64Array): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (coordinate.kind === 'place') return placeDensity(counts, total)
  return counts.map((count) => (count + 1 / counts.length) / (total + 1))
}

/** Pearson's divergence of one density from another: 0 where they are the same. */
export function pearsonDivergence(density: Float64Array, from: Float64Array): number {
  let sum = 0
  from.forEach((share, cell) => {
    const excess = (density[cell] ?? 0) / share - 1
    sum += share * excess * excess
  })
  return sum
}
