import { parameterCount } from '../experiment/parameter-count'
import { canonicalJson } from './canonical-json'
import type { CsvRow } from './csv-parse'
import { END_COLUMN_IDS } from './import-end'
import {
  createRowReader,
  NEEDED_COLUMN_IDS,
  type ReadRow,
  type RowCells,
  type RowContent,
} from './import-row'
import { RUN_FORMAT, type RunRecord } from './run-record'
import { EXCHANGE_COLUMN_IDS, type ExchangeColumnId, TABLE_COLUMNS, widthsText } from './table-columns'
import { type TableConventions, tableConventions } from './table-conventions'
import { columnName, namedColumns, tableRows } from './table-layout'
import { createProblemList, type ProblemList, type TableProblem } from './table-problem'
import { activationWord, initializationWord, optimizerWord } from './table-words'

export interface TableRow {
  readonly line: number
  readonly content: RowContent
}

export interface ReadTable {
  readonly rows: readonly TableRow[]
  /** The first problems; `counts` tells of all. */
  readonly problems: readonly TableProblem[]
  readonly counts: ProblemList['counts']
  readonly problemCount: number
  /** How the file writes numbers; null where none was read. */
  readonly conventions: TableConventions | null
  /** Columns of the lab's own export that an imported row does not keep. */
  readonly leftOut: readonly string[]
}

interface Header {
  readonly names: readonly string[]
  readonly problems: readonly TableProblem[]
  readonly leftOut: readonly string[]
  /** false where a column is missing without which no row can be read. */
  readonly usable: boolean
}

const READ_NAMES: ReadonlySet<string> = new Set([...EXCHANGE_COLUMN_IDS, ...END_COLUMN_IDS])
const OWN_NAMES: ReadonlySet<string> = new Set(TABLE_COLUMNS.map(({ id }) => id))

const isIndexName = (name: string, place: number): boolean =>
  place === 0 && (name === '' || name === 'index' || name === 'unnamed:_0')

function readHeader(row: CsvRow, isEmptyColumn: (place: number) => boolean): Header {
  const names = row.cells.map(columnName)
  const problem = (reason: string): TableProblem => ({ line: row.line, kind: 'header', reason })
  const lacks = (ids: readonly ExchangeColumnId[]): readonly ExchangeColumnId[] =>
    ids.filter((id) => !names.includes(id))
  const missing = lacks(NEEDED_COLUMN_IDS)
  const unneeded = lacks(EXCHANGE_COLUMN_IDS).filter((id) => !missing.includes(id))
  const others = names.filter(
    (name, place) =>
      !READ_NAMES.has(name) && !isIndexName(name, place) && !(name === '' && isEmptyColumn(place)),
  )
  const extra = others.filter((name) => !OWN_NAMES.has(name))
  const twice = [...READ_NAMES].filter((id) => names.filter((name) => name === id).length > 1)
  return {
    names,
    usable: missing.length === 0 && twice.length === 0,
    leftOut: [...new Set(others.filter((name) => OWN_NAMES.has(name)))],
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

/** What is wrong with the shape of a row; null where nothing is. */
function shapeProblem(row: CsvRow, width: number): string | null {
  if (row.broken) {
    if (row.cells.length === 0) return 'The line is not a JSON object with the names of the first one.'
    const isGap = row.cells.every((cell) => /^\.+$/.test(cell))
    return isGap
      ? 'Dots stand for rows that were not printed; print the whole table, or save it with to_csv.'
      : 'A quoted cell is not closed, or has text after it.'
  }
  const isWhole =
    row.cells.length === width ||
    (row.cells.length > width && row.cells.slice(width).every((cell) => cell.trim() === ''))
  return isWhole ? null : `The row has ${row.cells.length} cells, but the header has ${width}.`
}

/** Finds the cells of rows by the names of their columns. */
function cellFinder(names: readonly string[]): (row: CsvRow) => RowCells {
  const places = new Map(names.map((name, place) => [name, place]))
  return (row) => (id) => {
    const place = places.get(id)
    return place === undefined ? null : (row.cells[place] ?? '')
  }
}

function refused(reason: string): ReadTable {
  const problems: readonly TableProblem[] = [{ line: 0, kind: 'file', reason }]
  return { rows: [], problems, counts: { file: 1 }, problemCount: 1, conventions: null, leftOut: [] }
}

/** Reads a 14-column table as pandas writes it, as a spreadsheet keeps it, as JSON lines, or as it was copied from where it was printed. */
export function readTable(text: string): ReadTable {
  const [first, ...rest] = tableRows(text.replace(/^\uFEFF/, ''))
  if (first === undefined) return refused('The file is empty.')
  if (namedColumns(first) === 0) {
    const reason = `Line ${first.line} names none of the 14 columns (${EXCHANGE_COLUMN_IDS.join(', ')}); this is not a table of runs.`
    return refused(reason)
  }
  const header = readHeader(first, (place) => rest.every(({ cells }) => (cells[place] ?? '').trim() === ''))
  const problems = createProblemList()
  header.problems.forEach(problems.add)
  const table = header.usable ? readBody(rest, header.names, problems.add) : { rows: [], conventions: null }
  const { listed, counts, total } = problems.list()
  return { ...table, problems: listed, counts, problemCount: total, leftOut: header.leftOut }
}

function readBody(
  body: readonly CsvRow[],
  names: readonly string[],
  add: (problem: TableProblem) => void,
): Pick<ReadTable, 'rows' | 'conventions'> {
  const cellsOf = cellFinder(names)
  const shapes = body.map((row) => shapeProblem(row, names.length))
  const whole = body.filter((_, index) => shapes[index] === null).map(cellsOf)
  const conventions = tableConventions(whole.map((cells) => (id) => cells(id) ?? ''))
  const readRow = createRowReader(conventions)
  const rows: TableRow[] = []
  body.forEach((row, index) => {
    const shape = shapes[index] ?? null
    const read: ReadRow = shape === null ? readRow(cellsOf(row)) : { ok: false, kind: 'row', reason: shape }
    if (read.ok) rows.push({ line: row.line, content: read.content })
    else add({ line: row.line, kind: read.kind, reason: read.reason })
  })
  return { rows, conventions }
}

/**
 * The text whose SHA-256 tells whether a row is known already: its 14 values, however they were written.
 *
 * File name and line are not in it, so that the same table under another name, or sorted anew, brings no row twice.
 */
export function rowIdentityJson(content: Omit<RowContent, 'decimals' | 'told'>): string {
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
export function importedId(sha256: string): string {
  const bits = BigInt(`0x${sha256.slice(0, (HASHED_CHARACTERS * 5) / 4)}`)
  const digits = bits.toString(CROCKFORD.length).padStart(HASHED_CHARACTERS, '0')
  return `${'0'.repeat(10)}${digits.replace(/./g, (digit) => CROCKFORD.charAt(parseInt(digit, CROCKFORD.length)))}`
}

/** The record of an imported row. It has no seed, no data and no identity, and so cannot be replayed. */
export function importedRecord(row: TableRow, file: string, sha256: string): RunRecord {
  const { experiment, trainAccuracy, testAccuracy, seconds, told } = row.content
  const { iterations, stopReason } = told.end ?? {
    iterations: experiment.plan.iterations,
    stopReason: 'completed',
  }
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
    author: told.author ?? '',
    startedAt: null,
    seconds,
    parameters: parameterCount(experiment.design),
    plannedIterations: experiment.plan.iterations,
    iterations,
    stopReason,
    divergence: null,
    keptWeights: null,
    trainAccuracy,
    validationAccuracy: told.validationAccuracy,
    testAccuracy,
    trainLoss: told.trainLoss,
    validationLoss: told.validationLoss,
    testLoss: told.testLoss,
    weightsSha256: null,
    curvesSha256: null,
    predictions: null,
    parent: null,
    imported: {
      file,
      row: row.line,
      sha256,
      ...(told.id === null ? {} : { id: told.id }),
      ...(told.identity === null ? {} : { identity: told.identity }),
      ...(told.end === null ? {} : { end: true }),
      ...(told.doubt === null ? {} : { doubt: told.doubt }),
    },
  }
}
