const INVISIBLE = /[\u200B-\u200F\u202A-\u202E\u2060\uFEFF]/g
const SPACES = /[\u00A0\u2000-\u200A\u202F\u205F\u3000\t]/g
const MINUS = /[\u2212\uFE63\u2012\u2013]/g
const APOSTROPHES = /[\u2018\u2019\u02BC\u00B4]/g
const FULL_WIDTH = /[\uFF01-\uFF5E]/g
const IS_PLAIN = /^[\x20-\x7E]*$/

/** A cell with one spelling for what programs spell in many ways: spaces, minus signs, apostrophes, full-width characters. */
export function plainCell(cell: string): string {
  const text = cell.trim()
  if (IS_PLAIN.test(text)) return text
  return text
    .replace(FULL_WIDTH, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(INVISIBLE, '')
    .replace(SPACES, ' ')
    .replace(MINUS, '-')
    .replace(APOSTROPHES, "'")
    .trim()
}

// What pandas reads as missing, without regard to case; a database's and pandas' own NaT too.
const MISSING: ReadonlySet<string> = new Set(
  [
    '',
    '#N/A',
    '#N/A N/A',
    '#NA',
    '-1.#IND',
    '-1.#QNAN',
    '-NaN',
    '1.#IND',
    '1.#QNAN',
    '<NA>',
    'N/A',
    'NA',
    'NULL',
    'NaN',
    'None',
    'NaT',
  ].map((word) => word.toLowerCase()),
)

/** Whether pandas would read the cell as missing. */
export function isMissing(cell: string): boolean {
  if (cell.length > 40) return cell.trim() === ''
  return MISSING.has(plainCell(cell).toLowerCase())
}

/** Whether a spreadsheet says that it could not calculate the cell, in whatever language: `#VALUE!`, `#DIV/0!`, `#NAME?`, `#WERT!`. */
export function isSpreadsheetError(text: string): boolean {
  return /^#[\p{L}\d/ ]{1,20}[!?]?$/u.test(text)
}
