import type { Experiment, TrainingPlan } from '../design/experiment'
import { significantText } from './number-text'
import type { RunSummary } from './run-summary'

/** What a cell of the run table holds; null where the run does not know it. */
export type CellValue = string | number | boolean | null

/** How a column is compared, filtered, aligned and written. */
export type ColumnType = 'accuracy' | 'number' | 'integer' | 'boolean' | 'text' | 'list' | 'date'

/** What a column tells of a run: what was asked for, what came out, who and where, or what people added. */
export type ColumnKind = 'setting' | 'result' | 'origin' | 'note'

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

type FromExperiment = (experiment: Experiment) => CellValue

function setting(id: string, type: ColumnType, value: FromExperiment): TableColumn {
  return { id, type, kind: 'setting', value: (run) => value(run.record.experiment) }
}

/** A setting that the 14-column table does not hold, and that an imported row therefore does not know. */
function lateSetting(id: string, type: ColumnType, value: FromExperiment): TableColumn {
  return {
    id,
    type,
    kind: 'setting',
    value: (run) => (run.origin === 'imported' ? null : value(run.record.experiment)),
  }
}

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

const settingTexts = new WeakMap<object, string>()

/** The text of a setting that is an object, made once: experiments never change, and tables ask for it again and again. */
function textOnce<T extends object>(setting: T, make: (setting: T) => string): string {
  const known = settingTexts.get(setting)
  if (known !== undefined) return known
  const text = make(setting)
  settingTexts.set(setting, text)
  return text
}

/** Constants of a setting with a kind, as `momentum=0.9 epsilon=1e-8`. */
function constantsText(value: object): string {
  return Object.entries(value)
    .filter(([name]) => name !== 'kind')
    .map(
      ([name, constant]) =>
        `${name}=${typeof constant === 'number' ? significantText(constant, 6) : String(constant)}`,
    )
    .join(' ')
}

function scheduleText(schedule: TrainingPlan['schedule']): string {
  return `${schedule.kind} ${constantsText(schedule)}`.trim()
}

function augmentationText({ shift, flip }: TrainingPlan['augmentation']): string {
  const parts = [shift > 0 ? `shift ${shift}` : '', flip ? 'flip' : ''].filter((part) => part !== '')
  return parts.length === 0 ? 'none' : parts.join(' + ')
}

/** Widths as the 14-column table writes them: `[512, 256, 128]`. */
export function widthsText(widths: readonly number[]): string {
  return `[${widths.join(', ')}]`
}

const usesDropout = ({ design }: Experiment): boolean => design.dropout.kind !== 'none'

const EXCHANGE: readonly TableColumn[] = [
  setting('hidden_size_list', 'list', ({ design }) => textOnce(design.hidden, widthsText)),
  setting('activation', 'text', ({ design }) => design.activation),
  setting('weight_init_std', 'text', ({ design }) => design.initialization),
  setting('weight_decay_lambda', 'number', ({ plan }) => plan.weightDecay),
  setting('use_dropout', 'boolean', usesDropout),
  setting('dropout_ratio', 'number', (experiment) =>
    usesDropout(experiment) ? experiment.design.dropout.ratio : null,
  ),
  setting('use_batchnorm', 'boolean', ({ design }) => design.batchNormalization),
  setting('iters_num', 'integer', ({ plan }) => plan.iterations),
  setting('batch_size', 'integer', ({ plan }) => plan.batchSize),
  setting('learning_rate', 'number', ({ plan }) => plan.learningRate),
  setting('optimizer', 'text', ({ plan }) => plan.optimizer.kind),
  result('train_acc', 'accuracy', ({ record }) => record.trainAccuracy),
  result('test_acc', 'accuracy', ({ record }) => record.testAccuracy),
  result('time', 'number', ({ record }) => record.seconds),
]

const SETTINGS: readonly TableColumn[] = [
  lateSetting('seed', 'integer', ({ plan }) => plan.seed),
  lateSetting('dropout_kind', 'text', ({ design }) => design.dropout.kind),
  lateSetting('init_draw', 'text', ({ design }) => design.initializationDraw),
  lateSetting('scaling', 'text', ({ plan }) => plan.scaling),
  lateSetting('validation_share', 'number', ({ plan }) => plan.validationShare),
  lateSetting('sampling', 'text', ({ plan }) => plan.sampling),
  lateSetting('schedule', 'text', ({ plan }) => textOnce(plan.schedule, scheduleText)),
  lateSetting('optimizer_constants', 'text', ({ plan }) => textOnce(plan.optimizer, constantsText)),
  lateSetting('label_smoothing', 'number', ({ plan }) => plan.labelSmoothing),
  lateSetting('gradient_clipping', 'number', ({ plan }) => plan.gradientClipping),
  lateSetting('augmentation', 'text', ({ plan }) => textOnce(plan.augmentation, augmentationText)),
  lateSetting('averaging', 'number', ({ plan }) => plan.averaging),
  lateSetting('early_stopping', 'integer', ({ plan }) => plan.earlyStopping),
  lateSetting('evaluate_every', 'integer', ({ plan }) => plan.evaluateEvery),
]

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
]

/** Every column there is, each once: first the 14 of the shared table, then the settings that it lacks, then the rest. */
export const TABLE_COLUMNS: readonly TableColumn[] = [...EXCHANGE, ...SETTINGS, ...REST]

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

/** The text of a cell as the table shows it: accuracies to one image of 10,000, other numbers to their significant digits. */
export function cellText(column: TableColumn, value: CellValue): string {
  if (value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (column.type === 'accuracy') return value.toFixed(4)
  return column.type === 'integer' ? String(value) : significantText(value)
}
