import { type RunGroup, sharedValue, spreadOf } from '#shared/history/group-runs'
import { groupCell, type ViewRow } from '#shared/history/run-view'
import type { RunSummary } from '#shared/records/run-summary'
import { type CellValue, knownColumn, type TableColumn } from '#shared/records/table-columns'
import { cellWords, spreadWords } from '../../../locales/cell-words'
import { runName } from '../../../locales/run-name'
import { columnLabel } from '../../../locales/table-words'

/** What a cell shows, and what it says when it is pointed at. */
export interface CellView {
  readonly text: string
  readonly hint: string
  /** Less prominent: nothing is known, or values differ. */
  readonly faint: boolean
}

const EMPTY: CellView = { text: '–', hint: '', faint: true }

/** The value in full and as files have it, where the cell says it in other words. */
function hintOf(text: string, value: CellValue): string {
  const full = String(value)
  return full === text ? '' : full
}

function valueView(column: TableColumn, value: CellValue): CellView {
  if (value === null) return EMPTY
  if (typeof value === 'boolean')
    return { text: value ? '✓' : '✗', hint: cellWords(column, value), faint: !value }
  const text = cellWords(column, value)
  return { text, hint: hintOf(text, value), faint: false }
}

export function runCell(column: TableColumn, run: RunSummary): CellView {
  if (column.id === 'title')
    return { text: runName(run), hint: run.annotations.note, faint: run.annotations.title === '' }
  const value = column.value(run)
  if (column.id === 'star' || column.id === 'archived')
    return { text: value === true ? '★' : '', hint: '', faint: false }
  return valueView(column, value)
}

/** Mean ± standard deviation, the latter to two digits, and the best in the hint. */
function spreadCell(column: TableColumn, runs: readonly RunSummary[], bestWord: string): CellView | null {
  const spread = spreadOf(runs, column)
  if (spread === null) return null
  return {
    text: spreadWords(column, spread.mean, spread.deviation),
    hint: `${bestWord} ${cellWords(column, spread.best)} (n = ${String(spread.count)})`,
    faint: false,
  }
}

/** The best of a group stands where a run's name stands. */
function bestCell(group: RunGroup, bestWord: string): CellView {
  for (const id of ['validation_acc', 'test_acc']) {
    const column = knownColumn(id)
    const spread = spreadOf(group.counted, column)
    if (spread !== null)
      return { text: `${bestWord} ${cellWords(column, spread.best)}`, hint: columnLabel(id), faint: false }
  }
  return EMPTY
}

export function groupRowCell(
  column: TableColumn,
  row: Extract<ViewRow, { kind: 'group' }>,
  words: { readonly best: string; readonly several: (count: number) => string },
): CellView {
  const { group } = row
  if (column.id === 'title') return bestCell(group, words.best)
  if (group.values.has(column.id)) return valueView(column, groupCell(group, column))
  const shared = sharedValue(group.runs, column)
  const isNumber = column.type === 'accuracy' || column.type === 'number' || column.type === 'integer'
  if (isNumber && (column.kind === 'result' || shared === undefined))
    return spreadCell(column, group.counted, words.best) ?? EMPTY
  if (shared !== undefined) return valueView(column, shared)
  const distinct = new Set(group.runs.map((run) => column.value(run))).size
  return { text: words.several(distinct), hint: '', faint: true }
}
