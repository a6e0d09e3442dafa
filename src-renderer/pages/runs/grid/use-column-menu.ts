import type { ContextMenuItem } from '@nuxt/ui'
import { computed, type ComputedRef, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { knownColumn } from '#shared/records/table-columns'
import type { RunsTableState } from './use-runs-table'

/** What can be done with the column whose header was asked for its menu. */
export function useColumnMenu(
  state: RunsTableState,
  group: (id: string) => void,
): { readonly items: ComputedRef<ContextMenuItem[][]>; aim: (event: Event) => void } {
  const { t } = useI18n()
  const { table } = state
  const aimed = shallowRef<string | null>(null)

  function aim(event: Event): void {
    const target = event.target instanceof Element ? event.target : null
    const keyboard = document.activeElement
      ?.getAttribute('aria-activedescendant')
      ?.replace('grid-header-', '')
    aimed.value = target?.closest('[data-column]')?.getAttribute('data-column') ?? keyboard ?? null
  }

  const sortItems = (id: string): ContextMenuItem[] => [
    {
      label: t('runs.menu.ascending'),
      icon: 'i-lucide-arrow-up',
      onSelect: () => table.setSorting([{ id, desc: false }]),
    },
    {
      label: t('runs.menu.descending'),
      icon: 'i-lucide-arrow-down',
      onSelect: () => table.setSorting([{ id, desc: true }]),
    },
    {
      label: t('runs.menu.sortAlso'),
      icon: 'i-lucide-list-plus',
      onSelect: () => table.getColumn(id)?.toggleSorting(undefined, true),
    },
  ]
  const placeItems = (id: string): ContextMenuItem[] => [
    {
      label: table.getColumn(id)?.getIsPinned() === false ? t('runs.menu.pin') : t('runs.menu.unpin'),
      icon: 'i-lucide-pin',
      onSelect: () => state.togglePin(id),
    },
    { label: t('runs.menu.left'), icon: 'i-lucide-chevron-left', onSelect: () => state.stepColumn(id, -1) },
    { label: t('runs.menu.right'), icon: 'i-lucide-chevron-right', onSelect: () => state.stepColumn(id, 1) },
    {
      label: t('runs.menu.hide'),
      icon: 'i-lucide-eye-off',
      onSelect: () => state.showColumn(id, false),
    },
  ]
  const groupItems = (id: string): ContextMenuItem[] =>
    knownColumn(id).kind === 'result'
      ? []
      : [{ label: t('runs.menu.group'), icon: 'i-lucide-group', onSelect: () => group(id) }]

  const items = computed<ContextMenuItem[][]>(() => {
    const id = aimed.value
    if (id === null) return []
    return [sortItems(id), placeItems(id), groupItems(id)].filter((part) => part.length > 0)
  })
  return { items, aim }
}
