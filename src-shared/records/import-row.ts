import { completePlan } from '../experiment/complete-plan'
import { DATA_SHAPE } from '../experiment/data-shape'
import type {
  Dropout,
  Experiment,
  Initialization,
  NetworkDesign,
  TrainingPlan,
} from '../experiment/experiment'
import { EXPERIMENT_FORMAT } from '../experiment/experiment'
import { parseExperiment } from '../experiment/experiment-schema'
import { LIMITS } from '../experiment/limits'
import { OPTIMIZER_DEFAULTS } from '../experiment/optimizer-defaults'
import {
  readAccuracy,
  readBoolean,
  readNumberWithin,
  readSeconds,
  readWhole,
  readWord,
  type WrittenNumber,
} from './import-cell'
import { type EndColumnId, readToldEnd, type ToldEnd } from './import-end'
import { formValue, numberForm } from './number-form'
import { isMissing, plainCell } from './plain-cell'
import { unwrapPython } from './python-value'
import { remembered } from './remembered'
import { EXCHANGE_COLUMN_IDS, type ExchangeColumnId } from './table-columns'
import type { TableConventions } from './table-conventions'
import { CellProblem, type ProblemKind } from './table-problem'
import { readActivation, readInitialization, readOptimizer } from './table-words'
import { readWidths } from './widths-cell'

/** The cell of a row in a column; null where the file lacks the column. */
export type RowCells = (id: ExchangeColumnId | EndColumnId) => string | null

/** What one row of a 14-column table says. */
export interface RowContent {
  readonly experiment: Experiment
  readonly trainAccuracy: number | null
  readonly testAccuracy: number | null
  readonly seconds: number | null
  /** Digits behind the decimal mark with which the three results were written. */
  readonly decimals: { readonly train: number; readonly test: number; readonly seconds: number }
  readonly told: ToldEnd
}

export type ReadRow =
  | { readonly ok: true; readonly content: RowContent }
  | { readonly ok: false; readonly kind: ProblemKind; readonly reason: string }

/** Columns without which a row is no run; the other ones may be missing. */
export const NEEDED_COLUMN_IDS: readonly ExchangeColumnId[] = EXCHANGE_COLUMN_IDS.filter(
  (id) => id !== 'dropout_ratio' && id !== 'train_acc' && id !== 'test_acc' && id !== 'time',
)

/** Reads the cell that a row has in a column. */
type Column<T> = (cells: RowCells) => T

function column<T>(id: ExchangeColumnId, read: (cell: string) => T): Column<T> {
  const readOnce = remembered(read)
  return (cells) => {
    try {
      return readOnce(cells(id) ?? '')
    } catch (problem) {
      if (problem instanceof CellProblem) throw new CellProblem(problem.kind, `${id} ${problem.message}.`)
      throw problem
    }
  }
}

const NOTHING = { value: null, decimals: 0 } as const

const orMissing =
  (read: (cell: string) => WrittenNumber) =>
  (cell: string): WrittenNumber | typeof NOTHING =>
    isMissing(cell) ? NOTHING : read(cell)

/**
 * Words or a number. The column is text for the programs that write tables, so that its numbers keep their decimal point where
 * those of other columns have commas: what shows its own decimal mark is read by that.
 */
function initializationReader({ decimal }: TableConventions): (word: string) => Initialization | null {
  return (word) => {
    const { text, isPython } = unwrapPython(plainCell(word))
    const form = numberForm(text)
    if (form === null) return readInitialization(word)
    const mark = isPython ? '.' : form.kind === 'decimal' ? form.mark : decimal
    if (form.mark !== null && mark === null) return null
    const deviation = formValue(form, mark ?? '.')
    return deviation > 0 && Number.isFinite(deviation) ? deviation : null
  }
}

const DESIGN_COLUMN_IDS = [
  'activation',
  'use_dropout',
  'dropout_ratio',
  'hidden_size_list',
  'weight_init_std',
  'use_batchnorm',
] as const
const PLAN_COLUMN_IDS = [
  'weight_decay_lambda',
  'iters_num',
  'batch_size',
  'learning_rate',
  'optimizer',
] as const

/** Rows whose cells in some columns are the same share what is made of them: a long table holds few designs, and many runs of each plan. */
function shared<T>(ids: readonly ExchangeColumnId[], valueOf: Column<T>): Column<T> {
  const known = remembered((key) => {
    const cells = key.split('\u0000')
    return valueOf((id) => cells[ids.findIndex((known) => known === id)] ?? null)
  })
  return (cells) => known(ids.map((id) => cells(id) ?? '').join('\u0000'))
}

function designReader(conventions: TableConventions): Column<NetworkDesign> {
  const activationOf = column('activation', (cell) => readWord(cell, readActivation))
  const dropsOf = column('use_dropout', readBoolean)
  const ratioOf = column('dropout_ratio', (cell) =>
    readNumberWithin(cell, conventions, 0, LIMITS.dropoutRatio),
  )
  const hiddenOf = column('hidden_size_list', (cell) => readWidths(cell, conventions))
  const initializationOf = column('weight_init_std', (cell) =>
    readWord(cell, initializationReader(conventions)),
  )
  const normalizesOf = column('use_batchnorm', readBoolean)
  return (cells) => {
    const activation = activationOf(cells)
    const drops = dropsOf(cells)
    const ratio = drops ? ratioOf(cells) : 0
    // The table does not say which dropout; the reference project used alpha dropout with SELU and the usual one with the rest.
    const kind: Dropout['kind'] = !drops ? 'none' : activation === 'selu' ? 'alpha' : 'dropout'
    return {
      input: DATA_SHAPE.pixels,
      hidden: hiddenOf(cells),
      output: DATA_SHAPE.classes,
      activation,
      initialization: initializationOf(cells),
      initializationDraw: 'normal',
      batchNormalization: normalizesOf(cells),
      dropout: { kind, ratio },
    }
  }
}

// What the table does not say is filled with neutral values; its columns stay empty, because the row is marked as imported.
function planReader(conventions: TableConventions): Column<TrainingPlan> {
  const iterationsOf = column('iters_num', (cell) => readWhole(cell, conventions, 1, LIMITS.iterations))
  const batchSizeOf = column('batch_size', (cell) => readWhole(cell, conventions, 1, LIMITS.batchSize))
  const optimizerOf = column('optimizer', (cell) => OPTIMIZER_DEFAULTS[readWord(cell, readOptimizer)])
  const learningRateOf = column('learning_rate', (cell) =>
    readNumberWithin(cell, conventions, 0, LIMITS.learningRate),
  )
  const weightDecayOf = column('weight_decay_lambda', (cell) =>
    readNumberWithin(cell, conventions, 0, LIMITS.weightDecay),
  )
  return (cells) =>
    completePlan({
      seed: 0,
      iterations: iterationsOf(cells),
      batchSize: batchSizeOf(cells),
      sampling: 'replacement',
      optimizer: optimizerOf(cells),
      learningRate: learningRateOf(cells),
      weightDecay: weightDecayOf(cells),
    })
}

/** Settings, and the sentence that says why the lab cannot have them. */
interface ReadExperiment {
  readonly experiment: Experiment
  readonly fault: string | null
}

function experimentReader(conventions: TableConventions): Column<ReadExperiment> {
  const designOf = shared(DESIGN_COLUMN_IDS, designReader(conventions))
  const planOf = planReader(conventions)
  return shared([...DESIGN_COLUMN_IDS, ...PLAN_COLUMN_IDS], (cells) => {
    const [design, plan] = [designOf(cells), planOf(cells)]
    const experiment = { format: EXPERIMENT_FORMAT, version: 1, design, plan } as const
    const parsed = parseExperiment(experiment)
    const fault = parsed.ok ? null : parsed.problems.map(({ message }) => message).join(' ')
    return { experiment, fault }
  })
}

function rowReader(conventions: TableConventions): Column<ReadRow> {
  const accuracy = orMissing((cell) => readAccuracy(cell, conventions))
  const experimentOf = experimentReader(conventions)
  const trainOf = column('train_acc', accuracy)
  const testOf = column('test_acc', accuracy)
  const timeOf = column(
    'time',
    orMissing((cell) => readSeconds(cell, conventions)),
  )
  return (cells) => {
    const { experiment, fault } = experimentOf(cells)
    const [train, test, time] = [trainOf(cells), testOf(cells), timeOf(cells)]
    const content = {
      experiment,
      trainAccuracy: train.value,
      testAccuracy: test.value,
      seconds: time.value,
      decimals: { train: train.decimals, test: test.decimals, seconds: time.decimals },
      told: readToldEnd(cells, experiment.plan.iterations, conventions),
    }
    return fault === null ? { ok: true, content } : { ok: false, kind: 'limits', reason: fault }
  }
}

/**
 * Makes the reader of a file's rows. A row with a cell that cannot be read is refused with a sentence that names the column and
 * the value.
 */
export function createRowReader(conventions: TableConventions): Column<ReadRow> {
  const read = rowReader(conventions)
  return (cells) => {
    try {
      return read(cells)
    } catch (problem) {
      if (problem instanceof CellProblem) return { ok: false, kind: problem.kind, reason: problem.message }
      throw problem
    }
  }
}
