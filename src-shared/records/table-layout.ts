import { type CsvRow, parseCsv } from './csv-parse'
import { isMarkdownRule, parseMarkdownTable } from './markdown-table'
import { parsePrintedTable } from './printed-table'
import { EXCHANGE_COLUMN_IDS } from './table-columns'
import { isJsonLines, parseJsonLines } from './table-json-lines'

const DELIMITERS = ['\t', ',', ';', '|'] as const
// Excel's own line, which says what parts the cells below it; other programs save it with empty cells behind.
const SEPARATOR_LINE = /^\s{0,9}"?sep=(.)"?([,;\t|]*)(\r\n|\n|\r)/i
const HEAD = 64 * 1024

/** The name of a column, however its header spells it: `Hidden Size List` is hidden_size_list. */
export function columnName(cell: string): string {
  return cell
    .replaceAll('\uFEFF', '')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s\u00A0-]+/g, '_')
}

const EXCHANGE_NAMES: ReadonlySet<string> = new Set(EXCHANGE_COLUMN_IDS)

/** How many of the 14 columns a header names. */
export function namedColumns(header: CsvRow | undefined): number {
  return header === undefined ? 0 : header.cells.filter((cell) => EXCHANGE_NAMES.has(columnName(cell))).length
}

interface Layout {
  readonly read: (text: string) => readonly CsvRow[]
}

function layouts(head: string): readonly Layout[] {
  const isMarkdown = head.includes('|') && head.split(/[\r\n]+/).some(isMarkdownRule)
  return [
    ...(isMarkdown ? [{ read: parseMarkdownTable }] : []),
    ...DELIMITERS.map((delimiter) => ({ read: (text: string) => parseCsv(text, delimiter) })),
    { read: parsePrintedTable },
  ]
}

/** The rows of a table under the layout in which its first row names the most of the 14 columns; only its head is tried. */
export function tableRows(text: string): readonly CsvRow[] {
  if (isJsonLines(text)) return parseJsonLines(text)
  const separator = SEPARATOR_LINE.exec(text)
  if (separator !== null) {
    // The line is kept empty, so that the others keep their numbers.
    return parseCsv(`\n${text.slice(separator[0].length)}`, separator[1])
  }
  const head = text.slice(0, HEAD)
  const scored = layouts(head).map((layout) => ({ layout, score: namedColumns(layout.read(head)[0]) }))
  const best = scored.reduce((most, next) => (next.score > most.score ? next : most))
  return best.layout.read(text)
}
