import { computed, type ComputedRef, type Ref, ref } from 'vue'
import type { RunSummary } from '#shared/records/run-summary'
import { parseSearchParent } from '#shared/search/search-parent'
import { useRunsStore } from '../../stores/runs-store'
import { useSearchesStore } from '../../stores/searches-store'

export interface FoldedTrials {
  /** Whether trials stand among the other runs. */
  readonly showsTrials: Ref<boolean>
  readonly count: ComputedRef<number>
  /** The runs that the table is about. */
  readonly runs: ComputedRef<readonly RunSummary[]>
}

/** The trials of searches have a page of their own; in the table they would bury all else. Several seeds of one experiment stay. */
export function useFoldedTrials(): FoldedTrials {
  const store = useRunsStore()
  const searches = useSearchesStore()
  const showsTrials = ref(false)

  const ofSeeds = computed(
    () =>
      new Set(searches.all.filter(({ spec }) => Object.keys(spec.space).length === 0).map(({ id }) => id)),
  )
  function isTrial({ record }: RunSummary): boolean {
    const parent = parseSearchParent(record.parent)
    return parent !== null && !ofSeeds.value.has(parent.search)
  }
  const others = computed(() => store.all.filter((run) => !isTrial(run)))
  return {
    showsTrials,
    count: computed(() => store.all.length - others.value.length),
    runs: computed(() => (showsTrials.value ? store.all : others.value)),
  }
}
