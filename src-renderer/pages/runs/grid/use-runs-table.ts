import {
  type Column,
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
  type Table,
  tableFeatures,
  useTable,
} from '@tanstack/vue-table'
import { computed, type ComputedRef, type Ref, ref, type ShallowRef, watch } from 'vue'
import type { ViewRow } from '#shared/history/run-view'
import type { SavedView } from '#shared/history/saved-view'
import type { SortKey } from '#shared/history/sort-runs'
import { knownColumn, TABLE_COLUMNS } from '#shared/records/table-columns'
import { arrangedFor, isNumeric, startWidth } from './grid-columns'
import {
  completed,
  GREATEST_WIDTH,
  LEAST_WIDTH,
  loadLayout,
  saveLayout,
  START_LAYOUT,
  type TableLayout,
} from './table-layout'

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
  minSize: LEAST_WIDTH,
  maxSize: GREATEST_WIDTH,
  // Of numbers the largest are wanted first, of words the first.
  sortDescFirst: isNumeric(column),
}))

/** How runs are ranked where nobody sorted them. */
export const DEFAULT_SORT = { id: 'validation_acc', desc: true } as const

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

function layoutOf(table: RunsTable, arranged: boolean): TableLayout {
  const { atoms } = table
  const visibility = atoms.columnVisibility.get()
  return {
    arranged,
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
  /** Whether somebody arranged the columns; otherwise the settings that differ stand first. */
  readonly arranged: Readonly<Ref<boolean>>
  /** Tells in which settings the shown runs differ. */
  arrange: (differing: readonly string[]) => void
  /** Lets the settings that differ stand first again, or keeps the columns as they are. */
  keepArrangement: (kept: boolean) => void
  showColumn: (id: string, shown: boolean) => void
  sortBy: (id: string, multi: boolean) => void
  /** The arrangement as a saved view keeps it, and back. */
  columnsOf: () => SavedView['columns']
  setView: (view: Pick<SavedView, 'sort' | 'columns'>) => void
  moveColumn: (id: string, target: string) => void
  stepColumn: (id: string, by: -1 | 1) => void
  togglePin: (id: string) => void
  reset: () => void
}

type Place = Pick<RunsTableState, 'pinned' | 'center'>

/** Puts a column where another one stands. */
function moveColumn(table: RunsTable, id: string, target: string): void {
  const ids = table.atoms.columnOrder.get()
  const forward = ids.indexOf(id) < ids.indexOf(target)
  const without = ids.filter((each) => each !== id)
  const place = without.indexOf(target) + (forward ? 1 : 0)
  table.setColumnOrder([...without.slice(0, place), id, ...without.slice(place)])
  movePinned(table, id, target)
}

function movePinned(table: RunsTable, id: string, target: string): void {
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

/** The column beside this one among those that are shown; undefined at the end. */
function neighbour({ pinned, center }: Place, id: string, by: -1 | 1): string | undefined {
  const shown = [...pinned.value, ...center.value].map((column) => column.id)
  return shown[shown.indexOf(id) + by]
}

/** Where nothing is sorted the best validation accuracy stands first, so the first click turns that around. */
function sortBy(table: RunsTable, id: string, multi: boolean): void {
  const isDefault = table.atoms.sorting.get().length === 0 && id === DEFAULT_SORT.id && !multi
  if (isDefault) table.setSorting([{ id, desc: false }])
  else table.getColumn(id)?.toggleSorting(undefined, multi)
}

function setLayout(table: RunsTable, layout: TableLayout): void {
  const state = stateOf(layout)
  table.setColumnOrder(state.columnOrder)
  table.setColumnVisibility(state.columnVisibility)
  table.setColumnPinning(state.columnPinning)
  table.setColumnSizing(state.columnSizing)
  table.setSorting(state.sorting)
}

/** The columns stand as somebody arranged them, or else with those first in which the shown runs differ. */
function useArrangement(table: RunsTable, start: boolean) {
  const arranged = ref(start)
  let differing: readonly string[] = []

  function apply(): void {
    if (arranged.value) return
    const { order, hidden } = arrangedFor(differing)
    // A new order is a new table for all that follows it.
    if (table.atoms.columnOrder.get().join() === order.join()) return
    table.setColumnOrder([...order])
    table.setColumnVisibility(hiddenState(hidden))
  }
  return {
    arranged,
    arrange: (now: readonly string[]): void => {
      differing = now
      apply()
    },
    keepArrangement: (kept: boolean): void => {
      arranged.value = kept
      apply()
    },
  }
}

function useSavedArrangement(
  table: RunsTable,
  { arranged, keepArrangement }: ReturnType<typeof useArrangement>,
): Pick<RunsTableState, 'columnsOf' | 'setView'> {
  function setView({ sort, columns: saved }: Pick<SavedView, 'sort' | 'columns'>): void {
    const now = layoutOf(table, saved !== null)
    const keys = sort.map(({ column, descending }) => ({ id: column, desc: descending }))
    // Of another version, it may name columns that are not known here.
    setLayout(table, completed({ ...now, ...saved, sort: keys }))
    keepArrangement(saved !== null)
  }
  function columnsOf(): SavedView['columns'] {
    const { order, hidden, pinned } = layoutOf(table, true)
    return arranged.value ? { order, hidden, pinned } : null
  }
  return { columnsOf, setView }
}

/** The columns of the run table and their arrangement, which is remembered on this computer. */
export function useRunsTable(rows: Readonly<ShallowRef<readonly ViewRow[]>>): RunsTableState {
  const remembered = loadLayout(localStorage)
  const table = useTable<RunsFeatures, ViewRow>({
    features,
    columns,
    data: rows,
    initialState: stateOf(remembered),
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
  const arrangement = useArrangement(table, remembered.arranged)
  const { arranged, arrange, keepArrangement } = arrangement

  watch(
    () => layoutOf(table, arranged.value),
    (layout) => saveLayout(localStorage, layout),
  )

  function move(id: string, target: string | undefined): void {
    if (target === undefined || id === target) return
    arranged.value = true
    moveColumn(table, id, target)
  }

  function showColumn(id: string, shown: boolean): void {
    arranged.value = true
    table.getColumn(id)?.toggleVisibility(shown)
  }

  function togglePin(id: string): void {
    const column = table.getColumn(id)
    column?.pin(column.getIsPinned() === false ? 'start' : false)
  }

  function reset(): void {
    setLayout(table, START_LAYOUT)
    keepArrangement(false)
  }

  return {
    ...{
      table,
      pinned,
      center,
      sort,
      order,
      arranged,
      arrange,
      keepArrangement,
      togglePin,
      reset,
      showColumn,
    },
    ...useSavedArrangement(table, arrangement),
    moveColumn: move,
    stepColumn: (id, by) => move(id, neighbour({ pinned, center }, id, by)),
    sortBy: (id, multi) => sortBy(table, id, multi),
  }
}

/** The column of the records for a column of the table. */
export const recordColumn = (column: RunsColumn): ReturnType<typeof knownColumn> => knownColumn(column.id)
