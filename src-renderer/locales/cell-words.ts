import { significantText } from '#shared/records/number-text'
import type { CellValue, TableColumn } from '#shared/records/table-columns'
import { formatCount, formatDuration, formatPercent, formatPoints } from '../lib/format'
import { booleanLabel, missingLabel, valueLabel, zeroLabel } from './table-words'

const SHORT_HASH = 8
const HASHES = new Set(['data', 'identity'])
/** Whole numbers that count nothing. */
const PLAIN = new Set(['seed', 'cores', 'threads'])

const two = (part: number): string => String(part).padStart(2, '0')

function dateWords(value: string): string {
  const date = new Date(value)
  if (Number.isNaN(date.getTime())) return value
  const day = `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`
}

/** A number of a column as the window writes it. */
function numberWords({ id, type }: Pick<TableColumn, 'id' | 'type'>, value: number): string {
  if (!Number.isFinite(value)) return significantText(value)
  if (type === 'accuracy') return formatPercent(value)
  if (id === 'time') return formatDuration(value)
  if (id === 'validation_share') return formatPercent(value, Number.isInteger(value * 100) ? 0 : 1)
  if (value === 0) return zeroLabel(id) ?? '0'
  if (PLAIN.has(id)) return String(value)
  return type === 'integer' ? formatCount(value) : significantText(value)
}

/** A cell as people read it, in the language of the window. */
export function cellWords(column: Pick<TableColumn, 'id' | 'type'>, value: CellValue): string {
  if (value === null) return missingLabel()
  if (typeof value === 'boolean') return booleanLabel(value)
  if (typeof value === 'number') return numberWords(column, value)
  if (column.type === 'date') return dateWords(value)
  if (HASHES.has(column.id)) return value.slice(0, SHORT_HASH)
  return valueLabel(column.id, value)
}

/** Mean and standard deviation of a column: `88.27 ± 0.12 %`. */
export function spreadWords(column: TableColumn, mean: number, deviation: number | null): string {
  const whole = cellWords({ id: column.id, type: column.type === 'integer' ? 'number' : column.type }, mean)
  if (deviation === null || deviation === 0) return whole
  if (column.type === 'accuracy') return `${(mean * 100).toFixed(2)} ± ${formatPercent(deviation)}`
  const spread = column.id === 'time' ? formatDuration(deviation) : significantText(deviation, 2)
  return `${whole} ± ${spread}`
}

/** What a number is above another one, with its sign. */
export function differenceWords(column: TableColumn, difference: number): string {
  if (column.type === 'accuracy') return formatPoints(difference)
  const sign = difference < 0 ? '−' : '+'
  return sign + cellWords(column, Math.abs(difference))
}
