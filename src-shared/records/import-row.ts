import { DATA_SHAPE } from '../design/data-shape'
import { completePlan } from '../design/complete-plan'
import type { Dropout, Experiment, NetworkDesign, TrainingPlan } from '../design/experiment'
import { EXPERIMENT_FORMAT } from '../design/experiment'
import { parseExperiment } from '../design/experiment-schema'
import { LIMITS } from '../design/limits'
import { OPTIMIZER_DEFAULTS } from '../design/optimizer-defaults'
import {
  CellProblem,
  isMissing,
  readBoolean,
  readNumberWithin,
  readWhole,
  readWidths,
  readWord,
} from './import-cell'
import { EXCHANGE_COLUMN_IDS, type ExchangeColumnId } from './table-columns'
import { readActivation, readInitialization, readOptimizer } from './table-words'

/** The cells of a row by column; a column that the file lacks is missing. */
export type RowCells = Readonly<Partial<Record<ExchangeColumnId, string>>>

/** What one row of a 14-column table says. */
export interface RowContent {
  readonly experiment: Experiment
  readonly trainAccuracy: number | null
  readonly testAccuracy: number | null
  readonly seconds: number | null
}

export type ReadRow =
  { readonly ok: true; readonly content: RowContent } | { readonly ok: false; readonly reason: string }

/** Columns without which a row is no run; the other ones may be missing. */
export const NEEDED_COLUMN_IDS: readonly ExchangeColumnId[] = EXCHANGE_COLUMN_IDS.filter(
  (id) => id !== 'dropout_ratio' && id !== 'train_acc' && id !== 'test_acc' && id !== 'time',
)

function cellReader(cells: RowCells): <T>(id: ExchangeColumnId, read: (cell: string) => T) => T {
  return (id, read) => {
    try {
      return read(cells[id] ?? '')
    } catch (problem) {
      if (problem instanceof CellProblem) throw new CellProblem(`${id} ${problem.message}.`)
      throw problem
    }
  }
}

const orMissing =
  (read: (cell: string) => number) =>
  (cell: string): number | null =>
    isMissing(cell) ? null : read(cell)

function readDesign(cells: RowCells): NetworkDesign {
  const at = cellReader(cells)
  const activation = at('activation', (cell) => readWord(cell, readActivation))
  const drops = at('use_dropout', readBoolean)
  const ratio = drops ? at('dropout_ratio', (cell) => readNumberWithin(cell, 0, LIMITS.dropoutRatio)) : 0
  // The table does not say which dropout; the reference project used alpha dropout with SELU and the usual one with the rest.
  const kind: Dropout['kind'] = !drops ? 'none' : activation === 'selu' ? 'alpha' : 'dropout'
  return {
    input: DATA_SHAPE.pixels,
    hidden: at('hidden_size_list', (cell) => readWidths(cell, LIMITS.hiddenLayers, LIMITS.width)),
    output: DATA_SHAPE.classes,
    activation,
    initialization: at('weight_init_std', (cell) => readWord(cell, readInitialization)),
    initializationDraw: 'normal',
    batchNormalization: at('use_batchnorm', readBoolean),
    dropout: { kind, ratio },
  }
}

// What the table does not say is filled with neutral values; its columns stay empty, because the row is marked as imported.
function readPlan(cells: RowCells): TrainingPlan {
  const at = cellReader(cells)
  return completePlan({
    seed: 0,
    iterations: at('iters_num', (cell) => readWhole(cell, 1, LIMITS.iterations)),
    batchSize: at('batch_size', (cell) => readWhole(cell, 1, LIMITS.batchSize)),
    sampling: 'replacement',
    optimizer: OPTIMIZER_DEFAULTS[at('optimizer', (cell) => readWord(cell, readOptimizer))],
    learningRate: at('learning_rate', (cell) => readNumberWithin(cell, 0, LIMITS.learningRate)),
    weightDecay: at('weight_decay_lambda', (cell) => readNumberWithin(cell, 0, LIMITS.weightDecay)),
  })
}

/** Reads one row; a row with a cell that cannot be read is refused with a sentence that names the column and the value. */
export function readRow(cells: RowCells): ReadRow {
  const at = cellReader(cells)
  const accuracy = orMissing((cell) => readNumberWithin(cell, 0, 1))
  const time = orMissing((cell) => readNumberWithin(cell, 0, Number.MAX_VALUE))
  try {
    const content: RowContent = {
      experiment: {
        format: EXPERIMENT_FORMAT,
        version: 1,
        design: readDesign(cells),
        plan: readPlan(cells),
      },
      trainAccuracy: at('train_acc', accuracy),
      testAccuracy: at('test_acc', accuracy),
      seconds: at('time', time),
    }
    const parsed = parseExperiment(content.experiment)
    return parsed.ok
      ? { ok: true, content }
      : { ok: false, reason: parsed.problems.map(({ message }) => message).join(' ') }
  } catch (problem) {
    if (problem instanceof CellProblem) return { ok: false, reason: problem.message }
    throw problem
  }
}
