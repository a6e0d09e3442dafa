import { LIMITS } from '../experiment/limits'
import { type DecimalMark, formValue, numberForm, otherMark } from './number-form'
import { isMissing, plainCell } from './plain-cell'
import { unwrapPython } from './python-value'
import { shownCell } from './shown-cell'
import { isDate, isDayNumber } from './spreadsheet-date'
import { CellProblem } from './table-problem'

/** What a comma with no space around it is among widths. */
export type TightComma = 'separator' | 'thousands'

const LONGEST = 2000
const WIDEST_PLAUSIBLE = 99_999
const QUOTED_MEMBER = /(^|[,;\s])(["'])\s*([^"']{0,40}?)\s*\2(?=\s*(?:[,;]|$))/g
const CLEAR_SEPARATOR = /\s*[;x×*→-]\s*|\s*,\s+|\s+,\s*|\s{2,}/i
const TIGHT_SEPARATOR = /[, ]/
const MEMBER = /^[1-9]\d{0,8}(?:\.0*)?$/

interface Members {
  readonly members: readonly string[]
  readonly isBracketed: boolean
  /** true where spaces alone part the members within brackets, as NumPy prints arrays. */
  readonly isSpaced: boolean
  /** true where the members are parted by commas without spaces only. */
  readonly isTight: boolean
}

function membersOf(cell: string): Members | null {
  const { text } = unwrapPython(plainCell(cell))
  const isBracketed = /^(?:\[.*\]|\(.*\))$/s.test(text)
  const inside = (isBracketed ? text.slice(1, -1) : text).replace(QUOTED_MEMBER, '$1$3').trim()
  const listed = inside.replace(/[,;]$/, '').trim()
  if (/[[\]()]/.test(listed)) return null
  const members = listed === '' ? [] : listed.split(CLEAR_SEPARATOR)
  const isSpaced = isBracketed && !/[,;]/.test(listed)
  return { members, isBracketed, isSpaced, isTight: members.length === 1 }
}

const IS_WEAK = /[, '_]/

/** The widths when weak marks part members; null where one of them is then no width. */
function partedWidths(members: readonly string[], decimal: DecimalMark | null): readonly number[] | null {
  const parts = members.flatMap((member) => member.split(TIGHT_SEPARATOR))
  const isWidth = (part: string): boolean => MEMBER.test(part) && !(decimal !== '.' && /\.0{3}$/.test(part))
  return parts.every(isWidth) ? parts.map(Number) : null
}

/** The widths when weak marks stand between thousands. */
function groupedWidths(
  { members, isBracketed }: Members,
  decimal: DecimalMark | null,
): readonly number[] | null {
  const widths = members.map((member) => {
    const form = numberForm(member)
    if (form === null || form.percent || form.sign === '-' || /^0\d/.test(form.body)) return Number.NaN
    // Within brackets a comma is never a decimal mark unless the file says so.
    const mark = decimal ?? (form.mark === ',' && isBracketed ? '.' : null)
    if (mark === null && form.kind === 'either') return Number.NaN
    if (form.kind === 'decimal' && mark !== null && form.mark !== mark) return Number.NaN
    if (form.kind === 'thousands' && form.mark === mark) return Number.NaN
    return formValue(
      form,
      mark ?? (form.kind === 'thousands' ? otherMark(form.mark ?? '.') : (form.mark ?? '.')),
    )
  })
  return widths.every((width) => Number.isInteger(width) && width >= 1) ? widths : null
}

interface Readings {
  readonly parted: readonly number[] | null
  readonly grouped: readonly number[] | null
}

function readings(members: Members, decimal: DecimalMark | null): Readings {
  const parted = partedWidths(members.members, decimal)
  if (!members.members.some((member) => IS_WEAK.test(member))) {
    const only = parted ?? groupedWidths(members, decimal)
    return { parted: only, grouped: only }
  }
  if (members.isSpaced && parted !== null) return { parted, grouped: null }
  const grouped = groupedWidths(members, decimal)
  // A list such as [512,256] is no layer of 512,256; a bare 4,608 may well be one that is too wide.
  const most = members.isBracketed && members.isTight ? LIMITS.width : WIDEST_PLAUSIBLE
  const isPlausible = grouped === null || parted === null || grouped.every((width) => width <= most)
  return { parted, grouped: isPlausible ? grouped : null }
}

/** What the tight commas of a cell must be, or null where it does not tell. */
export function tightCommaOf(cell: string, decimal: DecimalMark | null): TightComma | null {
  if (cell.length > LONGEST || isMissing(cell)) return null
  const members = membersOf(cell)
  if (members === null || !members.members.some((member) => member.includes(','))) return null
  const { parted, grouped } = readings(members, decimal)
  if (parted !== null && grouped === null) return 'separator'
  return parted === null && grouped !== null ? 'thousands' : null
}

const listText = (widths: readonly number[]): string => `[${widths.join(', ')}]`

function oneReading(cell: string, members: Members, decimal: DecimalMark | null, tight: TightComma | null) {
  const { parted, grouped } = readings(members, decimal)
  if (parted === null || grouped === null || parted === grouped) return parted ?? grouped
  const hasComma = members.members.some((member) => member.includes(','))
  if (hasComma && tight !== null) return tight === 'separator' ? parted : grouped
  const both = `${listText(parted)} or ${listText(grouped)}`
  throw new CellProblem(
    'marks',
    `is ${shownCell(cell)}, which can be ${both}; write a space after each comma`,
  )
}

function checkText(cell: string): void {
  if (isMissing(cell)) throw new CellProblem('empty', 'is empty')
  const text = plainCell(cell)
  if (isDate(text)) {
    const reason = `is ${shownCell(cell)}: a spreadsheet turned it into a date, and the original value is lost`
    throw new CellProblem('date', reason)
  }
  if (/^\d{5}$/.test(text) && isDayNumber(Number(text))) {
    const reason = `is ${text}, the number by which a spreadsheet counts a day: it turned the cell into a date, or the layer is too wide`
    throw new CellProblem('date', reason)
  }
}

/** Widths such as `[512, 256, 128]`; `512-256`, `(256, 64)`, `array([1024, 512])` and a bare `100` are read too. */
export function readWidths(
  cell: string,
  { decimal, tightComma }: { readonly decimal: DecimalMark | null; readonly tightComma: TightComma | null },
): readonly number[] {
  checkText(cell)
  const members = cell.length > LONGEST ? null : membersOf(cell)
  const widths = members === null ? null : oneReading(cell, members, decimal, tightComma)
  if (widths === null) {
    const reason = `is ${shownCell(cell)}, which is not a list of layer widths such as [256, 64]`
    throw new CellProblem('widths', reason)
  }
  if (widths.length > LIMITS.hiddenLayers)
    throw new CellProblem(
      'limits',
      `has ${widths.length} layers, but at most ${LIMITS.hiddenLayers} are allowed`,
    )
  const tooWide = widths.find((width) => width > LIMITS.width)
  if (tooWide !== undefined)
    throw new CellProblem('limits', `has a layer of ${tooWide}, but at most ${LIMITS.width} are allowed`)
  return widths
}
