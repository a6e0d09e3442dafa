import { parameterCount } from '../design/parameter-count'
import { canonicalJson } from './canonical-json'
import { type CsvRow, parseCsv } from './csv-parse'
import { NEEDED_COLUMN_IDS, readRow, type RowCells, type RowContent } from './import-row'
import { parsePrintedTable } from './printed-table'
import { RUN_FORMAT, type RunRecord } from './run-record'
import { EXCHANGE_COLUMN_IDS, type ExchangeColumnId, widthsText } from './table-columns'
import { activationWord, initializationWord, optimizerWord } from './table-words'

/** What is wrong at a line of the file, counted from 1; 0 stands for the whole file. */
export interface TableProblem {
  readonly line: number
  readonly reason: string
}

export interface TableRow {
  readonly line: number
  readonly content: RowContent
}

export interface ReadTable {
  readonly rows: readonly TableRow[]
  readonly problems: readonly TableProblem[]
}

const DELIMITERS = ['\t', ',', ';'] as const

function columnName(cell: string): string {
  return cell.trim().toLowerCase()
}

function namedColumns(header: CsvRow): number {
  return header.cells.filter((cell) => EXCHANGE_COLUMN_IDS.some((id) => id === columnName(cell))).length
}

/** The reading of the text under which its first row names the most of the 14 columns. */
function readRows(text: string): readonly CsvRow[] {
  const readings = [...DELIMITERS.map((delimiter) => parseCsv(text, delimiter)), parsePrintedTable(text)]
  const score = (rows: readonly CsvRow[]): number => (rows[0] === undefined ? 0 : namedColumns(rows[0]))
  return readings.reduce((best, reading) => (score(reading) > score(best) ? reading : best))
}

interface Header {
  readonly names: readonly string[]
  readonly problems: readonly TableProblem[]
  /** false where a column is missing without which no row can be read. */
  readonly usable: boolean
}

const isIndexName = (name: string, place: number): boolean =>
  place === 0 && (name === '' || name === 'index' || name === 'unnamed: 0')

function readHeader(row: CsvRow): Header {
  const names = row.cells.map(columnName)
  const problem = (reason: string): TableProblem => ({ line: row.line, reason })
  const lacks = (ids: readonly ExchangeColumnId[]): readonly ExchangeColumnId[] =>
    ids.filter((id) => !names.includes(id))
  const missing = lacks(NEEDED_COLUMN_IDS)
  const unneeded = lacks(EXCHANGE_COLUMN_IDS).filter((id) => !missing.includes(id))
  const extra = names.filter(
    (name, place) => !EXCHANGE_COLUMN_IDS.some((id) => id === name) && !isIndexName(name, place),
  )
  const twice = EXCHANGE_COLUMN_IDS.filter((id) => names.filter((name) => name === id).length > 1)
  return {
    names,
    usable: missing.length === 0 && twice.length === 0,
    problems: [
      ...missing.map((id) =>
        problem(`The table has no column ${id}; without it none of its rows can be read.`),
      ),
      ...twice.map((id) =>
        problem(`The table has the column ${id} more than once; nothing tells which one counts.`),
      ),
      ...unneeded.map((id) => problem(`The table has no column ${id}; its rows are taken without it.`)),
      ...extra.map((name) => problem(`The column “${name}” is not one of the 14; it was left out.`)),
    ],
  }
}

function readLine(row: CsvRow, names: readonly string[]): ReturnType<typeof readRow> {
  if (row.broken) {
    const isGap = row.cells.every((cell) => /^\.+$/.test(cell))
    const reason = isGap
      ? 'Dots stand for rows that were not printed; print the whole table, or save it with to_csv.'
      : 'A quoted cell has no end, or text behind it.'
    return { ok: false, reason }
  }
  if (row.cells.length !== names.length) {
    return { ok: false, reason: `The row has ${row.cells.length} cells, but the header has ${names.length}.` }
  }
  const cells: RowCells = Object.fromEntries(names.map((name, place) => [name, row.cells[place] ?? '']))
  return readRow(cells)
}

/** Reads a 14-column table as pandas writes it, as a spreadsheet keeps it, or as it was copied from where it was printed. */
export function readTable(text: string): ReadTable {
  const [first, ...rest] = readRows(text.replace(/^\uFEFF/, ''))
  if (first === undefined) return { rows: [], problems: [{ line: 0, reason: 'The file is empty.' }] }
  if (namedColumns(first) === 0) {
    const reason = `Line ${first.line} names none of the 14 columns (${EXCHANGE_COLUMN_IDS.join(', ')}); this is not a table of runs.`
    return { rows: [], problems: [{ line: 0, reason }] }
  }
  const header = readHeader(first)
  if (!header.usable) return { rows: [], problems: header.problems }
  const rows: TableRow[] = []
  const problems = [...header.problems]
  for (const row of rest) {
    const read = readLine(row, header.names)
    if (read.ok) rows.push({ line: row.line, content: read.content })
    else problems.push({ line: row.line, reason: read.reason })
  }
  return { rows, problems }
}

/**
 * The text whose SHA-256 tells whether a row is known already: its 14 values, however they were written.
 *
 * File name and line are not in it, so that the same table under another name, or sorted anew, brings no row twice.
 */
export function rowIdentityJson(content: RowContent): string {
  const { design, plan } = content.experiment
  return canonicalJson({
    hidden_size_list: widthsText(design.hidden),
    activation: activationWord(design.activation),
    weight_init_std: initializationWord(design.initialization),
    weight_decay_lambda: plan.weightDecay,
    use_dropout: design.dropout.kind !== 'none',
    dropout_ratio: design.dropout.ratio,
    use_batchnorm: design.batchNormalization,
    iters_num: plan.iterations,
    batch_size: plan.batchSize,
    learning_rate: plan.learningRate,
    optimizer: optimizerWord(plan.optimizer.kind),
    train_acc: content.trainAccuracy,
    test_acc: content.testAccuracy,
    time: content.seconds,
  })
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const HASHED_CHARACTERS = 16

/** An id made of the row's hash: a ULID of the year 1970, so that the same row has the same id on every computer. */
function importedId(sha256: string): string {
  let bits = ''
  for (const digit of sha256.slice(0, (HASHED_CHARACTERS * 5) / 4))
    bits += parseInt(digit, 16).toString(2).padStart(4, '0')
  const characters = Array.from({ length: HASHED_CHARACTERS }, (_, place) =>
    CROCKFORD.charAt(parseInt(bits.slice(place * 5, place * 5 + 5), 2)),
  )
  return `${'0'.repeat(10)}${characters.join('')}`
}

/** The record of an imported row. It has no seed, no data and no identity, and so cannot be replayed. */
export function importedRecord(row: TableRow, file: string, sha256: string): RunRecord {
  const { experiment, trainAccuracy, testAccuracy, seconds } = row.content
  return {
    format: RUN_FORMAT,
    version: 1,
    id: importedId(sha256),
    experiment,
    identity: null,
    data: null,
    arithmetic: null,
    engine: null,
    machine: null,
    author: '',
    startedAt: null,
    seconds,
    parameters: parameterCount(experiment.design),
    plannedIterations: experiment.plan.iterations,
    iterations: experiment.plan.iterations,
    stopReason: 'completed',
    divergence: null,
    keptWeights: null,
    trainAccuracy,
    validationAccuracy: null,
    testAccuracy,
    trainLoss: null,
    validationLoss: null,
    testLoss: null,
    weightsSha256: null,
    curvesSha256: null,
    predictions: null,
    parent: null,
    imported: { file, row: row.line, sha256 },
  }
}
