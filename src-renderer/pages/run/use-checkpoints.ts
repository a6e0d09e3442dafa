import { computed, ref, shallowRef, watch } from 'vue'
import { classificationReport } from '#shared/evaluation/classification-report'
import type { RunEvaluation } from '#shared/evaluation/run-evaluation'
import { lab } from '../../bridge/lab'
import { errorText } from '../../lib/error-text'
import type { EvaluatedRun } from './use-run-evaluation'

function atCheckpoint(end: EvaluatedRun, iteration: number, evaluation: RunEvaluation): EvaluatedRun {
  const { record, truth } = end
  const { predicted } = evaluation
  const report = classificationReport(truth, predicted, end.report.classes.length)
  return { record, truth, predicted, report, evaluation, iteration }
}

/**
 * The same run at the checkpoints that were kept on its way: each is evaluated when somebody first asks for it.
 *
 * @param end the run as it ended, which was checked against its record
 * @param replays how many replays are known: each may have left checkpoints
 */
export function useCheckpoints(end: () => EvaluatedRun | null, replays: () => number) {
  const kept = shallowRef<readonly number[]>([])
  /** The iteration that was asked for; null is the end. */
  const chosen = ref<number | null>(null)
  const found = shallowRef<ReadonlyMap<number, EvaluatedRun>>(new Map())
  const shown = shallowRef<EvaluatedRun | null>(null)
  const isEvaluating = ref(false)
  const problem = shallowRef<string | null>(null)

  async function list(): Promise<void> {
    const run = end()
    if (run === null) return
    const iterations = await lab.request('runs:checkpoints', run.record.id)
    if (end() === run) kept.value = iterations
  }

  /** Evaluates what was asked for last; what somebody passed over on the way is not evaluated. */
  async function evaluate(): Promise<void> {
    for (;;) {
      const run = end()
      const iteration = chosen.value
      if (run === null || iteration === null || found.value.has(iteration)) return
      const evaluation = await lab.request('runs:evaluate-checkpoint', run.record.id, iteration)
      if (end() === run)
        found.value = new Map(found.value).set(iteration, atCheckpoint(run, iteration, evaluation))
    }
  }

  async function follow(): Promise<void> {
    problem.value = null
    if (isEvaluating.value) return
    isEvaluating.value = true
    try {
      await evaluate()
    } catch (error) {
      problem.value = errorText(error)
      chosen.value = shown.value?.iteration ?? null
    } finally {
      isEvaluating.value = false
    }
  }

  watch(
    end,
    (run) => {
      chosen.value = null
      found.value = new Map()
      kept.value = []
      shown.value = run
    },
    { immediate: true },
  )
  watch([end, replays], () => void list().catch((error: unknown) => (problem.value = errorText(error))), {
    immediate: true,
  })
  watch(chosen, follow)
  // Until a checkpoint is evaluated, what was shown before stays, under its own name.
  watch([chosen, found], () => {
    const run = chosen.value === null ? end() : (found.value.get(chosen.value) ?? null)
    if (run !== null) shown.value = run
  })
  return {
    kept: computed(() => kept.value),
    chosen,
    shown: computed(() => shown.value),
    isEvaluating,
    problem,
  }
}
