import { unguardedText } from './csv-write'
import { clockDuration, durationNumber, durationUnit, isHalfClock } from './duration-cell'
import { type DecimalMark, formDecimals, formValue, type NumberForm, numberForm } from './number-form'
import { isMissing, isSpreadsheetError, plainCell } from './plain-cell'
import { unwrapPython } from './python-value'
import { RECORD_LIMITS } from './record-limits'
import { shownCell } from './shown-cell'
import { isDate } from './spreadsheet-date'
import { PYTHON_CONVENTIONS, type TableConventions } from './table-conventions'
import { CellProblem } from './table-problem'

/** A number and how many digits behind the decimal mark its cell writes. */
export interface WrittenNumber {
  readonly value: number
  readonly decimals: number
}

interface ReadNumber extends WrittenNumber {
  /** Whether a percent sign stands behind it, which the value takes into account. */
  readonly percent: boolean
  /** The hundredth of what is written: calculated from the digits, not from the rounded value. */
  readonly share: number
}

type Marks = Pick<TableConventions, 'decimal' | 'clash'>

const MARK_NAMES: Readonly<Record<DecimalMark, string>> = { '.': 'points', ',': 'commas' }

function required(cell: string): string {
  if (isMissing(cell)) throw new CellProblem('empty', 'is empty')
  return plainCell(cell)
}

function noNumber(cell: string): CellProblem {
  const text = plainCell(cell)
  const shown = shownCell(cell)
  if (isSpreadsheetError(text))
    return new CellProblem('number', `is ${shown}: the spreadsheet could not calculate it`)
  if (isDate(text)) {
    const reason = `is ${shown}: a spreadsheet turned it into a date, and the original value is lost`
    return new CellProblem('date', reason)
  }
  return new CellProblem('number', `is ${shown}, which is not a number`)
}

/** The mark by which this number is read; the whole file decides, and a number that contradicts it is refused. */
function decimalOf(form: NumberForm, { decimal, clash }: Marks, cell: string): DecimalMark {
  if (form.mark === null) return '.'
  const shown = shownCell(cell)
  if (clash) {
    const reason = `is ${shown}, but as many numbers of the file have decimal points as have decimal commas`
    throw new CellProblem('marks', reason)
  }
  if (form.kind === 'either') {
    if (decimal !== null) return decimal
    const both = `${formValue(form, form.mark)} or ${formValue(form, form.mark === '.' ? ',' : '.')}`
    throw new CellProblem(
      'marks',
      `is ${shown}, which can be ${both}: no number of the file tells its decimal mark`,
    )
  }
  const isOther = form.kind === 'decimal' ? form.mark !== decimal : form.mark === decimal
  if (decimal === null || isOther) {
    const names = MARK_NAMES[decimal ?? '.']
    throw new CellProblem('marks', `is ${shown}, but the numbers of the file have decimal ${names}`)
  }
  return decimal
}

/** The number that a cell holds under the file's marks, with its percent sign taken into account. */
function readWritten(cell: string, marks: Marks, written = required(cell)): ReadNumber {
  const { text, isPython } = unwrapPython(written)
  const form = numberForm(/^\[[^[\]]*\]$/.test(text) ? text.slice(1, -1).trim() : text)
  if (form === null) throw noNumber(cell)
  const decimal = decimalOf(form, isPython ? PYTHON_CONVENTIONS : marks, cell)
  const value = formValue(form, decimal)
  // Digits that no double can hold are neither infinite nor zero.
  const isLost = value === 0 && /[1-9]/.test(form.body)
  if (!Number.isFinite(value) || isLost) throw noNumber(cell)
  const share = formValue({ ...form, percent: true }, decimal)
  return { value, decimals: formDecimals(form, decimal), percent: form.percent, share }
}

function within(value: number, least: number, most: number): number {
  if (value < least || value > most)
    throw new CellProblem('limits', `is ${value}, but must be between ${least} and ${most}`)
  return value
}

/** A number within limits. */
export function readNumberWithin(cell: string, marks: Marks, least: number, most: number): number {
  return within(readWritten(cell, marks).value, least, most)
}

/** A whole number within limits; `512.0` is whole, and a percentage is none. */
export function readWhole(cell: string, marks: Marks, least: number, most: number): number {
  const { value, percent } = readWritten(cell, marks)
  if (percent) throw noNumber(cell)
  within(value, least, most)
  if (!Number.isInteger(value)) throw new CellProblem('limits', `is ${value}, but must be a whole number`)
  return value
}

/** An accuracy as a share of 1, whether the file writes shares or percentages. */
export function readAccuracy(cell: string, conventions: TableConventions): WrittenNumber {
  const { value, decimals, percent, share } = readWritten(cell, conventions)
  if (percent || conventions.accuracy === 'share') return { value: within(value, 0, 1), decimals }
  if (share < 0 || share > 1)
    throw new CellProblem('limits', `is ${value} in percent, but must be between 0 and 100`)
  return { value: share, decimals: decimals + 2 }
}

/** Seconds of a time: a number, with or without unit, or a duration such as `00:02:00`. */
export function readSeconds(cell: string, conventions: TableConventions): WrittenNumber {
  const text = required(cell)
  if (isHalfClock(text)) {
    const reason = `is ${shownCell(cell)}, which can be hours and minutes or minutes and seconds`
    throw new CellProblem('time', reason)
  }
  const clock = clockDuration(text)
  if (clock !== null) {
    const decimals = /[.,](\d+)\D*$/.exec(text)?.[1]?.length ?? 0
    return { value: within(clock, 0, RECORD_LIMITS.seconds), decimals }
  }
  if (text.includes(':') && /\d/.test(text))
    throw new CellProblem('time', `is ${shownCell(cell)}, which is not a time such as 00:02:00`)
  const factor = durationUnit(text)
  const { value, decimals, percent } = readWritten(cell, conventions, durationNumber(text))
  if (percent) throw noNumber(cell)
  return { value: within(value * factor, 0, RECORD_LIMITS.seconds), decimals: factor === 1 ? decimals : 3 }
}

const TRUE_WORDS: ReadonlySet<string> = new Set([
  'true',
  '1',
  '1.0',
  '1,0',
  'yes',
  'y',
  't',
  'on',
  '참',
  '예',
  'wahr',
  'vrai',
  'verdadero',
  'vero',
  '真',
])
const FALSE_WORDS: ReadonlySet<string> = new Set([
  'false',
  '0',
  '0.0',
  '0,0',
  'no',
  'n',
  'f',
  'off',
  '거짓',
  '아니요',
  '아니오',
  'falsch',
  'faux',
  'falso',
  '假',
])

/** A truth value as Python, a spreadsheet or a database writes it. */
export function readBoolean(cell: string): boolean {
  const text = unwrapPython(required(cell)).text.toLowerCase()
  if (TRUE_WORDS.has(text)) return true
  if (FALSE_WORDS.has(text)) return false
  throw new CellProblem('word', `is ${shownCell(text)}, but must be True or False`)
}

/** A word that one of the tables of words knows. */
export function readWord<T>(cell: string, read: (word: string) => T | null): T {
  if (isMissing(cell)) throw new CellProblem('empty', 'is empty')
  const text = unguardedText(cell.trim())
  const value = read(unquoted(text))
  if (value === null) throw new CellProblem('word', `is ${shownCell(text)}, which this lab does not know`)
  return value
}

/** Python writes the members of a list with quotes, and some programs every text. */
function unquoted(text: string): string {
  return /^(["']).*\1$/s.test(text) ? text.slice(1, -1) : text
}
