import { useVirtualizer } from '@tanstack/vue-virtual'
import { computed, type ComputedRef, type ShallowRef, watch } from 'vue'
import type { ViewRow } from '#shared/history/run-view'
import { HEADER_HEIGHT, LEADING_WIDTH, ROW_HEIGHT } from './grid-columns'
import type { RunsColumn, RunsTableState } from './use-runs-table'

export interface PlacedColumn {
  readonly id: string
  readonly column: RunsColumn
  readonly width: number
  readonly left: number
  /** Counted from 1 over all columns that are shown, as ARIA counts. */
  readonly index: number
}

/** Where the columns stand: the pinned ones, and of the others those that can be seen. */
export interface GridLayout {
  readonly pinned: readonly PlacedColumn[]
  readonly center: readonly PlacedColumn[]
  readonly pinnedWidth: number
  readonly centerWidth: number
}

interface PlacedRow {
  readonly index: number
  readonly top: number
}

export interface GridWindow {
  readonly layout: ComputedRef<GridLayout>
  readonly placedRows: ComputedRef<readonly PlacedRow[]>
  readonly height: ComputedRef<number>
  readonly pageRows: ComputedRef<number>
  showRow: (index: number) => void
  showColumn: (id: string) => void
}

const ROW_OVERSCAN = 10
const COLUMN_OVERSCAN = 3

/** The part of the table that can be seen: rows and columns beyond it are not in the page at all. */
export function useGridWindow(
  scroller: Readonly<ShallowRef<HTMLElement | null>>,
  rows: Readonly<ShallowRef<readonly ViewRow[]>>,
  state: RunsTableState,
  headerHeight: ComputedRef<number>,
): GridWindow {
  const { table, pinned, center } = state
  const pinnedWidth = computed(
    () => LEADING_WIDTH + pinned.value.reduce((sum, column) => sum + column.getSize(), 0),
  )

  const rowWindow = useVirtualizer(
    computed(() => ({
      count: rows.value.length,
      getScrollElement: () => scroller.value,
      estimateSize: () => ROW_HEIGHT,
      overscan: ROW_OVERSCAN,
      scrollMargin: headerHeight.value,
      scrollPaddingStart: headerHeight.value,
    })),
  )
  const columnWindow = useVirtualizer(
    computed(() => ({
      count: center.value.length,
      horizontal: true,
      getScrollElement: () => scroller.value,
      estimateSize: (index: number) => center.value[index]?.getSize() ?? 0,
      overscan: COLUMN_OVERSCAN,
      scrollMargin: pinnedWidth.value,
      scrollPaddingStart: pinnedWidth.value,
    })),
  )
  // The library keeps measured sizes and does not see that columns changed theirs.
  watch([() => table.atoms.columnSizing.get(), center, pinnedWidth], () => columnWindow.value.measure())

  const layout = computed<GridLayout>(() => {
    let left = LEADING_WIDTH
    const leading = 2
    const placedPinned = pinned.value.map((column, index) => {
      const placed = { id: column.id, column, width: column.getSize(), left, index: leading + index + 1 }
      left += placed.width
      return placed
    })
    const placedCenter = columnWindow.value.getVirtualItems().flatMap((item) => {
      const column = center.value[item.index]
      if (column === undefined) return []
      const index = leading + pinned.value.length + item.index + 1
      return [{ id: column.id, column, width: column.getSize(), left: item.start - pinnedWidth.value, index }]
    })
    const centerWidth = center.value.reduce((sum, column) => sum + column.getSize(), 0)
    return { pinned: placedPinned, center: placedCenter, pinnedWidth: left, centerWidth }
  })

  const placedRows = computed(() =>
    rowWindow.value.getVirtualItems().map(({ index, start }) => ({ index, top: start - headerHeight.value })),
  )
  const height = computed(() => rows.value.length * ROW_HEIGHT)
  const pageRows = computed(() => {
    const visible = rowWindow.value.scrollRect?.height ?? HEADER_HEIGHT + ROW_HEIGHT
    return Math.max(1, Math.floor((visible - headerHeight.value) / ROW_HEIGHT) - 1)
  })

  function showRow(index: number): void {
    if (index >= 0) rowWindow.value.scrollToIndex(index)
  }

  function showColumn(id: string): void {
    const index = center.value.findIndex((column) => column.id === id)
    if (index >= 0) columnWindow.value.scrollToIndex(index)
  }

  return { layout, placedRows, height, pageRows, showRow, showColumn }
}
