import { dataOf } from '../records/data-of-run'
import type { RunSummary } from '../records/run-summary'

/** The runs that were trained on these data. Nothing about an experiment can be learnt from a run on others. */
export function runsOnData(runs: readonly RunSummary[], data: string): readonly RunSummary[] {
  return runs.filter(({ record }) => dataOf(record) === data)
}

/** Whether all runs were trained on the same data, so that their figures can be compared. */
export function areOnOneData(runs: readonly RunSummary[]): boolean {
  const [first] = runs
  return first === undefined || runs.every(({ record }) => dataOf(record) === dataOf(first.record))
}
