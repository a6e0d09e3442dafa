import { computed, onScopeDispose, proxyRefs, shallowRef, watch } from 'vue'
import { shapeOf } from '#shared/experiment/dataset-description'
import type { SearchInfo } from '#shared/ipc'
import { type RangeEdge, rangeEdges } from '#shared/search/range-edges'
import type { KnownTrial } from '#shared/search/sampler'
import { type SearchProgress, searchProgress } from '#shared/search/search-progress'
import { type SettingImportance, settingImportance } from '#shared/search/setting-importance'
import { ranked, type TrialResult } from '#shared/search/trial-result'
import { trialTies } from '#shared/search/trial-ties'

/** What follows from the trials of a search. */
export interface SearchView {
  readonly progress: SearchProgress
  /** Trials with a value, the best first. */
  readonly ranked: readonly TrialResult[]
  /** Numbers of the trials that cannot be told from the best. */
  readonly ties: ReadonlySet<number>
  readonly known: readonly KnownTrial[]
  readonly importance: readonly SettingImportance[]
  readonly edges: readonly RangeEdge[]
}

/** Importance is calculated anew with so many more trials, as a part of those that there are: it is the dearest of all. */
const FRESH_SHARE = 0.05

export function useSearchView(search: () => SearchInfo, results: () => readonly TrialResult[]): SearchView {
  const known = computed<readonly KnownTrial[]>(() =>
    results()
      .filter(({ state }) => state === 'done' || state === 'stopped')
      .map(({ index, point, state, value, runs }) => ({
        index,
        point,
        value,
        iterations: runs.reduce((sum, { run }) => sum + (run?.iterations ?? 0), 0),
        isStopped: state === 'stopped',
      })),
  )
  const importance = shallowRef<readonly SettingImportance[]>([])
  let judged = 0
  let task: ReturnType<typeof setTimeout> | undefined

  function judge(): void {
    judged = known.value.length
    importance.value = settingImportance(search().spec.space, known.value)
  }

  // In a task of its own, so that the page is drawn before.
  watch(
    [known, () => search().state],
    ([{ length }, state]) => {
      const isFresh = length >= judged && length < judged * (1 + FRESH_SHARE)
      clearTimeout(task)
      if (state !== 'going' || !isFresh) task = setTimeout(judge)
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(task))

  // Not `reactive`: that would watch every value of a thousand trials.
  return proxyRefs({
    progress: computed(() => {
      const { trials, seeds } = search().spec
      return searchProgress(results(), trials, seeds.length)
    }),
    ranked: computed(() => ranked(results())),
    ties: computed(() => {
      const { trainImages } = shapeOf(search().dataset)
      return trialTies({ spec: search().spec, trainImages, results: results() })
    }),
    known,
    importance,
    edges: computed(() => rangeEdges(search().spec.space, results())),
  })
}
