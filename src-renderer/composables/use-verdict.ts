import { computed, type ComputedRef, shallowRef, watch } from 'vue'
import type { RunVerdict } from '#shared/history/run-verdict'
import type { RunCurves } from '#shared/records/run-record'
import type { RunSummary } from '#shared/records/run-summary'
import { judgeRun } from '../lib/judge-run'
import { useCurvesStore } from '../stores/curves-store'
import { useRunsStore } from '../stores/runs-store'

/**
 * The verdict on a run, null until it has ended. Its curves come a moment later; until then the record alone is judged. What to try
 * rests on the runs of `all`; where only the words are shown, none need be looked through.
 */
export function useVerdict(
  id: () => string,
  all: () => readonly RunSummary[] = () => [],
): ComputedRef<RunVerdict | null> {
  const store = useCurvesStore()
  const runs = useRunsStore()
  const curves = shallowRef<RunCurves | null>(null)
  const hasEnded = computed(() => (runs.byId.get(id())?.record.stopReason ?? null) !== null)

  async function read(of: string): Promise<void> {
    const found = await store.read(of).catch(() => null)
    if (id() === of) curves.value = found
  }
  watch(
    () => [id(), hasEnded.value] as const,
    ([of, isOver]) => {
      curves.value = null
      if (isOver) void read(of)
    },
    { immediate: true },
  )
  return computed(() => judgeRun(runs.byId.get(id()), curves.value, all()))
}
