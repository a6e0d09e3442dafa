import { computed, type ComputedRef } from 'vue'
import type { SavedView } from '#shared/history/saved-view'
import { tableColumn } from '#shared/records/table-columns'
import { useSettingsStore } from '../../../stores/settings-store'
import type { RunsTableState } from '../grid/use-runs-table'
import type { RunRequestState } from '../use-run-request'

export interface SavedViews {
  readonly views: ComputedRef<readonly SavedView[]>
  /** The name of the view that the table shows now; null where it shows none. */
  readonly current: ComputedRef<string | null>
  apply: (view: SavedView) => void
  /** Keeps what the table shows under a name; a view of that name is replaced. */
  save: (name: string) => Promise<void>
  rename: (from: string, to: string) => Promise<void>
  remove: (name: string) => Promise<void>
  restore: (view: SavedView) => Promise<void>
}

const sameView = (a: SavedView, b: SavedView): boolean =>
  JSON.stringify({ ...a, name: '' }) === JSON.stringify({ ...b, name: '' })

/** Ways to look at the table, under names; they are kept with the settings. */
export function useSavedViews(request: RunRequestState, state: RunsTableState): SavedViews {
  const settings = useSettingsStore()
  const views = computed(() => settings.settings.views)
  const shown = computed<SavedView>(() => ({
    name: '',
    search: request.search.value,
    columnFilters: request.columnFilters.value,
    sort: [...state.sort.value],
    groupBy: [...request.groupBy.value],
    includePartial: request.includePartial.value,
    archived: request.archived.value,
    columns: state.columnsOf(),
  }))
  const current = computed(() => views.value.find((view) => sameView(view, shown.value))?.name ?? null)
  const keep = (next: readonly SavedView[]): Promise<void> => settings.change({ views: next })

  function apply(view: SavedView): void {
    request.search.value = view.search
    request.columnFilters.value = view.columnFilters
    request.groupBy.value = view.groupBy.filter((id) => tableColumn(id) !== null)
    request.includePartial.value = view.includePartial
    request.archived.value = view.archived
    state.setView(view)
  }

  function save(name: string): Promise<void> {
    const view = { ...shown.value, name: name.trim() }
    const others = views.value.filter((other) => other.name !== view.name)
    return keep(
      others.length < views.value.length
        ? views.value.map((other) => (other.name === view.name ? view : other))
        : [...others, view],
    )
  }

  function rename(from: string, to: string): Promise<void> {
    const name = to.trim()
    if (name === '' || views.value.some((view) => view.name === name)) return Promise.resolve()
    return keep(views.value.map((view) => (view.name === from ? { ...view, name } : view)))
  }

  return {
    ...{ views, current, apply, save, rename },
    remove: (name) => keep(views.value.filter((view) => view.name !== name)),
    restore: (view) => keep([...views.value.filter(({ name }) => name !== view.name), view]),
  }
}
