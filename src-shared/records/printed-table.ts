import type { CsvRow } from './csv-parse'

const FOOTER = /^\[\d+ rows? x \d+ columns?\]$/
// No printed line of 14 columns is longer; to look for closing brackets in one that is would take for ever.
const LONGEST_LINE = 20_000

interface Block {
  readonly header: CsvRow
  readonly rows: readonly CsvRow[]
}

/** Words of a line that spaces part, where a list in brackets and a quoted text are one word. */
function words(line: string): readonly string[] {
  return (line.match(/\[[^\]]*\]|"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) =>
    word.replace(/^(["'])(.*)\1$/, '$2'),
  )
}

function lineRow(line: number, text: string): CsvRow {
  if (text.length > LONGEST_LINE) return { line, cells: [text.slice(0, LONGEST_LINE)], broken: true }
  return { line, cells: words(text), broken: false }
}

/** The line without the backslash that says that its columns go on further below. */
function withoutContinuation(line: string): string {
  const text = line.trimEnd()
  return text.endsWith('\\') ? text.slice(0, -1).trimEnd() : line
}

/** Wide tables are printed in blocks, one below the other; every block but the last ends its header with a backslash. */
function blocks(text: string): readonly Block[] {
  const found: { header: CsvRow; rows: CsvRow[] }[] = []
  let startsBlock = true
  text.split(/\r\n|\n|\r/).forEach((content, index) => {
    if (content.trim() === '' || FOOTER.test(content.trim())) {
      startsBlock ||= content.trim() === '' && (found.at(-1)?.rows.length ?? 0) > 0
      return
    }
    const row = lineRow(index + 1, withoutContinuation(content))
    if (startsBlock) found.push({ header: row, rows: [] })
    else found.at(-1)?.rows.push(row)
    startsBlock = false
  })
  return found
}

/** A row has one word more than its header where the index was printed too. */
function withoutIndex(block: Block): Block {
  const width = block.header.cells.length
  const isIndexed = block.rows.some((row) => row.cells.length === width + 1)
  if (!isIndexed) return block
  const rows = block.rows.map((row) => ({ ...row, cells: row.cells.slice(1) }))
  return { header: block.header, rows }
}

const isGap = (row: CsvRow): boolean => row.cells.every((cell) => /^\.+$/.test(cell))

/**
 * Rows of a table that was copied from where pandas printed it: the header first, without the printed index.
 *
 * A row of dots stands for rows that were not printed; it comes back broken, so that the gap is told and not passed over.
 */
export function parsePrintedTable(text: string): readonly CsvRow[] {
  const [first, ...others] = blocks(text).map(withoutIndex)
  if (first === undefined) return []
  const joined = (row: CsvRow, place: (block: Block) => CsvRow | undefined): CsvRow => ({
    line: row.line,
    cells: [...row.cells, ...others.flatMap((block) => place(block)?.cells ?? [])],
    broken: false,
  })
  const header = joined(first.header, (block) => block.header)
  const rows = first.rows.map((row, index) =>
    isGap(row) ? { ...row, broken: true } : joined(row, (block) => block.rows[index]),
  )
  return [header, ...rows]
}
