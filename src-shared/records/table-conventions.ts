import { durationNumber } from './duration-cell'
import {
  CLEAR_POINT,
  type DecimalMark,
  formValue,
  type NumberForm,
  numberForm,
  otherMark,
} from './number-form'
import { isMissing, plainCell } from './plain-cell'
import { unwrapPython } from './python-value'
import { remembered } from './remembered'
import type { ExchangeColumnId } from './table-columns'
import { type TightComma, tightCommaOf } from './widths-cell'

/** What the cells of a whole file tell together, and what no single cell could tell. */
export interface TableConventions {
  /** The decimal mark; null where no number of the file shows it. */
  readonly decimal: DecimalMark | null
  /** true where as many numbers have a decimal point as have a decimal comma. */
  readonly clash: boolean
  /** Marks between thousands that the file uses. */
  readonly thousands: readonly string[]
  /** Whether accuracies without a percent sign are shares of 1 or percentages. */
  readonly accuracy: 'share' | 'percent'
  /** What a comma without a space is among widths; null where nothing tells. */
  readonly tightComma: TightComma | null
}

/** Python's own way: decimal points, shares, lists with commas. */
export const PYTHON_CONVENTIONS: TableConventions = {
  decimal: '.',
  clash: false,
  thousands: [],
  accuracy: 'share',
  tightComma: 'separator',
}

/** The cells of a row by column. */
export type CellOf = (id: ExchangeColumnId) => string

const NUMBER_COLUMNS: readonly ExchangeColumnId[] = [
  'weight_decay_lambda',
  'dropout_ratio',
  'iters_num',
  'batch_size',
  'learning_rate',
  'train_acc',
  'test_acc',
]
const ACCURACIES: readonly ExchangeColumnId[] = ['train_acc', 'test_acc']
const MAY_TELL = /[.,'\u2019 \u00A0\u2009\u202F\uFF0E\uFF0C_]/

const asWritten = (text: string): string => text

/** The form of a cell that may tell the file's marks; what Python wrote does not. */
function tellingForm(cell: string, numberIn: (text: string) => string): NumberForm | null {
  if (isMissing(cell)) return null
  const { text, isPython } = unwrapPython(plainCell(cell))
  return isPython ? null : numberForm(numberIn(text))
}

function decideMarks(rows: readonly CellOf[]): Pick<TableConventions, 'decimal' | 'clash' | 'thousands'> {
  const counts: Record<DecimalMark, number> = { '.': 0, ',': 0 }
  const thousands = new Set<string>()
  let either: DecimalMark | null = null
  const look = (form: NumberForm | null): void => {
    if (form === null) return
    if (form.thousands !== null) thousands.add(form.thousands)
    if (form.mark === null) return
    if (form.kind === 'decimal') counts[form.mark] += 1
    if (form.kind === 'thousands') counts[otherMark(form.mark)] += 1
    if (form.kind === 'either') either = form.mark
  }
  const lookAt = (cell: string, numberIn: (text: string) => string): void => {
    if (CLEAR_POINT.test(cell)) counts['.'] += 1
    else if (MAY_TELL.test(cell)) look(tellingForm(cell, numberIn))
  }
  for (const row of rows) {
    for (const id of NUMBER_COLUMNS) lookAt(row(id), asWritten)
    lookAt(row('time'), durationNumber)
  }
  const clash = counts['.'] === counts[','] && counts['.'] > 0
  const decimal = counts['.'] === counts[','] ? null : counts['.'] > counts[','] ? '.' : ','
  if (decimal !== null) {
    thousands.delete(decimal)
    if (either === otherMark(decimal)) thousands.add(either)
  }
  return { decimal, clash, thousands: [...thousands].sort() }
}

/** Percentages where no accuracy is a share: all are 0 or above 1. */
function decideAccuracy(rows: readonly CellOf[], decimal: DecimalMark | null): 'share' | 'percent' {
  let above = false
  for (const row of rows) {
    for (const id of ACCURACIES) {
      const cell = row(id)
      if (isMissing(cell)) continue
      const { text, isPython } = unwrapPython(plainCell(cell))
      const form = numberForm(text)
      if (form === null || form.percent) continue
      const value = formValue(form, isPython ? '.' : (decimal ?? '.'))
      if (value !== 0 && value <= 1) return 'share'
      above ||= value > 1
    }
  }
  return above ? 'percent' : 'share'
}

function decideTightComma(rows: readonly CellOf[], decimal: DecimalMark | null): TightComma | null {
  const told = new Set<TightComma>()
  const tells = remembered((cell) => tightCommaOf(cell, decimal))
  for (const row of rows) {
    const cell = row('hidden_size_list')
    const meaning = cell.includes(',') ? tells(cell) : null
    if (meaning !== null) told.add(meaning)
  }
  const [only = null] = told
  return told.size === 1 ? only : null
}

/** Decides from all cells of a file how its numbers are written, so that each of them is read in one way. */
export function tableConventions(rows: readonly CellOf[]): TableConventions {
  const { decimal, clash, thousands } = decideMarks(rows)
  const tightComma = decideTightComma(rows, decimal)
  const inWidths = tightComma === 'thousands' ? [','] : []
  return {
    decimal,
    clash,
    thousands: [...new Set([...thousands, ...inWidths])].sort(),
    accuracy: decideAccuracy(rows, decimal),
    tightComma,
  }
}
