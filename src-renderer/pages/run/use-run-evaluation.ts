import { type ShallowRef, shallowRef, watch } from 'vue'
import { classCounts } from '#shared/data/labels'
import type { ClassificationReport } from '#shared/evaluation/classification-report'
import type { RunEvaluation } from '#shared/evaluation/run-evaluation'
import { dataOf } from '#shared/records/data-of-run'
import { checkedReport, evaluationFault, type ReportFault } from '#shared/records/report-check'
import type { RunRecord } from '#shared/records/run-record'
import { lab } from '../../bridge/lab'
import { errorText } from '../../lib/error-text'

/** One run, evaluated: every figure of its page comes from here. */
export interface EvaluatedRun {
  readonly record: RunRecord
  readonly report: ClassificationReport
  readonly truth: Uint8Array
  readonly predicted: Uint8Array
  /** null where the weights are not on this computer: then only what the record predicts is known. */
  readonly evaluation: RunEvaluation | null
  /** null for the end of its training, which is what its record tells of; else the checkpoint that these figures are of. */
  readonly iteration: number | null
}

export type RunState =
  | { readonly kind: 'reading' }
  | { readonly kind: 'refused'; readonly fault: ReportFault }
  | { readonly kind: 'failed'; readonly problem: string }
  | { readonly kind: 'ready'; readonly run: EvaluatedRun }

async function evaluated(id: string): Promise<RunState> {
  const record = await lab.request('runs:record', id)
  const truth = await lab.request('data:labels', 'test', dataOf(record))
  const evaluation = record.predictions === null ? null : await lab.request('runs:evaluate', id)
  const checked = checkedReport(record, {
    // Without weights nothing is evaluated here, and the record is taken at its word.
    fingerprint: evaluation?.data ?? record.data ?? '',
    testLabels: truth,
    classCounts: classCounts(truth, record.experiment.design.output),
  })
  if (!checked.ok) return { kind: 'refused', fault: checked.fault }
  const { report, predicted } = checked
  const fault = evaluation === null ? null : evaluationFault(record, predicted, evaluation)
  if (fault !== null) return { kind: 'refused', fault }
  return { kind: 'ready', run: { record, report, truth, predicted, evaluation, iteration: null } }
}

/** Evaluates a run and checks its report, before anything of it is shown. No run without an id, and none that must not be seen yet. */
export function useRunEvaluation(id: () => string | null): ShallowRef<RunState> {
  const state = shallowRef<RunState>({ kind: 'reading' })
  let newest = 0

  watch(
    id,
    async (now) => {
      newest += 1
      const mine = newest
      state.value = { kind: 'reading' }
      if (now === null) return
      const found = await evaluated(now).catch((error: unknown): RunState => ({
        kind: 'failed',
        problem: errorText(error),
      }))
      if (mine === newest) state.value = found
    },
    { immediate: true },
  )
  return state
}
