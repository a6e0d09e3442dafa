import type { RunSummary } from '#shared/records/run-summary'
import { compareCells } from '#shared/history/sort-runs'
import { cellText, type TableColumn } from '#shared/records/table-columns'

export interface ParallelAxis {
  readonly column: TableColumn
  readonly low: string
  readonly high: string
  /** Place of each run on the axis, 0 at the bottom and 1 at the top; null where it has no value. */
  readonly places: readonly (number | null)[]
}

/** Numbers stand by their size, by its logarithm where it spans more than two powers of ten; words at equal distances. */
export function parallelAxis(column: TableColumn, runs: readonly RunSummary[]): ParallelAxis {
  const values = runs.map((run) => column.value(run))
  const known = values.filter((value) => typeof value === 'number')
  if (known.length > 0 && values.every((value) => value === null || typeof value === 'number')) {
    const [low, high] = [Math.min(...known), Math.max(...known)]
    const wide = low > 0 && high / low > 100
    const scale = (value: number): number => (wide ? Math.log(value) : value)
    const span = scale(high) - scale(low)
    const place = (value: number): number => (span === 0 ? 0.5 : (scale(value) - scale(low)) / span)
    return {
      column,
      low: cellText(column, low),
      high: cellText(column, high),
      places: values.map((value) => (typeof value === 'number' ? place(value) : null)),
    }
  }
  const words = [...new Set(values)]
    .filter((value) => value !== null)
    .sort((a, b) => compareCells(column, a, b))
  const top = Math.max(1, words.length - 1)
  return {
    column,
    low: cellText(column, words[0] ?? null),
    high: cellText(column, words.at(-1) ?? null),
    places: values.map((value) =>
      value === null ? null : words.length === 1 ? 0.5 : words.indexOf(value) / top,
    ),
  }
}
