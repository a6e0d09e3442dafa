/** The mark between whole part and fraction. */
export type DecimalMark = '.' | ','

/** How a number is written, before it is known which of its marks means what. */
export interface NumberForm {
  /**
   * plain: without point and comma; decimal, thousands: its mark can only be that one; either: `10.000`, whose mark can be both.
   */
  readonly kind: 'plain' | 'decimal' | 'thousands' | 'either'
  /** The point or comma in question; null for plain. */
  readonly mark: DecimalMark | null
  /** The mark between thousands, where the form shows that there is one. */
  readonly thousands: string | null
  readonly sign: string
  readonly body: string
  readonly exponent: number
  readonly percent: boolean
}

const NUMBER = /^([+-]?)\s?((?:\d|[.,])[\d.,' _]*)(?:e([+-]?\d{1,6}))?\s?(%?)$/i
const SPACED = /^\d{1,3}(?:([ '_])\d{3})(?:\1\d{3})*(?:[.,]\d*)?$/
const LONGEST = 120
/** A number whose point can only be a decimal mark. */
export const CLEAR_POINT = /^0?\.\d+$|^\d+\.(?:\d{1,2}|\d{4,})$/

export const otherMark = (mark: DecimalMark): DecimalMark => (mark === '.' ? ',' : '.')

type Marked = Pick<NumberForm, 'kind' | 'mark' | 'thousands' | 'body'>

function grouped(body: string, mark: string): boolean {
  const [first = '', ...others] = body.split(mark)
  return /^[1-9]\d{0,2}$/.test(first) && others.every((group) => /^\d{3}$/.test(group))
}

function markedTwice(body: string): Marked | null {
  const decimal: DecimalMark = body.lastIndexOf('.') > body.lastIndexOf(',') ? '.' : ','
  const [whole = '', fraction, ...more] = body.split(decimal)
  const thousands = otherMark(decimal)
  if (fraction === undefined || more.length > 0 || !grouped(whole, thousands)) return null
  return { kind: 'decimal', mark: decimal, thousands, body }
}

function marked(body: string, hasExponent: boolean): Marked | null {
  const [hasPoint, hasComma] = [body.includes('.'), body.includes(',')]
  if (!hasPoint && !hasComma) return { kind: 'plain', mark: null, thousands: null, body }
  if (hasPoint && hasComma) return markedTwice(body)
  const mark: DecimalMark = hasPoint ? '.' : ','
  const parts = body.split(mark)
  const isGrouped = grouped(body, mark) && !hasExponent
  if (parts.length > 2) return isGrouped ? { kind: 'thousands', mark, thousands: mark, body } : null
  return { kind: isGrouped ? 'either' : 'decimal', mark, thousands: null, body }
}

function spaced(body: string): Marked | null {
  const separator = SPACED.exec(body)?.[1]
  if (separator === undefined) return null
  const joined = body.replaceAll(separator, '')
  const mark = joined.includes('.') ? '.' : joined.includes(',') ? ',' : null
  // Where spaces part the thousands, a point or comma can only be the decimal mark.
  return { kind: mark === null ? 'plain' : 'decimal', mark, thousands: separator, body: joined }
}

const PLAIN = { thousands: null, sign: '', exponent: 0, percent: false } as const

/** What most cells look like: digits, and a point that can only be a decimal mark. To take it apart costs more than to see it. */
function simpleForm(text: string): NumberForm | null {
  if (CLEAR_POINT.test(text)) return { ...PLAIN, kind: 'decimal', mark: '.', body: text }
  return /^\d+$/.test(text) ? { ...PLAIN, kind: 'plain', mark: null, body: text } : null
}

/** The form of a number that a plain cell holds, or null where it holds none. */
export function numberForm(text: string): NumberForm | null {
  if (text.length > LONGEST) return null
  return simpleForm(text) ?? writtenForm(text)
}

function writtenForm(text: string): NumberForm | null {
  const [, sign = '', written = '', exponentText = '', percent = ''] = NUMBER.exec(text) ?? []
  const body = written.trim()
  if (!/\d/.test(body)) return null
  const form = /[ '_]/.test(body) ? spaced(body) : marked(body, exponentText !== '')
  if (form === null) return null
  const exponent = exponentText === '' ? 0 : Number(exponentText)
  return { ...form, sign, exponent, percent: percent !== '' }
}

/** The number that the form stands for when this is the decimal mark; a percentage is a share of 1. */
export function formValue({ sign, body, exponent, percent }: NumberForm, decimal: DecimalMark): number {
  if (decimal === '.' && exponent === 0 && !percent && !body.includes(',')) return Number(sign + body)
  const digits = body.replaceAll(otherMark(decimal), '').replace(decimal, '.')
  return Number(`${sign}${digits}e${exponent - (percent ? 2 : 0)}`)
}

/** How many digits behind the decimal mark the form writes. */
export function formDecimals({ body, exponent, percent }: NumberForm, decimal: DecimalMark): number {
  const at = body.indexOf(decimal)
  const written = at === -1 ? 0 : body.length - at - 1
  return Math.max(0, written - exponent + (percent ? 2 : 0))
}
