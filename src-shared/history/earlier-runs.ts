import type { EarlierRun } from '../experiment/rate-advice'
import { isImportedModel } from '../records/imported-model'
import type { RunSummary } from '../records/run-summary'
import { isBelieved } from './standing'

/** The figures of runs that advice may rest on: complete ones, and those that diverged. */
export function earlierRuns(runs: readonly RunSummary[]): readonly EarlierRun[] {
  return runs.filter(isBelieved).flatMap(({ record, annotations }) => {
    const told = record.stopReason === 'completed' || record.stopReason === 'early-stopping'
    const diverged = record.stopReason === 'diverged'
    if (annotations.archived || isImportedModel(record) || !(told || diverged)) return []
    return [{ experiment: record.experiment, accuracy: record.validationAccuracy, diverged }]
  })
}
