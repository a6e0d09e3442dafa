import { computed, type ComputedRef, type ShallowRef, shallowRef, watch } from 'vue'
import { isBelieved } from '#shared/history/standing'
import type { RunSummary } from '#shared/records/run-summary'
import { lab } from '../../bridge/lab'
import { errorText } from '../../lib/error-text'
import { useRunsStore } from '../../stores/runs-store'
import { useSealedStore } from '../../stores/sealed-store'
import type { EvaluatedRun } from './use-run-evaluation'

/** So many of the newest other runs are asked what they say of an image. */
export const MOST_VOTES = 20

export interface OtherRuns {
  /** Runs over the same data whose predictions are known and may be seen, the newest first. */
  readonly others: ComputedRef<readonly RunSummary[]>
  /** Predicted classes of those that were asked for. */
  readonly predictions: ShallowRef<ReadonlyMap<string, Uint8Array>>
  readonly problem: ShallowRef<string | null>
  /** Reads what these runs predicted, once. */
  readonly read: (ids: readonly string[]) => Promise<void>
}

/** What other runs say about the images of a run. */
export function useOtherRuns(run: () => EvaluatedRun | null): OtherRuns {
  const runs = useRunsStore()
  const { isCovered } = useSealedStore()
  const predictions = shallowRef<ReadonlyMap<string, Uint8Array>>(new Map())
  const problem = shallowRef<string | null>(null)

  const others = computed(() => {
    const record = run()?.record
    if (record === undefined) return []
    return runs.newestFirst.filter(
      (other) =>
        other.record.id !== record.id &&
        other.record.data === record.data &&
        other.hasPredictions &&
        isBelieved(other) &&
        !isCovered(other),
    )
  })

  async function read(ids: readonly string[]): Promise<void> {
    problem.value = null
    const missing = ids.filter((id) => !predictions.value.has(id))
    try {
      const found = await Promise.all(
        missing.map(async (id) => [id, await lab.request('runs:predictions', id)] as const),
      )
      const images = run()?.truth.length
      const fitting = found.flatMap(([id, classes]) =>
        classes === null || classes.length !== images ? [] : [[id, classes] as const],
      )
      predictions.value = new Map([...predictions.value, ...fitting])
    } catch (error) {
      problem.value = errorText(error)
    }
  }

  watch(run, () => (predictions.value = new Map()))
  return { others, predictions, problem, read }
}
