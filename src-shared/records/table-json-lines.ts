import type { CsvRow } from './csv-parse'
import { guardedText } from './csv-write'
import { pythonFloatText } from './number-text'
import type { RunTable } from './run-table'
import { parseJson } from './safe-json'

/** A table as JSON lines: an object a line, each with every column; what is not known is null. */
export function tableJsonLines({ columns, rows }: RunTable): string {
  return rows
    .map((row) =>
      JSON.stringify(Object.fromEntries(columns.map(({ id }, place) => [id, row[place] ?? null]))),
    )
    .map((line) => `${line}\n`)
    .join('')
}

/** Whether a text is a table of JSON lines, and not one of cells. */
export function isJsonLines(head: string): boolean {
  return /^\s*\{/.test(head)
}

/** What a CSV would have in this place, so that one reader reads both. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return guardedText(value)
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  // With its decimal point no number can be one with thousands.
  if (typeof value === 'number') return pythonFloatText(value)
  return Array.isArray(value) ? `[${value.join(', ')}]` : JSON.stringify(value)
}

/** The fields of a line; null where it is no object. */
function fieldsOf(line: string): ReadonlyMap<string, unknown> | null {
  const parsed = parseJson(line)
  if (!parsed.ok || typeof parsed.value !== 'object' || parsed.value === null) return null
  return Array.isArray(parsed.value) ? null : new Map(Object.entries(parsed.value))
}

/** A line as a row under these names; broken, with no cells, where it is no object of just these. */
function rowOf(text: string, line: number, names: readonly string[]): CsvRow {
  const fields = fieldsOf(text)
  const isWhole = fields?.size === names.length && names.every((name) => fields.has(name))
  return isWhole
    ? { line, cells: names.map((name) => cellText(fields.get(name))), broken: false }
    : { line, cells: [], broken: true }
}

/** The objects of a text of JSON lines as rows of a table, under the names of the first. */
export function parseJsonLines(text: string): readonly CsvRow[] {
  const lines = text
    .split('\n')
    .map((line, index) => ({ line: index + 1, text: line }))
    .filter((line) => line.text.trim() !== '')
  const [first] = lines
  if (first === undefined) return []
  const names = [...(fieldsOf(first.text)?.keys() ?? [])]
  const header = { line: first.line, cells: names, broken: false }
  return [header, ...lines.map((line) => rowOf(line.text, line.line, names))]
}
