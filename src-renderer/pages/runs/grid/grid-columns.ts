import { TABLE_COLUMNS, type TableColumn } from '#shared/records/table-columns'

/** What stands before the columns of a run: its tick and its place. They neither move nor hide. */
export const LEADING_WIDTHS = { tick: 36, rank: 52 } as const
export const LEADING_WIDTH = LEADING_WIDTHS.tick + LEADING_WIDTHS.rank

export const ROW_HEIGHT = 32
export const HEADER_HEIGHT = 34

const WIDTHS: Readonly<Record<string, number>> = {
  title: 200,
  validation_acc: 176,
  test_acc: 136,
  train_acc: 160,
  time: 118,
  seed: 72,
  batch_size: 96,
  dropout_ratio: 112,
  use_batchnorm: 150,
  iters_num: 140,
  iterations: 130,
  started: 138,
  machine: 160,
  engine: 120,
  star: 60,
  schedule: 210,
  optimizer_constants: 200,
  augmentation: 160,
  early_stopping: 130,
  label_smoothing: 136,
  gradient_clipping: 140,
  averaging: 146,
  validation_share: 136,
  note: 180,
}
const WIDTH_OF_TYPE: Readonly<Record<TableColumn['type'], number>> = {
  accuracy: 148,
  number: 116,
  integer: 110,
  boolean: 100,
  text: 120,
  list: 136,
  date: 138,
}

export function startWidth(column: TableColumn): number {
  return WIDTHS[column.id] ?? WIDTH_OF_TYPE[column.type]
}

/** Who it is and how good: before all else. */
const HEAD = ['title', 'validation_acc', 'test_acc']

/** The order in which the columns stand at first: who it is, how good, by what, and what else there is. */
const FIRST = [
  ...HEAD,
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

/** What stands where nobody has arranged the columns: behind who it is and how good, the settings in which the runs differ. */
export function arrangedFor(differing: readonly string[]): {
  readonly order: readonly string[]
  readonly hidden: readonly string[]
} {
  const wanted = new Set([...HEAD, ...differing])
  const rest = START_ORDER.filter((id) => !wanted.has(id))
  const settings = START_ORDER.filter((id) => wanted.has(id) && !HEAD.includes(id))
  return { order: [...HEAD, ...settings, ...rest], hidden: START_HIDDEN.filter((id) => !wanted.has(id)) }
}

export const START_PINNED: readonly string[] = ['title']

export const isNumeric = ({ type }: TableColumn): boolean =>
  type === 'accuracy' || type === 'number' || type === 'integer'
