import { dataName } from './data-of-run'
import { isImportedModel } from './imported-model'
import { doubtWord } from './record-doubt'
import type { RunSummary } from './run-summary'
import { type Setting, SETTINGS } from './setting-columns'
import type { CellValue, ColumnType } from './table-cell'

export type { CellValue } from './table-cell'
export { widthsText } from './setting-columns'

/** What a column tells of a run: what was asked for, what came out, who and where, or what people added. */
type ColumnKind = 'setting' | 'result' | 'origin' | 'note'

/** One column of the run table. Every value that table, filter, comparison, command and file show is taken through it. */
export interface TableColumn {
  readonly id: string
  readonly type: ColumnType
  readonly kind: ColumnKind
  readonly value: (run: RunSummary) => CellValue
}

/** The columns of the shared table, in its order and under its own names. */
export const EXCHANGE_COLUMN_IDS = [
  'hidden_size_list',
  'activation',
  'weight_init_std',
  'weight_decay_lambda',
  'use_dropout',
  'dropout_ratio',
  'use_batchnorm',
  'iters_num',
  'batch_size',
  'learning_rate',
  'optimizer',
  'train_acc',
  'test_acc',
  'time',
] as const
export type ExchangeColumnId = (typeof EXCHANGE_COLUMN_IDS)[number]

const result = (id: string, type: ColumnType, value: TableColumn['value']): TableColumn => ({
  id,
  type,
  kind: 'result',
  value,
})
const origin = (id: string, type: ColumnType, value: TableColumn['value']): TableColumn => ({
  id,
  type,
  kind: 'origin',
  value,
})
const note = (id: string, type: ColumnType, value: TableColumn['value']): TableColumn => ({
  id,
  type,
  kind: 'note',
  value,
})

const RESULTS: readonly TableColumn[] = [
  result('train_acc', 'accuracy', ({ record }) => record.trainAccuracy),
  result('test_acc', 'accuracy', ({ record }) => record.testAccuracy),
  result('time', 'number', ({ record }) => record.seconds),
]

const isExchangeColumn = (id: string): boolean => EXCHANGE_COLUMN_IDS.some((known) => known === id)

/** What the network of a model tells of itself; of its training it tells nothing. */
const OF_A_MODEL: readonly string[] = ['hidden_size_list', 'activation', 'use_batchnorm']

/** An imported row does not know the settings that the 14-column table does not hold. */
function isKnown(id: string, { origin: from, record }: RunSummary): boolean {
  if (from !== 'imported') return true
  return isImportedModel(record) ? OF_A_MODEL.includes(id) : isExchangeColumn(id)
}

function settingColumn({ id, type, value }: Setting): TableColumn {
  return {
    id,
    type,
    kind: 'setting',
    value: (run) => (isKnown(id, run) ? value(run.record.experiment) : null),
  }
}

const ALL_SETTINGS = SETTINGS.map(settingColumn)

function exchangeColumn(id: ExchangeColumnId): TableColumn {
  const column = [...ALL_SETTINGS, ...RESULTS].find((candidate) => candidate.id === id)
  if (column === undefined) throw new Error(`There is no column named ${id} in the run table.`)
  return column
}

/** Whether a replay of the run came out the same, different, or was never tried. */
function replayText({ replays }: RunSummary): string | null {
  if (replays.length === 0) return null
  const identical = replays.filter((replay) => replay.identical).length
  return `${identical}/${replays.length}`
}

/** How a run ended; a row of the 14 columns does not tell. */
const whereEndIsKnown =
  (value: TableColumn['value']): TableColumn['value'] =>
  (run) =>
    run.origin === 'imported' && run.record.imported?.end !== true ? null : value(run)

/** A setting, because runs are compared only where it is the same. */
const DATASET: TableColumn = {
  id: 'dataset',
  type: 'text',
  kind: 'setting',
  value: ({ record, origin: from }) =>
    from === 'imported' && !isImportedModel(record) ? null : dataName(record),
}

const REST: readonly TableColumn[] = [
  result('validation_acc', 'accuracy', ({ record }) => record.validationAccuracy),
  result('train_loss', 'number', ({ record }) => record.trainLoss),
  result('validation_loss', 'number', ({ record }) => record.validationLoss),
  result('test_loss', 'number', ({ record }) => record.testLoss),
  result('parameters', 'integer', ({ record }) => record.parameters),
  result(
    'iterations',
    'integer',
    whereEndIsKnown(({ record, runningIteration }) => runningIteration ?? record.iterations),
  ),
  result(
    'stop_reason',
    'text',
    whereEndIsKnown(({ record }) => record.stopReason ?? 'running'),
  ),
  result('replays', 'text', replayText),
  origin('author', 'text', ({ record }) => (record.author === '' ? null : record.author)),
  origin('started', 'date', ({ record }) => record.startedAt),
  origin('machine', 'text', ({ record }) => record.machine?.model ?? null),
  origin('cores', 'integer', ({ record }) => record.machine?.cores ?? null),
  origin('calibration', 'number', ({ record }) => record.machine?.calibration ?? null),
  origin('engine', 'text', ({ record }) => record.engine?.name ?? null),
  origin('threads', 'integer', ({ record }) => record.engine?.threads ?? null),
  origin('arithmetic', 'text', ({ record }) => record.arithmetic),
  origin('data', 'text', ({ record }) => record.data),
  origin('identity', 'text', ({ record }) => record.identity),
  origin('origin', 'text', ({ origin: from }) => from),
  origin('id', 'text', ({ record }) => record.id),
  note('title', 'text', ({ annotations }) => (annotations.title === '' ? null : annotations.title)),
  note('tags', 'text', ({ annotations }) =>
    annotations.tags.length === 0 ? null : annotations.tags.join(', '),
  ),
  note('star', 'boolean', ({ annotations }) => annotations.star),
  note('note', 'text', ({ annotations }) => (annotations.note === '' ? null : annotations.note)),
  note('archived', 'boolean', ({ annotations }) => annotations.archived),
  DATASET,
  // The last one, where readers of tables look for it.
  origin('doubt', 'text', ({ doubt }) => (doubt === null ? null : doubtWord(doubt))),
]

/** Every column there is, each once: first the 14 of the shared table, then the settings that it lacks, then the rest. */
export const TABLE_COLUMNS: readonly TableColumn[] = [
  ...EXCHANGE_COLUMN_IDS.map(exchangeColumn),
  ...ALL_SETTINGS.filter(({ id }) => !isExchangeColumn(id)),
  ...REST,
]

const BY_ID: ReadonlyMap<string, TableColumn> = new Map(TABLE_COLUMNS.map((column) => [column.id, column]))

/** The column with that id, or null. */
export function tableColumn(id: string): TableColumn | null {
  return BY_ID.get(id) ?? null
}

/** The column with that id; for ids that the program itself wrote. */
export function knownColumn(id: string): TableColumn {
  const column = BY_ID.get(id)
  if (column === undefined) throw new Error(`There is no column named ${id} in the run table.`)
  return column
}

/** Columns that are settings, and that grouping and comparing go by. */
export const SETTING_COLUMNS: readonly TableColumn[] = TABLE_COLUMNS.filter(
  (column) => column.kind === 'setting',
)
