import type { Range } from '#shared/search/search-space'
import type { TrialResult } from '#shared/search/trial-result'

/** One of the two settings: its range, and the number of its coordinate. */
export interface ContourAxis {
  readonly coordinate: number
  readonly range: Range
}

/** A cell in which trials lie. */
export interface ContourCell {
  readonly column: number
  readonly row: number
  readonly mean: number
  readonly count: number
  /** From 0 for the lowest cell to 1 for the highest. */
  readonly height: number
}

export interface ContourField {
  readonly columns: number
  readonly rows: number
  /** Only cells in which a trial lies. */
  readonly cells: readonly ContourCell[]
}

/** Enough to see a ridge, few enough that most cells have a trial. */
const MOST_CELLS = 12
const FEWEST_CELLS = 4

function countOf(range: Range, trials: number): number {
  if (range.kind === 'choices') return range.values.length
  if (range.kind === 'widths') return range.layers.high - range.layers.low + 1
  return Math.min(MOST_CELLS, Math.max(FEWEST_CELLS, Math.round(Math.sqrt(trials))))
}

const cellAt = (share: number, count: number): number => Math.min(count - 1, Math.floor(share * count))

/** The mean value of the trials in each cell of a field over two settings. */
export function contourCells(trials: readonly TrialResult[], x: ContourAxis, y: ContourAxis): ContourField {
  const [columns, rows] = [countOf(x.range, trials.length), countOf(y.range, trials.length)]
  const sums = new Map<number, { readonly sum: number; readonly count: number }>()
  for (const { point, value } of trials) {
    if (value === null) continue
    const column = cellAt(point[x.coordinate] ?? 0, columns)
    const row = cellAt(point[y.coordinate] ?? 0, rows)
    const key = row * columns + column
    const { sum, count } = sums.get(key) ?? { sum: 0, count: 0 }
    sums.set(key, { sum: sum + value, count: count + 1 })
  }
  const means = [...sums.values()].map(({ sum, count }) => sum / count)
  const [low, high] = [Math.min(...means), Math.max(...means)]
  const cells = [...sums].map(([key, { sum, count }]) => {
    const mean = sum / count
    const height = high === low ? 1 : (mean - low) / (high - low)
    return { column: key % columns, row: Math.floor(key / columns), mean, count, height }
  })
  return { columns, rows, cells }
}
