import { computed, type ComputedRef, type ShallowRef, shallowRef, watch } from 'vue'
import { isBelieved } from '#shared/history/standing'
import { dataOf } from '#shared/records/data-of-run'
import type { RunSummary } from '#shared/records/run-summary'
import { lab } from '../../bridge/lab'
import { errorText } from '../../lib/error-text'
import { useRunsStore } from '../../stores/runs-store'
import { useSealedStore } from '../../stores/sealed-store'

/** So many of the newest runs are asked. */
const MOST_RUNS_ASKED = 40

export interface TestPredictions {
  /** Runs on the data whose predictions may be seen, the newest first. */
  readonly runs: ComputedRef<readonly RunSummary[]>
  /** What they predicted of all test images; null until it is there. */
  readonly predictions: ShallowRef<readonly Uint8Array[] | null>
  readonly problem: ShallowRef<string | null>
}

/** What the runs on some data predicted of its test images, as their records keep it. */
export function useTestPredictions(data: () => string, images: () => number): TestPredictions {
  const store = useRunsStore()
  const { isCovered } = useSealedStore()
  const predictions = shallowRef<readonly Uint8Array[] | null>(null)
  const problem = shallowRef<string | null>(null)

  const runs = computed(() =>
    store.newestFirst
      .filter(
        (run) => dataOf(run.record) === data() && run.hasPredictions && isBelieved(run) && !isCovered(run),
      )
      .slice(0, MOST_RUNS_ASKED),
  )
  const ids = computed(() => runs.value.map(({ record }) => record.id).join(' '))
  watch(
    ids,
    async (asked) => {
      predictions.value = null
      problem.value = null
      try {
        const found = await Promise.all(
          runs.value.map(({ record }) => lab.request('runs:predictions', record.id)),
        )
        if (asked !== ids.value) return
        predictions.value = found.flatMap((each) => (each === null || each.length !== images() ? [] : [each]))
      } catch (error) {
        problem.value = errorText(error)
      }
    },
    { immediate: true },
  )
  return { runs, predictions, problem }
}
