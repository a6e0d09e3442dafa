import type { RunSummary } from '../records/run-summary'
import { SETTING_COLUMNS, type TableColumn } from '../records/table-columns'

/** Runs behind the first whose values are looked at in a pause, so that nobody waits for a table of any length. */
const MOST = 20_000

function differs({ value }: TableColumn, runs: readonly RunSummary[]): boolean {
  const [first] = runs
  if (first === undefined) return false
  const wanted = value(first)
  for (let place = 1; place < Math.min(runs.length, MOST); place += 1) {
    const run = runs[place]
    if (run !== undefined && value(run) !== wanted) return true
  }
  return false
}

/** Ids of the settings in which the runs differ, in the order of the table. */
export function differingColumns(runs: readonly RunSummary[]): readonly string[] {
  return SETTING_COLUMNS.filter((column) => differs(column, runs)).map(({ id }) => id)
}
