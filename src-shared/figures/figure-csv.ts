import { type CsvCell, writeCsv } from '../records/csv-write'
import { pythonFloatText } from '../records/number-text'
import type { Point } from './point'

interface Column {
  readonly name: string
  readonly points: readonly Point[]
}

/** A number in full, with a point, whatever the language of the computer; empty for none. */
const numberCell = (value: number): CsvCell => ({
  literal: Number.isSafeInteger(value) ? String(value) : pythonFloatText(value),
})

/** Excel takes a file for UTF-8 only by its mark; without Korean no other program is bothered with it. */
function csvText(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  const texts = [header, ...rows.flat().map((cell) => ('text' in cell ? cell.text : ''))].flat()
  const byteOrderMark = texts.some((text) => /[^\t\n\r -~]/.test(text))
  return writeCsv(header, rows, { byteOrderMark })
}

/** The places of a column by their x; a place may be there more than once. */
function byX(points: readonly Point[]): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>()
  for (const { x, y } of points) {
    const there = found.get(x)
    if (there === undefined) found.set(x, [y])
    else there.push(y)
  }
  return found
}

/** The numbers of a chart: a column for x and one for each series, a row for each x; what is twice at an x has a row more. */
export function chartCsv(xName: string, columns: readonly Column[]): string {
  const found = columns.map(({ points }) => byX(points))
  const all = [...new Set(found.flatMap((values) => [...values.keys()]))].sort((a, b) => a - b)
  const rows = all.flatMap((x) => {
    const most = Math.max(...found.map((values) => values.get(x)?.length ?? 0))
    return Array.from({ length: most }, (_, place) => [
      numberCell(x),
      ...found.map((values) => numberCell(values.get(x)?.[place] ?? Number.NaN)),
    ])
  })
  return csvText([xName, ...columns.map(({ name }) => name)], rows)
}

/** A confusion matrix: a row for each true class, a column for each predicted one. */
export function matrixCsv(names: readonly string[], values: readonly (readonly number[])[]): string {
  const rows = values.map((row, truth) => [{ text: names[truth] ?? String(truth) }, ...row.map(numberCell)])
  return csvText(['true \\ predicted', ...names], rows)
}

/** Numbers and names in rows, as a figure that is no chart of curves has them; null for what is not there. */
export function valuesCsv(
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  const cell = (value: string | number | null): CsvCell =>
    typeof value === 'string' ? { text: value } : numberCell(value ?? Number.NaN)
  return csvText(
    header,
    rows.map((row) => row.map(cell)),
  )
}
