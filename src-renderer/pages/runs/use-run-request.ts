import { computed, type ComputedRef, type Ref, ref, type ShallowRef, shallowRef } from 'vue'
import { parseSearch, type RunFilter } from '#shared/history/filter-expression'
import type { ViewRequest } from '#shared/history/run-view'
import type { SortKey } from '#shared/history/sort-runs'
import type { PairedTest } from '#shared/history/ties'
import { FILTER_WORDS } from '../../locales/table-words'

export interface RunRequestState {
  /** Words and conditions. */
  readonly search: Ref<string>
  readonly filter: ComputedRef<RunFilter>
  readonly columnFilters: ShallowRef<Readonly<Record<string, string>>>
  readonly groupBy: ShallowRef<readonly string[]>
  readonly expanded: ShallowRef<ReadonlySet<string>>
  readonly includePartial: Ref<boolean>
  readonly archived: Ref<ViewRequest['archived']>
  readonly filterCount: ComputedRef<number>
  request: (sort: readonly SortKey[], paired?: PairedTest) => ViewRequest
  setColumnFilter: (id: string, text: string) => void
  toggleGroup: (key: string) => void
  clearFilters: () => void
}

/** What the user asked the table to show. */
export function useRunRequest(): RunRequestState {
  const search = ref('')
  const columnFilters = shallowRef<Readonly<Record<string, string>>>({})
  const groupBy = shallowRef<readonly string[]>([])
  const expanded = shallowRef<ReadonlySet<string>>(new Set())
  const includePartial = ref(false)
  const archived = ref<ViewRequest['archived']>('without')
  const filter = computed(() => parseSearch(search.value, FILTER_WORDS))
  const filterCount = computed(
    () => Object.values(columnFilters.value).length + (search.value.trim() === '' ? 0 : 1),
  )

  function request(sort: readonly SortKey[], paired?: PairedTest): ViewRequest {
    return {
      // While a condition is half typed the table shows what the rest of the request asks for.
      test: filter.value.ok ? filter.value.test : () => true,
      columnFilters: columnFilters.value,
      words: FILTER_WORDS,
      sort,
      groupBy: groupBy.value,
      expanded: expanded.value,
      includePartial: includePartial.value,
      archived: archived.value,
      ...(paired === undefined ? {} : { paired }),
    }
  }

  function setColumnFilter(id: string, value: string): void {
    const { [id]: _, ...rest } = columnFilters.value
    columnFilters.value = value.trim() === '' ? rest : { ...rest, [id]: value }
  }

  function toggleGroup(key: string): void {
    const next = new Set(expanded.value)
    if (!next.delete(key)) next.add(key)
    expanded.value = next
  }

  function clearFilters(): void {
    search.value = ''
    columnFilters.value = {}
  }

  return {
    search,
    filter,
    columnFilters,
    groupBy,
    expanded,
    includePartial,
    archived,
    filterCount,
    request,
    setColumnFilter,
    toggleGroup,
    clearFilters,
  }
}
