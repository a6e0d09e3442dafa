/** One record of a CSV text and the line, counted from 1, on which it begins. */
export interface CsvRow {
  readonly line: number
  readonly cells: readonly string[]
  /** true where a quoted cell never ended, or text follows the closing quote; without cells it is no object of JSON lines. */
  readonly broken: boolean
}

interface Cursor {
  readonly text: string
  readonly delimiter: string
  position: number
  line: number
}

function readQuoted(cursor: Cursor): { readonly text: string; readonly closed: boolean } {
  let cell = ''
  cursor.position += 1
  for (;;) {
    const end = cursor.text.indexOf('"', cursor.position)
    const part = cursor.text.slice(cursor.position, end === -1 ? undefined : end)
    cursor.line += part.split('\n').length - 1
    cell += part
    if (end === -1) {
      cursor.position = cursor.text.length
      return { text: cell, closed: false }
    }
    cursor.position = end + 1
    if (cursor.text[cursor.position] !== '"') return { text: cell, closed: true }
    cell += '"'
    cursor.position += 1
  }
}

function readPlain(cursor: Cursor): string {
  const start = cursor.position
  while (cursor.position < cursor.text.length) {
    const character = cursor.text[cursor.position]
    if (character === cursor.delimiter || character === '\n' || character === '\r') break
    cursor.position += 1
  }
  return cursor.text.slice(start, cursor.position)
}

function skipLineEnd(cursor: Cursor): void {
  if (cursor.text[cursor.position] === '\r') cursor.position += 1
  if (cursor.text[cursor.position] === '\n') cursor.position += 1
  cursor.line += 1
}

function readRow(cursor: Cursor): CsvRow {
  const line = cursor.line
  const cells: string[] = []
  let broken = false
  for (;;) {
    let cell: string
    if (cursor.text[cursor.position] === '"') {
      const quoted = readQuoted(cursor)
      const rest = readPlain(cursor)
      cell = quoted.text + rest
      broken ||= !quoted.closed || rest.trim() !== ''
    } else {
      cell = readPlain(cursor)
    }
    cells.push(cell)
    if (cursor.text[cursor.position] !== cursor.delimiter) break
    cursor.position += 1
  }
  skipLineEnd(cursor)
  return { line, cells, broken }
}

/** Rows of a CSV text as RFC 4180 has them, with LF, CRLF or CR; empty lines are left out. */
export function parseCsv(text: string, delimiter = ','): readonly CsvRow[] {
  const cursor: Cursor = { text, delimiter, position: 0, line: 1 }
  const rows: CsvRow[] = []
  while (cursor.position < text.length) {
    const row = readRow(cursor)
    if (row.cells.some((cell) => cell.trim() !== '')) rows.push(row)
  }
  return rows
}
