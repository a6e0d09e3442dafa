import { shapeOf } from '../experiment/dataset-description'
import { validationCount } from '../experiment/validation-count'
import type { StopReason } from '../records/run-record'
import type { RunSummary } from '../records/run-summary'
import { knownColumn } from '../records/table-columns'
import { areOnOneData } from './runs-on-data'

/**
 * Whether a run takes part in the ranking. Only runs that did all that was planned, or stopped by their own rule, are compared;
 * an imported row mostly cannot say, and is ranked among its kind.
 */
export type Standing = 'ranked' | 'partial' | 'diverged' | 'running' | 'imported' | 'doubted'

const isEnded = (reason: StopReason | null): boolean => reason === 'completed' || reason === 'early-stopping'

/**
 * Whether a run counts where runs are compared: only what is believed is the best of anything, ranks, or tells what to expect.
 *
 * What the record itself shows to be wrong is not compared with anything, whoever it is of. It is shown with its mark.
 */
export function isBelieved({ doubt }: RunSummary): boolean {
  return doubt === null
}

/** How a run stands towards the ranking. */
export function standingOf(run: RunSummary): Standing {
  const { origin, record } = run
  if (!isBelieved(run) && record.stopReason !== null) return 'doubted'
  if (origin === 'imported' && (record.imported?.end !== true || isEnded(record.stopReason)))
    return 'imported'
  switch (record.stopReason) {
    case null:
      return 'running'
    case 'completed':
    case 'early-stopping':
      return 'ranked'
    case 'diverged':
      return 'diverged'
    case 'stopped':
    case 'interrupted':
      return 'partial'
  }
}

/** Columns whose order is a ranking: sorted by one of them, runs that are not ranked stand behind. */
const RANKING_COLUMN_IDS = [
  'validation_acc',
  'test_acc',
  'train_acc',
  'validation_loss',
  'test_loss',
  'train_loss',
] as const
export type RankingColumnId = (typeof RANKING_COLUMN_IDS)[number]

/** The ranking column of that id, or null. */
export function rankingColumn(id: string): RankingColumnId | null {
  return RANKING_COLUMN_IDS.find((known) => known === id) ?? null
}

/** Over how many images an accuracy was counted; null where ties say nothing, as over the images that were trained on. */
export function imagesBehind(run: RunSummary, id: RankingColumnId): number | null {
  const { trainImages, testImages } = shapeOf(run.record.dataset)
  if (id === 'test_acc') return testImages
  if (id !== 'validation_acc') return null
  return validationCount(trainImages, run.record.experiment.plan.validationShare)
}

const SMALLER_IS_BETTER = new Set(['time', 'train_loss', 'validation_loss', 'test_loss'])

/** Whether the best value of a column is its smallest. */
export function isSmallerBetter(id: string): boolean {
  return SMALLER_IS_BETTER.has(id)
}

/** The best of the runs by a ranking column, among those that rank; null where none does, or where they are of different data. */
export function bestRun(runs: readonly RunSummary[], id: RankingColumnId): RunSummary | null {
  if (!areOnOneData(runs)) return null
  const column = knownColumn(id)
  const sign = isSmallerBetter(id) ? -1 : 1
  let best: { readonly run: RunSummary; readonly score: number } | null = null
  for (const run of runs) {
    const standing = standingOf(run)
    const value = standing === 'ranked' || standing === 'imported' ? column.value(run) : null
    if (typeof value !== 'number' || (best !== null && sign * value <= best.score)) continue
    best = { run, score: sign * value }
  }
  return best?.run ?? null
}
