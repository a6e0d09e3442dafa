import { type CsvCell, writeCsv } from './csv-write'
import { pythonFloatText } from './number-text'
import type { RunSummary } from './run-summary'
import { exchangeTable, type RunTable, viewTable } from './run-table'
import type { CellValue, ColumnType } from './table-cell'
import type { TableColumn } from './table-columns'

export interface ExportOptions {
  /** Excel takes UTF-8 for the local code page without it. */
  readonly byteOrderMark?: boolean
}

/** The cell of a value: numbers and truth values as Python writes them, so that pandas reads back their types. */
function valueCell(type: ColumnType, value: CellValue): CsvCell {
  if (value === null) return { literal: '' }
  if (typeof value === 'number')
    return { literal: type === 'integer' ? String(value) : pythonFloatText(value) }
  if (typeof value === 'boolean') return { literal: value ? 'True' : 'False' }
  return { text: value }
}

/** A table as CSV. */
export function tableCsv({ columns, rows }: RunTable, options: ExportOptions = {}): string {
  return writeCsv(
    columns.map(({ id }) => id),
    rows.map((row) => columns.map(({ type }, place) => valueCell(type, row[place] ?? null))),
    options,
  )
}

/** The runs in exactly the 14 columns, which `pandas.read_csv` reads with the types that the team's own table has. */
export function exchangeCsv(runs: readonly RunSummary[], options: ExportOptions = {}): string {
  return tableCsv(exchangeTable(runs), options)
}

/** The table as the user sees it: these columns in this order, these runs in this order, numbers in full. */
export function viewCsv(
  shown: readonly TableColumn[],
  runs: readonly RunSummary[],
  options: ExportOptions = {},
): string {
  return tableCsv(viewTable(shown, runs), options)
}
