import { TABLE_COLUMNS, type TableColumn } from '../records/table-columns'
import { type FilterWords, NO_WORDS, plainName } from './filter-words'

/** Other names under which columns are known. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  val_acc: 'validation_acc',
  validation_accuracy: 'validation_acc',
  train_accuracy: 'train_acc',
  test_accuracy: 'test_acc',
  val_loss: 'validation_loss',
  seconds: 'time',
  hidden: 'hidden_size_list',
  initialization: 'weight_init_std',
  weight_decay: 'weight_decay_lambda',
  dropout: 'use_dropout',
  batchnorm: 'use_batchnorm',
  planned_iterations: 'iters_num',
  date: 'started',
}

const COLUMNS: ReadonlyMap<string, TableColumn> = new Map([
  ...Object.entries(OTHER_NAMES).flatMap(([name, id]) =>
    TABLE_COLUMNS.filter((column) => column.id === id).map((column) => [plainName(name), column] as const),
  ),
  ...TABLE_COLUMNS.map((column) => [plainName(column.id), column] as const),
])

/** The column of that name, however it is written; null where there is none. */
export function columnNamed(name: string, words: FilterWords = NO_WORDS): TableColumn | null {
  const plain = plainName(name)
  const own = COLUMNS.get(plain)
  if (own !== undefined) return own
  const id = words.columns.get(plain)
  return id === undefined ? null : (COLUMNS.get(plainName(id)) ?? null)
}
