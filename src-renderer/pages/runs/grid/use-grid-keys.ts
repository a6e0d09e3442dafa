import { computed, type ComputedRef, type Ref, ref, type ShallowRef, shallowRef, watch } from 'vue'
import type { ViewRow } from '#shared/history/run-view'
import type { GridWindow } from './use-grid-window'
import type { RunsTableState } from './use-runs-table'

export const HEADER_ROW = -1
export const TICK_CELL = 'tick'
export const RANK_CELL = 'rank'

export interface GridActions {
  open: (row: ViewRow) => void
  tick: (row: ViewRow) => void
  tickAll: () => void
  sort: (id: string, multi: boolean) => void
}

export interface GridKeys {
  readonly row: Ref<number>
  readonly cell: ShallowRef<string>
  readonly cells: ComputedRef<readonly string[]>
  press: (event: KeyboardEvent) => void
  point: (row: number, cell: string) => void
}

const RESIZE_STEP = 16

/** Moves through the cells of the grid by keys, as the ARIA pattern of a grid asks, and lets keys do what the pointer does. */
export function useGridKeys(
  rows: Readonly<ShallowRef<readonly ViewRow[]>>,
  state: RunsTableState,
  grid: GridWindow,
  actions: GridActions,
): GridKeys {
  const row = ref(0)
  const cell = shallowRef<string>('title')
  const cells = computed(() => [
    TICK_CELL,
    RANK_CELL,
    ...state.pinned.value.map(({ id }) => id),
    ...state.center.value.map(({ id }) => id),
  ])
  watch(rows, (now) => (row.value = Math.min(row.value, Math.max(0, now.length - 1))))

  function point(toRow: number, toCell: string): void {
    row.value = Math.min(Math.max(toRow, HEADER_ROW), rows.value.length - 1)
    cell.value = toCell
  }

  function go(toRow: number, toCell: string): void {
    point(toRow, toCell)
    grid.showRow(row.value)
    grid.showColumn(cell.value)
  }

  function step(by: number): void {
    const at = Math.max(0, cells.value.indexOf(cell.value))
    go(row.value, cells.value[Math.min(Math.max(at + by, 0), cells.value.length - 1)] ?? cell.value)
  }

  function changeColumn(event: KeyboardEvent, by: -1 | 1): void {
    const column = state.table.getColumn(cell.value)
    if (column === undefined) return
    if (event.shiftKey) {
      const width = Math.max(48, column.getSize() + by * RESIZE_STEP)
      state.table.setColumnSizing((sizes) => ({ ...sizes, [column.id]: width }))
    } else {
      state.stepColumn(column.id, by)
      grid.showColumn(column.id)
    }
  }

  function act(event: KeyboardEvent): void {
    const target = rows.value[row.value]
    const isTick = event.key === ' ' || cell.value === TICK_CELL
    if (row.value === HEADER_ROW) {
      if (isTick) actions.tickAll()
      else if (cell.value !== RANK_CELL) actions.sort(cell.value, event.shiftKey)
    } else if (target !== undefined) {
      if (isTick) actions.tick(target)
      else actions.open(target)
    }
  }

  const last = (): string => cells.value.at(-1) ?? cell.value
  const MOVES: Readonly<Record<string, (event: KeyboardEvent) => void>> = {
    ArrowDown: () => go(row.value + 1, cell.value),
    ArrowUp: () => go(row.value - 1, cell.value),
    ArrowLeft: (event) => (event.altKey ? changeColumn(event, -1) : step(-1)),
    ArrowRight: (event) => (event.altKey ? changeColumn(event, 1) : step(1)),
    PageDown: () => go(row.value + grid.pageRows.value, cell.value),
    PageUp: () => go(Math.max(0, row.value - grid.pageRows.value), cell.value),
    Home: (event) => go(event.ctrlKey ? 0 : row.value, TICK_CELL),
    End: (event) => go(event.ctrlKey ? rows.value.length - 1 : row.value, last()),
    Enter: act,
    ' ': act,
  }

  function press(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget) return
    const move = MOVES[event.key]
    if (move === undefined) return
    event.preventDefault()
    move(event)
  }

  return { row, cell, cells, press, point }
}
