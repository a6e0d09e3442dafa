/** A cell to write: text is guarded, a number or truth value is not. */
export type CsvCell = { readonly text: string } | { readonly literal: string }

const BYTE_ORDER_MARK = '\uFEFF'
const FORMULA_START = /^[=+\-@\t\r]/
const NEEDS_QUOTES = /[",\n\r\t]|^\s|\s$/

/** Text that no spreadsheet runs as a formula: what begins like one gets an apostrophe in front. */
export function guardedText(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text
}

/** The text that was written guarded; other text stays as it is. */
export function unguardedText(text: string): string {
  return text.startsWith("'") && FORMULA_START.test(text.slice(1)) ? text.slice(1) : text
}

function quoted(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function cellCsv(cell: CsvCell): string {
  return quoted('text' in cell ? guardedText(cell.text) : cell.literal)
}

/** A CSV text with LF line ends, as pandas writes it; the byte order mark is what Excel needs to read UTF-8. */
export function writeCsv(
  header: readonly string[],
  rows: readonly (readonly CsvCell[])[],
  options: { readonly byteOrderMark?: boolean } = {},
): string {
  const lines = [header.map((name) => cellCsv({ text: name })), ...rows.map((row) => row.map(cellCsv))]
  const text = lines.map((cells) => `${cells.join(',')}\n`).join('')
  return options.byteOrderMark === true ? BYTE_ORDER_MARK + text : text
}
