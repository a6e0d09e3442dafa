import { TABLE_COLUMNS, type TableColumn } from '#shared/records/table-columns'

/** What stands before the columns of a run: its tick and its place. They neither move nor hide. */
export const LEADING_WIDTHS = { tick: 36, rank: 52 } as const
export const LEADING_WIDTH = LEADING_WIDTHS.tick + LEADING_WIDTHS.rank

export const ROW_HEIGHT = 32
export const HEADER_HEIGHT = 34

const WIDTHS: Readonly<Record<string, number>> = {
  title: 190,
  hidden_size_list: 136,
  weight_decay_lambda: 150,
  weight_init_std: 124,
  use_dropout: 104,
  use_batchnorm: 116,
  started: 138,
  machine: 160,
  engine: 82,
  seed: 76,
  star: 56,
  schedule: 170,
  optimizer_constants: 150,
  note: 180,
  stop_reason: 118,
}
const WIDTH_OF_TYPE: Readonly<Record<TableColumn['type'], number>> = {
  accuracy: 132,
  number: 112,
  integer: 100,
  boolean: 92,
  text: 112,
  list: 136,
  date: 138,
}

export function startWidth(column: TableColumn): number {
  return WIDTHS[column.id] ?? WIDTH_OF_TYPE[column.type]
}

/** The order in which the columns stand at first: who it is, how good, by what, and what else there is. */
const FIRST = [
  'title',
  'validation_acc',
  'test_acc',
  'train_acc',
  'time',
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
  'seed',
  'iterations',
  'stop_reason',
  'author',
  'started',
  'parameters',
  'validation_loss',
  'machine',
  'engine',
  'tags',
  'replays',
]
const SHOWN = new Set(FIRST)

export const START_ORDER: readonly string[] = [
  ...FIRST,
  ...TABLE_COLUMNS.map(({ id }) => id).filter((id) => !SHOWN.has(id)),
]
export const START_HIDDEN: readonly string[] = START_ORDER.filter((id) => !SHOWN.has(id))
export const START_PINNED: readonly string[] = ['title']

export const isNumeric = ({ type }: TableColumn): boolean =>
  type === 'accuracy' || type === 'number' || type === 'integer'
