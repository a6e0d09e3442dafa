import { DATA_SHAPE } from '../experiment/data-shape'
import { completePlan } from '../experiment/complete-plan'
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

type At = <T>(id: ExchangeColumnId, read: (cell: string) => T) => T

function cellReader(cells: RowCells): At {
  return (id, read) => {
    try {
      return read(cells(id) ?? '')
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

function readDesign(at: At, conventions: TableConventions): NetworkDesign {
  const activation = at('activation', (cell) => readWord(cell, readActivation))
  const drops = at('use_dropout', readBoolean)
  const ratio = drops
    ? at('dropout_ratio', (cell) => readNumberWithin(cell, conventions, 0, LIMITS.dropoutRatio))
    : 0
  // The table does not say which dropout; the reference project used alpha dropout with SELU and the usual one with the rest.
  const kind: Dropout['kind'] = !drops ? 'none' : activation === 'selu' ? 'alpha' : 'dropout'
  return {
    input: DATA_SHAPE.pixels,
    hidden: at('hidden_size_list', (cell) => readWidths(cell, conventions)),
    output: DATA_SHAPE.classes,
    activation,
    initialization: at('weight_init_std', (cell) => readWord(cell, initializationReader(conventions))),
    initializationDraw: 'normal',
    batchNormalization: at('use_batchnorm', readBoolean),
    dropout: { kind, ratio },
  }
}

// What the table does not say is filled with neutral values; its columns stay empty, because the row is marked as imported.
function readPlan(at: At, conventions: TableConventions): TrainingPlan {
  return completePlan({
    seed: 0,
    iterations: at('iters_num', (cell) => readWhole(cell, conventions, 1, LIMITS.iterations)),
    batchSize: at('batch_size', (cell) => readWhole(cell, conventions, 1, LIMITS.batchSize)),
    sampling: 'replacement',
    optimizer: OPTIMIZER_DEFAULTS[at('optimizer', (cell) => readWord(cell, readOptimizer))],
    learningRate: at('learning_rate', (cell) => readNumberWithin(cell, conventions, 0, LIMITS.learningRate)),
    weightDecay: at('weight_decay_lambda', (cell) =>
      readNumberWithin(cell, conventions, 0, LIMITS.weightDecay),
    ),
  })
}

function readContent(cells: RowCells, conventions: TableConventions): RowContent {
  const at = cellReader(cells)
  const accuracy = orMissing((cell) => readAccuracy(cell, conventions))
  const design = readDesign(at, conventions)
  const plan = readPlan(at, conventions)
  const train = at('train_acc', accuracy)
  const test = at('test_acc', accuracy)
  const time = at(
    'time',
    orMissing((cell) => readSeconds(cell, conventions)),
  )
  return {
    experiment: { format: EXPERIMENT_FORMAT, version: 1, design, plan },
    trainAccuracy: train.value,
    testAccuracy: test.value,
    seconds: time.value,
    decimals: { train: train.decimals, test: test.decimals, seconds: time.decimals },
    told: readToldEnd(cells, plan.iterations, conventions),
  }
}

/** Reads one row; a row with a cell that cannot be read is refused with a sentence that names the column and the value. */
export function readRow(cells: RowCells, conventions: TableConventions): ReadRow {
  try {
    const content = readContent(cells, conventions)
    const parsed = parseExperiment(content.experiment)
    if (parsed.ok) return { ok: true, content }
    return { ok: false, kind: 'limits', reason: parsed.problems.map(({ message }) => message).join(' ') }
  } catch (problem) {
    if (problem instanceof CellProblem) return { ok: false, kind: problem.kind, reason: problem.message }
    throw problem
  }
}
