import type { RunSummary } from '../records/run-summary'
import { knownColumn, type TableColumn } from '../records/table-columns'
import type { Score } from './difference-interval'
import { isTie } from './difference-interval'
import { SIGNIFICANCE } from './paired-comparison'
import { imagesBehind, type RankingColumnId } from './standing'

/** The p-value of a paired test of two runs over the same images, or null where their predictions are not at hand. */
export type PairedTest = (first: RunSummary, second: RunSummary) => number | null

function scoreOf(run: RunSummary, column: TableColumn, ranking: RankingColumnId): Score | null {
  const accuracy = column.value(run)
  const images = imagesBehind(run, ranking)
  return typeof accuracy === 'number' && images !== null && images > 0 ? { accuracy, images } : null
}

/** What said that two runs cannot be told apart: McNemar's exact test over their predictions, or the interval of the difference. */
export type TieTest = 'mcnemar' | 'interval'

/** Runs that cannot be told apart from the best of them, the best itself included; by id, with the test that decided. */
export type Ties = ReadonlyMap<string, TieTest>

/**
 * The runs that cannot be told apart from the best of them; empty where the best stands alone.
 *
 * Where the paired test has an answer it decides, because it sees the same images in both; else the intervals do.
 */
export function tiesWithBest(
  ranked: readonly RunSummary[],
  ranking: RankingColumnId,
  paired: PairedTest = () => null,
): Ties {
  const column = knownColumn(ranking)
  const scores = ranked.map((run) => scoreOf(run, column, ranking))
  let best = -1
  scores.forEach((score, place) => {
    if (score !== null && score.accuracy > (scores[best]?.accuracy ?? -Infinity)) best = place
  })
  const [bestRun, bestScore] = [ranked[best], scores[best]]
  if (bestRun === undefined || bestScore == null) return new Map()
  const ties = new Map<string, TieTest>()
  ranked.forEach((run, place) => {
    const score = scores[place]
    if (score == null || place === best) return
    const pValue = ranking === 'test_acc' ? paired(bestRun, run) : null
    const isTied = pValue === null ? isTie(bestScore, score) : pValue >= SIGNIFICANCE
    if (isTied) ties.set(run.record.id, pValue === null ? 'interval' : 'mcnemar')
  })
  const [first] = ties.values()
  return first === undefined ? ties : new Map([[bestRun.record.id, first], ...ties])
}
