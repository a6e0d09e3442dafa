import {
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type Column,
  type Table,
} from '@tanstack/vue-table'
import { computed, watch, type ComputedRef, type ShallowRef } from 'vue'
import type { SortKey } from '#shared/history/sort-runs'
import type { ViewRow } from '#shared/history/run-view'
import { knownColumn, TABLE_COLUMNS } from '#shared/records/table-columns'
import { isNumeric, startWidth } from './grid-columns'
import { loadLayout, saveLayout, START_LAYOUT, type TableLayout } from './table-layout'

// Rows arrive filtered, grouped and sorted (src-shared/history, as the command has them): the table keeps the columns.
const features = tableFeatures({
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
})
type RunsFeatures = typeof features
export type RunsTable = Table<RunsFeatures, ViewRow>
export type RunsColumn = Column<RunsFeatures, ViewRow, unknown>

const columns = TABLE_COLUMNS.map((column) => ({
  id: column.id,
  accessorFn: (row: ViewRow) => (row.kind === 'run' ? column.value(row.run) : null),
  header: column.id,
  size: startWidth(column),
  minSize: 48,
  maxSize: 1000,
  // Of numbers the largest are wanted first, of words the first.
  sortDescFirst: isNumeric(column),
}))

const hiddenState = (hidden: readonly string[]): Record<string, boolean> =>
  Object.fromEntries(hidden.map((id) => [id, false]))

function stateOf(layout: TableLayout): {
  columnOrder: string[]
  columnVisibility: Record<string, boolean>
  columnPinning: { start: string[]; end: string[] }
  columnSizing: Record<string, number>
  sorting: { id: string; desc: boolean }[]
} {
  return {
    columnOrder: [...layout.order],
    columnVisibility: hiddenState(layout.hidden),
    columnPinning: { start: [...layout.pinned], end: [] },
    columnSizing: { ...layout.widths },
    sorting: layout.sort.map((key) => ({ ...key })),
  }
}

function layoutOf(table: RunsTable): TableLayout {
  const { atoms } = table
  const visibility = atoms.columnVisibility.get()
  return {
    order: [...atoms.columnOrder.get()],
    hidden: Object.keys(visibility).filter((id) => visibility[id] === false),
    pinned: [...atoms.columnPinning.get().start],
    widths: { ...atoms.columnSizing.get() },
    sort: atoms.sorting.get().map(({ id, desc }) => ({ id, desc })),
  }
}

export interface RunsTableState {
  readonly table: RunsTable
  readonly pinned: ComputedRef<readonly RunsColumn[]>
  readonly center: ComputedRef<readonly RunsColumn[]>
  readonly sort: ComputedRef<readonly SortKey[]>
  readonly order: ComputedRef<readonly string[]>
  moveColumn: (id: string, target: string) => void
  stepColumn: (id: string, by: -1 | 1) => void
  togglePin: (id: string) => void
  reset: () => void
}

/** The columns of the run table and their arrangement, which is remembered on this computer. */
export function useRunsTable(rows: Readonly<ShallowRef<readonly ViewRow[]>>): RunsTableState {
  const table = useTable<RunsFeatures, ViewRow>({
    features,
    columns,
    data: rows,
    initialState: stateOf(loadLayout(localStorage)),
    getRowId: (row: ViewRow) => row.key,
    manualSorting: true,
    columnResizeMode: 'onChange',
  })
  const pinned = computed(() => table.getStartVisibleLeafColumns())
  const center = computed(() => table.getCenterVisibleLeafColumns())
  const order = computed(() => table.atoms.columnOrder.get())
  const sort = computed(() =>
    table.atoms.sorting.get().map(({ id, desc }) => ({ column: id, descending: desc })),
  )

  watch(
    () => layoutOf(table),
    (layout) => saveLayout(localStorage, layout),
  )

  /** Puts a column where another one stands. */
  function moveColumn(id: string, target: string): void {
    if (id === target) return
    const ids = table.atoms.columnOrder.get()
    const forward = ids.indexOf(id) < ids.indexOf(target)
    const without = ids.filter((each) => each !== id)
    const place = without.indexOf(target) + (forward ? 1 : 0)
    table.setColumnOrder([...without.slice(0, place), id, ...without.slice(place)])
    movePinned(id, target)
  }

  function movePinned(id: string, target: string): void {
    const { start } = table.atoms.columnPinning.get()
    const without = start.filter((each) => each !== id)
    const place = without.indexOf(target)
    if (place === -1) table.setColumnPinning({ start: without, end: [] })
    else {
      const after = start.indexOf(id) !== -1 && start.indexOf(id) < start.indexOf(target)
      const at = place + (after ? 1 : 0)
      table.setColumnPinning({ start: [...without.slice(0, at), id, ...without.slice(at)], end: [] })
    }
  }

  /** Moves a column by one among those that are shown. */
  function stepColumn(id: string, by: -1 | 1): void {
    const shown = [...pinned.value, ...center.value].map((column) => column.id)
    const target = shown[shown.indexOf(id) + by]
    if (target !== undefined) moveColumn(id, target)
  }

  function togglePin(id: string): void {
    const column = table.getColumn(id)
    column?.pin(column.getIsPinned() === false ? 'start' : false)
  }

  function reset(): void {
    const state = stateOf(START_LAYOUT)
    table.setColumnOrder(state.columnOrder)
    table.setColumnVisibility(state.columnVisibility)
    table.setColumnPinning(state.columnPinning)
    table.setColumnSizing(state.columnSizing)
    table.setSorting(state.sorting)
  }

  return { table, pinned, center, sort, order, moveColumn, stepColumn, togglePin, reset }
}

/** The column of the records for a column of the table. */
export const recordColumn = (column: RunsColumn): ReturnType<typeof knownColumn> => knownColumn(column.id)
