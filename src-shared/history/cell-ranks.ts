import type { CellValue, TableColumn } from '../records/table-columns'

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
  if (isNumber(a) && isNumber(b)) return a < b ? -1 : a > b ? 1 : 0
  if (isText(a) && isText(b)) return a < b ? -1 : a > b ? 1 : 0
  if (!isNumber(a) && !isText(a) && !isNumber(b) && !isText(b)) return compareLists(a, b)
  // A column of words and numbers, as weight_init_std is: numbers first.
  return isNumber(a) ? -1 : 1
}

/** Order of two cells of a column, those that are missing last. */
export function compareCells(column: TableColumn, a: CellValue, b: CellValue): number {
  const [first, second] = [comparableOf(column, a), comparableOf(column, b)]
  if (first === null || second === null) return first === second ? 0 : first === null ? 1 : -1
  return compare(first, second)
}

/** The places of cells in the order of their column: equal cells share one, and what is missing has the last. */
export interface CellRanks {
  readonly ranks: Uint32Array
  /** How many places there are, that of the missing ones included. */
  readonly count: number
}

/**
 * Ranks the cells of a column. Values are understood and compared once each, not once for every pair of rows: most columns of ten
 * thousand runs have a handful of values.
 */
export function cellRanks(column: TableColumn, cells: readonly CellValue[], descending: boolean): CellRanks {
  const present = [...new Set(cells)].flatMap((value) => {
    const comparable = comparableOf(column, value)
    return comparable === null ? [] : [{ value, comparable }]
  })
  const sign = descending ? -1 : 1
  present.sort((a, b) => sign * compare(a.comparable, b.comparable))
  const rankOf = new Map<CellValue, number>()
  let last = -1
  let before: Comparable | null = null
  for (const { value, comparable } of present) {
    if (before === null || compare(before, comparable) !== 0) last += 1
    rankOf.set(value, last)
    before = comparable
  }
  const missing = last + 1
  return { ranks: Uint32Array.from(cells, (value) => rankOf.get(value) ?? missing), count: missing + 1 }
}
