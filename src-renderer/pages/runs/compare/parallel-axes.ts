import { compareCells } from '#shared/history/cell-ranks'
import type { RunSummary } from '#shared/records/run-summary'
import type { CellValue, TableColumn } from '#shared/records/table-columns'
import type { PlacedAxis } from '../../../charts/placed-axis'
import { cellWords } from '../../../locales/cell-words'

export interface ParallelAxis extends PlacedAxis {
  readonly column: TableColumn
}

const fileValue = (value: CellValue): string | number | null =>
  typeof value === 'boolean' ? String(value) : value

/** Numbers stand by their size, by its logarithm where it spans more than two powers of ten; words at equal distances. */
export function parallelAxis(column: TableColumn, runs: readonly RunSummary[]): ParallelAxis {
  const values = runs.map((run) => column.value(run))
  const hasMissing = values.includes(null)
  const words = (value: CellValue | undefined): string =>
    value === null || value === undefined ? '' : cellWords(column, value)
  const known = values.filter((value) => typeof value === 'number')
  if (known.length > 0 && values.every((value) => value === null || typeof value === 'number')) {
    const [low, high] = [Math.min(...known), Math.max(...known)]
    const wide = low > 0 && high / low > 100
    const scale = (value: number): number => (wide ? Math.log(value) : value)
    const span = scale(high) - scale(low)
    const place = (value: number): number => (span === 0 ? 0.5 : (scale(value) - scale(low)) / span)
    return {
      column,
      low: words(low),
      // One value, one tick: below it nothing else would stand.
      high: high === low ? '' : words(high),
      hasMissing,
      places: values.map((value) => (typeof value === 'number' ? place(value) : null)),
      values: values.map(fileValue),
    }
  }
  const distinct = [...new Set(values)]
    .filter((value) => value !== null)
    .sort((a, b) => compareCells(column, a, b))
  const top = Math.max(1, distinct.length - 1)
  return {
    column,
    low: words(distinct[0]),
    high: distinct.length > 1 ? words(distinct.at(-1)) : '',
    hasMissing,
    places: values.map((value) =>
      value === null ? null : distinct.length === 1 ? 0.5 : distinct.indexOf(value) / top,
    ),
    values: values.map(fileValue),
  }
}
