import { DATA_SHAPE } from '../experiment/data-shape'
import type { StopReason } from '../records/run-record'
import type { RunSummary } from '../records/run-summary'
import { validationCount } from '../experiment/validation-count'

/**
 * Whether a run takes part in the ranking. Only runs that did all that was planned, or stopped by their own rule, are compared;
 * an imported row mostly cannot say, and is ranked among its kind.
 */
export type Standing = 'ranked' | 'partial' | 'diverged' | 'running' | 'imported' | 'doubted'

const isEnded = (reason: StopReason | null): boolean => reason === 'completed' || reason === 'early-stopping'

/** How a run stands towards the ranking. */
export function standingOf({ origin, record, doubt }: RunSummary): Standing {
  // What the record itself shows to be wrong is not compared with anything, whoever it is of.
  if (doubt !== null && record.stopReason !== null) return 'doubted'
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
  if (id === 'test_acc') return DATA_SHAPE.testImages
  if (id !== 'validation_acc') return null
  return validationCount(DATA_SHAPE.trainImages, run.record.experiment.plan.validationShare)
}
