import type { EarlierRun } from '#shared/experiment/rate-advice'
import type { RunSummary } from '#shared/records/run-summary'

/** The figures of runs that advice may rest on: complete ones, and those that diverged. */
export function earlierRuns(runs: readonly RunSummary[]): readonly EarlierRun[] {
  return runs.flatMap(({ record, annotations }) => {
    const told = record.stopReason === 'completed' || record.stopReason === 'early-stopping'
    const diverged = record.stopReason === 'diverged'
    if (annotations.archived || !(told || diverged)) return []
    return [{ experiment: record.experiment, accuracy: record.validationAccuracy, diverged }]
  })
}
