import type { Point } from '#shared/figures/point'

/** What a curve says that its last value does not; the window has a sentence for each. */
export type CurveNews =
  | { readonly kind: 'best'; readonly value: number; readonly iteration: number }
  | { readonly kind: 'lowest'; readonly value: number; readonly iteration: number }
  | { readonly kind: 'risen'; readonly value: number; readonly iteration: number; readonly last: number }
  | { readonly kind: 'peak'; readonly value: number; readonly iteration: number }

/** A rise of the validation loss by this factor, over so many evaluations, is more than its noise. */
const RISEN = 1.05
const EVALUATIONS = 3
/** Points of the training curve that are taken together. */
const TOGETHER = 5

function extreme(points: readonly Point[], isBetter: (a: number, b: number) => boolean): Point | null {
  return points.reduce<Point | null>(
    (best, point) =>
      Number.isFinite(point.y) && (best === null || isBetter(point.y, best.y)) ? point : best,
    null,
  )
}

/** Where the validation accuracy was best; null before the second evaluation. */
export function accuracyNews(validation: readonly Point[]): CurveNews | null {
  const best = validation.length < 2 ? null : extreme(validation, (a, b) => a > b)
  return best === null ? null : { kind: 'best', value: best.y, iteration: best.x }
}

const mean = (points: readonly Point[]): number =>
  points.reduce((sum, { y }) => sum + y, 0) / Math.max(1, points.length)

/** Whether the loss over the batches is lower now than it was then. A rate that is too high raises both losses. */
function hasFallen(training: readonly Point[], since: number): boolean {
  const before = training.filter(({ x }) => x <= since).slice(-TOGETHER)
  return before.length > 0 && mean(training.slice(-TOGETHER)) < mean(before)
}

/** Where the validation loss was lowest, and whether it has risen since while the other fell: the first sign of overfitting. */
export function lossNews(validation: readonly Point[], training: readonly Point[]): CurveNews | null {
  const lowest = validation.length < 2 ? null : extreme(validation, (a, b) => a < b)
  const last = validation.at(-1)
  if (lowest === null || last === undefined) return null
  const found = { value: lowest.y, iteration: lowest.x }
  const latest = validation.slice(-EVALUATIONS)
  const isHigher = latest.every(({ x, y }) => x > lowest.x && y > RISEN * lowest.y)
  if (isHigher && hasFallen(training, lowest.x)) return { kind: 'risen', ...found, last: last.y }
  return { kind: 'lowest', ...found }
}

/** Where the learning rate was highest, once it falls again. */
export function rateNews(rate: readonly Point[]): CurveNews | null {
  const peak = extreme(rate, (a, b) => a > b)
  const last = rate.at(-1)
  if (peak === null || last === undefined || !(last.y < peak.y)) return null
  return { kind: 'peak', value: peak.y, iteration: peak.x }
}
