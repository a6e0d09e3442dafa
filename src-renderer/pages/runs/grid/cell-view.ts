import { groupCell, type ViewRow } from '#shared/history/run-view'
import { type RunGroup, sharedValue, spreadOf } from '#shared/history/group-runs'
import { significantText } from '#shared/records/number-text'
import type { RunSummary } from '#shared/records/run-summary'
import { cellText, type CellValue, knownColumn, type TableColumn } from '#shared/records/table-columns'
import { runName } from '../run-name'

/** What a cell shows, and what it says when it is pointed at. */
export interface CellView {
  readonly text: string
  readonly hint: string
  /** Less prominent: nothing is known, or values differ. */
  readonly faint: boolean
}

const EMPTY: CellView = { text: '–', hint: '', faint: true }
const SHORT_HASH = 8
const HASHES = new Set(['data', 'identity'])

function dateText(value: string): string {
  const date = new Date(value)
  if (Number.isNaN(date.getTime())) return value
  const two = (part: number): string => String(part).padStart(2, '0')
  const day = `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`
}

export function valueText(column: TableColumn, value: CellValue): string {
  if (typeof value === 'string' && column.type === 'date') return dateText(value)
  if (typeof value === 'string' && HASHES.has(column.id)) return value.slice(0, SHORT_HASH)
  if (typeof value === 'boolean') return value ? '✓' : '✗'
  return cellText(column, value)
}

export function runCell(column: TableColumn, run: RunSummary): CellView {
  if (column.id === 'title')
    return { text: runName(run), hint: run.annotations.note, faint: run.annotations.title === '' }
  const value = column.value(run)
  if (value === null) return EMPTY
  if (column.id === 'star' || column.id === 'archived')
    return { text: value === true ? '★' : '', hint: '', faint: false }
  return { text: valueText(column, value), hint: String(value), faint: value === false }
}

/** Mean ± standard deviation, the latter to two digits, and the best in the hint. */
function spreadCell(column: TableColumn, runs: readonly RunSummary[], bestWord: string): CellView | null {
  const spread = spreadOf(runs, column)
  if (spread === null) return null
  const mean = cellText({ ...column, type: column.type === 'integer' ? 'number' : column.type }, spread.mean)
  const deviation =
    spread.deviation === null || spread.deviation === 0 ? '' : ` ±${significantText(spread.deviation, 2)}`
  return {
    text: mean + deviation,
    hint: `${bestWord} ${cellText(column, spread.best)} (n = ${String(spread.count)})`,
    faint: false,
  }
}

/** The best of a group stands where a run's name stands. */
function bestCell(group: RunGroup, bestWord: string): CellView {
  for (const id of ['validation_acc', 'test_acc']) {
    const column = knownColumn(id)
    const spread = spreadOf(group.counted, column)
    if (spread !== null)
      return { text: `${bestWord} ${cellText(column, spread.best)}`, hint: id, faint: false }
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
  if (group.values.has(column.id)) {
    const value = groupCell(group, column)
    return value === null ? EMPTY : { text: valueText(column, value), hint: String(value), faint: false }
  }
  const shared = sharedValue(group.runs, column)
  const isNumber = column.type === 'accuracy' || column.type === 'number' || column.type === 'integer'
  if (isNumber && (column.kind === 'result' || shared === undefined))
    return spreadCell(column, group.counted, words.best) ?? EMPTY
  if (shared !== undefined)
    return shared === null ? EMPTY : { text: valueText(column, shared), hint: String(shared), faint: false }
  const distinct = new Set(group.runs.map((run) => column.value(run))).size
  return { text: words.several(distinct), hint: '', faint: true }
}
