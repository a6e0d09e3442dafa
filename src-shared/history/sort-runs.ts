import type { RunSummary } from '../records/run-summary'
import { type CellValue, knownColumn, type TableColumn } from '../records/table-columns'
import { isBelieved } from './standing'

export interface SortKey {
  readonly column: string
  readonly descending: boolean
}

type Comparable = number | string | readonly number[]

function comparableOf(column: TableColumn, value: CellValue): Comparable | null {
  if (value === null) return null
  if (typeof value === 'number') return Number.isNaN(value) ? null : value
  if (typeof value === 'boolean') return value ? 1 : 0
  if (column.type === 'list') return (value.match(/\d+/g) ?? []).map(Number)
  return value.toLowerCase()
}

const isText = (value: Comparable): value is string => typeof value === 'string'
const isNumber = (value: Comparable): value is number => typeof value === 'number'

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (let place = 0; place < Math.max(a.length, b.length); place += 1) {
    const difference = (a[place] ?? -1) - (b[place] ?? -1)
    if (difference !== 0) return difference
  }
  return 0
}

function compare(a: Comparable, b: Comparable): number {
  if (isNumber(a) && isNumber(b)) return a - b
  if (isText(a) && isText(b)) return a < b ? -1 : a > b ? 1 : 0
  if (!isNumber(a) && !isText(a) && !isNumber(b) && !isText(b)) return compareLists(a, b)
  // A column of words and numbers, as weight_init_std is: numbers first.
  return isNumber(a) ? -1 : 1
}

/** Order of two cells of a column; what is missing comes last, whichever way the column is sorted. */
export function compareCells(column: TableColumn, a: CellValue, b: CellValue, descending = false): number {
  return compareComparables(comparableOf(column, a), comparableOf(column, b), descending)
}

function compareComparables(a: Comparable | null, b: Comparable | null, descending: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  return descending ? compare(b, a) : compare(a, b)
}

/** Any items in the order of the keys; items that the keys cannot tell apart keep their order. */
export function sortByKeys<T>(
  items: readonly T[],
  keys: readonly SortKey[],
  cell: (item: T, column: TableColumn) => CellValue,
): readonly T[] {
  if (keys.length === 0) return items
  const columns = keys.map(({ column, descending }) => ({ column: knownColumn(column), descending }))
  const prepared = items.map((item) => ({
    item,
    cells: columns.map(({ column }) => comparableOf(column, cell(item, column))),
  }))
  prepared.sort((a, b) => {
    for (const [place, { descending }] of columns.entries()) {
      const order = compareComparables(a.cells[place] ?? null, b.cells[place] ?? null, descending)
      if (order !== 0) return order
    }
    return 0
  })
  return prepared.map(({ item }) => item)
}

/** Runs in the order of the keys. The results of a run that is not believed count as missing: it leads no order. */
export function sortRuns(runs: readonly RunSummary[], keys: readonly SortKey[]): readonly RunSummary[] {
  return sortByKeys(runs, keys, (run, column) =>
    column.kind === 'result' && !isBelieved(run) ? null : column.value(run),
  )
}
