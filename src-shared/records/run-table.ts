import { dataOf } from './data-of-run'
import { FASHION_MNIST } from './fashion-mnist-test-labels'
import { pythonFloatText } from './number-text'
import type { RunSummary } from './run-summary'
import type { CellValue } from './table-cell'
import { EXCHANGE_COLUMN_IDS, knownColumn, TABLE_COLUMNS, type TableColumn } from './table-columns'
import { activationWord, initializationWord, optimizerWord } from './table-words'

/** A table of runs before it becomes a file of one kind or another: a row of values for each run. */
export interface RunTable {
  readonly columns: readonly Pick<TableColumn, 'id' | 'type'>[]
  readonly rows: readonly (readonly CellValue[])[]
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

/** What may be a word or a number, such as `weight_init_std`, is text in every row. */
function typedValue({ type }: TableColumn, value: CellValue): CellValue {
  return type === 'text' && typeof value === 'number' ? pythonFloatText(value) : value
}

/** A value in the words of the 14-column table. */
function exchangeValue(column: TableColumn, run: RunSummary): CellValue {
  const { design, plan } = run.record.experiment
  switch (column.id) {
    case 'activation':
      return activationWord(design.activation)
    case 'weight_init_std':
      return initializationWord(design.initialization)
    case 'optimizer':
      return optimizerWord(plan.optimizer.kind)
    default:
      return column.value(run)
  }
}

type ValueOf = (column: TableColumn, run: RunSummary) => CellValue

function tableOf(columns: readonly TableColumn[], runs: readonly RunSummary[], valueOf: ValueOf): RunTable {
  return {
    columns,
    rows: runs.map((run) => columns.map((column) => typedValue(column, valueOf(column, run)))),
  }
}

const EXCHANGE_COLUMNS = EXCHANGE_COLUMN_IDS.map(knownColumn)
const OTHER_COLUMNS = TABLE_COLUMNS.filter((column) => !EXCHANGE_COLUMNS.includes(column))

/** The runs in exactly the 14 columns, in the table's own words. */
export function exchangeTable(runs: readonly RunSummary[]): RunTable {
  return tableOf(withWarnings(EXCHANGE_COLUMNS, runs), runs, exchangeValue)
}

/** All that is known of the runs: the 14 columns as other tables have them, then all others. */
export function wholeTable(runs: readonly RunSummary[]): RunTable {
  return tableOf([...EXCHANGE_COLUMNS, ...OTHER_COLUMNS], runs, exchangeValue)
}

/** The table as the user sees it: these columns in this order, these runs in this order, in our own words. */
export function viewTable(shown: readonly TableColumn[], runs: readonly RunSummary[]): RunTable {
  return tableOf(withWarnings(shown, runs), runs, (column, run) => column.value(run))
}
