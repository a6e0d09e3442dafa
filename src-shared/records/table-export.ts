import { type CsvCell, writeCsv } from './csv-write'
import { dataOf } from './data-of-run'
import { FASHION_MNIST } from './fashion-mnist-test-labels'
import { pythonFloatText } from './number-text'
import type { RunSummary } from './run-summary'
import { type CellValue, EXCHANGE_COLUMN_IDS, knownColumn, type TableColumn } from './table-columns'
import { activationWord, initializationWord, optimizerWord } from './table-words'

export interface ExportOptions {
  /** Excel takes UTF-8 for the local code page without it. */
  readonly byteOrderMark?: boolean
}

function numberLiteral(column: TableColumn, value: number): string {
  return column.type === 'integer' ? String(value) : pythonFloatText(value)
}

/** The cell of a value: numbers and truth values as Python writes them, so that pandas reads back their types. */
function valueCell(column: TableColumn, value: CellValue): CsvCell {
  if (value === null) return { literal: '' }
  if (typeof value === 'number') return { literal: numberLiteral(column, value) }
  if (typeof value === 'boolean') return { literal: value ? 'True' : 'False' }
  return { text: value }
}

/** A value in the words of the 14-column table. */
function exchangeValue(id: string, run: RunSummary): CellValue {
  const { design, plan } = run.record.experiment
  if (id === 'activation') return activationWord(design.activation)
  if (id === 'weight_init_std') return initializationWord(design.initialization)
  if (id === 'optimizer') return optimizerWord(plan.optimizer.kind)
  return knownColumn(id).value(run)
}

/** Columns that a table has wherever one of its runs is not what a reader would take it for. */
const WARNINGS: readonly (readonly [TableColumn, isTold: (run: RunSummary) => boolean])[] = [
  [knownColumn('dataset'), ({ record }) => dataOf(record) !== FASHION_MNIST],
  [knownColumn('doubt'), ({ doubt }) => doubt !== null],
]

/** A run on other data, or one that is not believed, is never written as if it were none: a last column says so. */
function withWarnings(columns: readonly TableColumn[], runs: readonly RunSummary[]): readonly TableColumn[] {
  const missing = WARNINGS.filter(([column, isTold]) => !columns.includes(column) && runs.some(isTold))
  return [...columns, ...missing.map(([column]) => column)]
}

/** The runs in exactly the 14 columns, which `pandas.read_csv` reads with the types that the team's own table has. */
export function exchangeCsv(runs: readonly RunSummary[], options: ExportOptions = {}): string {
  return exchangeCsvWith([], runs, options)
}

/** The 14 columns first, in the table's own words, then the others. */
export function exchangeCsvWith(
  further: readonly TableColumn[],
  runs: readonly RunSummary[],
  options: ExportOptions = {},
): string {
  const others = withWarnings(further, runs)
  const rows = runs.map((run) => [
    ...EXCHANGE_COLUMN_IDS.map((id) => valueCell(knownColumn(id), exchangeValue(id, run))),
    ...others.map((column) => valueCell(column, column.value(run))),
  ])
  return writeCsv([...EXCHANGE_COLUMN_IDS, ...others.map(({ id }) => id)], rows, options)
}

/** The table as the user sees it: these columns in this order, these runs in this order, numbers in full. */
export function viewCsv(
  shown: readonly TableColumn[],
  runs: readonly RunSummary[],
  options: ExportOptions = {},
): string {
  const columns = withWarnings(shown, runs)
  const rows = runs.map((run) => columns.map((column) => valueCell(column, column.value(run))))
  return writeCsv(
    columns.map(({ id }) => id),
    rows,
    options,
  )
}
