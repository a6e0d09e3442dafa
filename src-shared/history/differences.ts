import type { RunSummary } from '../records/run-summary'
import { type CellValue, SETTING_COLUMNS, type TableColumn } from '../records/table-columns'

/** One line of a comparison side by side: a column and its value in each run. */
export interface ComparedColumn {
  readonly column: TableColumn
  readonly values: readonly CellValue[]
  readonly differs: boolean
}

/** Values of the runs side by side; by default their settings. */
export function compareRuns(
  runs: readonly RunSummary[],
  columns: readonly TableColumn[] = SETTING_COLUMNS,
): readonly ComparedColumn[] {
  return columns.map((column) => {
    const values = runs.map((run) => column.value(run))
    return { column, values, differs: values.some((value) => value !== values[0]) }
  })
}

/** Settings in which the runs differ. */
export function differingSettings(runs: readonly RunSummary[]): readonly ComparedColumn[] {
  return compareRuns(runs).filter(({ differs }) => differs)
}

/** What a run's number is above the baseline's; null where either is missing. */
export function deltaTo(baseline: RunSummary, run: RunSummary, column: TableColumn): number | null {
  const [from, to] = [column.value(baseline), column.value(run)]
  return typeof from === 'number' && typeof to === 'number' ? to - from : null
}
