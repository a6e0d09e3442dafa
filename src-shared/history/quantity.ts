import type { TableColumn } from '../records/table-columns'

/** A number as a person wrote it into a filter. */
export interface Quantity {
  readonly value: number
  /** Decimals of the percentage that was written; equal is then what rounds to the same. */
  readonly percentDecimals: number | null
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/
const PERCENT = /^([+-]?(?:\d+\.?\d*|\.\d+))\s*%$/
const CLOCK = /^(?:(\d+):)?(\d{1,2}):(\d{2}(?:\.\d+)?)$/
const DURATION =
  /^(?:(\d+(?:\.\d+)?)\s*(?:h|시간)\s*)?(?:(\d+(?:\.\d+)?)\s*(?:min|m|분)\s*)?(?:(\d+(?:\.\d+)?)\s*(?:sec|s|초)\s*)?$/i

const plain = (value: number): Quantity | null =>
  Number.isFinite(value) ? { value, percentDecimals: null } : null

function seconds(text: string): Quantity | null {
  const parts = CLOCK.exec(text) ?? DURATION.exec(text)
  if (parts === null || text === '') return null
  const [hours, minutes, rest] = parts.slice(1).map((part) => Number(part ?? 0))
  return plain((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (rest ?? 0))
}

function percentage(text: string): Quantity | null {
  const number = PERCENT.exec(text)?.[1]
  if (number === undefined) return null
  return { value: Number(number) / 100, percentDecimals: (number.split('.')[1] ?? '').length }
}

/**
 * The number that a text says in a column: `0.9`, `2e-6`, `218,058`, `88.27 %`, and for times `8 min 27 s` or `8:27`. An accuracy
 * above 1 can only mean percent. Null where the text is no number there.
 */
export function readQuantity(column: TableColumn, source: string): Quantity | null {
  const text = source.trim()
  if (NUMBER.test(text) || GROUPED.test(text)) {
    const value = Number(text.replaceAll(',', ''))
    if (column.type === 'accuracy' && value > 1 && value <= 100)
      return percentage(`${text.replaceAll(',', '')}%`)
    return plain(value)
  }
  return percentage(text) ?? (column.id === 'time' ? seconds(text) : null)
}
