import { dataOf } from '../records/data-of-run'
import { FASHION_MNIST } from '../records/fashion-mnist-test-labels'
import type { RunSummary } from '../records/run-summary'
import { type CellValue, knownColumn, SETTING_COLUMNS, type TableColumn } from '../records/table-columns'
import { isSmallerBetter, standingOf } from './standing'

/** What the runs of a group say in a column of numbers. */
export interface Spread {
  /** Runs that have a value there. */
  readonly count: number
  readonly mean: number
  /** Sample standard deviation (n - 1); null for a single run. */
  readonly deviation: number | null
  readonly best: number
  readonly worst: number
}

/** Runs that share the values of the columns by which they were grouped. */
export interface RunGroup {
  /** The same for the same values, whatever the other runs are. */
  readonly key: string
  readonly values: ReadonlyMap<string, CellValue>
  readonly runs: readonly RunSummary[]
  /** Those of the runs that count in means and bests. */
  readonly counted: readonly RunSummary[]
}

/** Columns of "everything but the seed": runs that only luck tells apart. */
export const ALL_BUT_SEED: readonly string[] = SETTING_COLUMNS.map(({ id }) => id).filter(
  (id) => id !== 'seed',
)

export interface GroupOptions {
  /** Lets partial and diverged runs count in means and bests. */
  readonly includePartial?: boolean
}

// Neither stands in a value of a setting, so that no two lists of values make one key.
const SEPARATOR = '\u001F'
const MISSING = '\u0000'
const keyText = (value: CellValue): string => (value === null ? MISSING : String(value))

/** Figures of different data have no mean. */
function keyOfData(run: RunSummary): readonly string[] {
  const data = dataOf(run.record)
  return data === FASHION_MNIST ? [] : [data]
}

/** Groups runs by any columns and by their data, in the order in which each group's first run stands. */
export function groupRuns(
  runs: readonly RunSummary[],
  by: readonly string[],
  options: GroupOptions = {},
): readonly RunGroup[] {
  const columns = by.map(knownColumn)
  const groups = new Map<string, { values: Map<string, CellValue>; runs: RunSummary[] }>()
  for (const run of runs) {
    const values = columns.map((column) => column.value(run))
    const key = [...values.map(keyText), ...keyOfData(run)].join(SEPARATOR)
    const group = groups.get(key)
    if (group === undefined)
      groups.set(key, { values: new Map(by.map((id, place) => [id, values[place] ?? null])), runs: [run] })
    else group.runs.push(run)
  }
  const counts = (run: RunSummary): boolean => {
    const standing = standingOf(run)
    return (
      standing === 'ranked' ||
      standing === 'imported' ||
      (options.includePartial === true && standing !== 'running' && standing !== 'doubted')
    )
  }
  return [...groups].map(([key, group]) => ({ key, ...group, counted: group.runs.filter(counts) }))
}

/** Mean, spread and best of the runs in a column of numbers; null where none of them has a value. */
export function spreadOf(runs: readonly RunSummary[], column: TableColumn): Spread | null {
  const values = runs.map((run) => column.value(run)).filter((value) => typeof value === 'number')
  if (values.length === 0) return null
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0)
  const least = values.reduce((a, b) => Math.min(a, b))
  const most = values.reduce((a, b) => Math.max(a, b))
  const smallerIsBetter = isSmallerBetter(column.id)
  return {
    count: values.length,
    mean,
    deviation: values.length === 1 ? null : Math.sqrt(squares / (values.length - 1)),
    best: smallerIsBetter ? least : most,
    worst: smallerIsBetter ? most : least,
  }
}

/** The value that all runs of a group share in a column; undefined where they differ. */
export function sharedValue(runs: readonly RunSummary[], column: TableColumn): CellValue | undefined {
  const [first, ...rest] = runs
  if (first === undefined) return undefined
  const value = column.value(first)
  return rest.every((run) => column.value(run) === value) ? value : undefined
}
