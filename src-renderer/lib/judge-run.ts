import { earlierRuns } from '#shared/history/earlier-runs'
import { type RunVerdict, runVerdict } from '#shared/history/run-verdict'
import { runsOnData } from '#shared/history/runs-on-data'
import { dataOf } from '#shared/records/data-of-run'
import type { RunCurves } from '#shared/records/run-record'
import type { RunSummary } from '#shared/records/run-summary'

/** The verdict on a run among all that are known; null while it still trains. */
export function judgeRun(
  run: RunSummary | undefined,
  curves: RunCurves | null,
  all: readonly RunSummary[],
): RunVerdict | null {
  if (run === undefined || run.record.stopReason === null) return null
  const { record, doubt } = run
  const others = runsOnData(all, dataOf(record)).filter((other) => other.record.id !== record.id)
  return runVerdict({ record, doubt, curves, earlier: earlierRuns(others) })
}
