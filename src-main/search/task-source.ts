import { createKnownOrder, type OrderEntry } from '#shared/search/known-order'
import type { Sampler } from '#shared/search/sampler'
import { isOrdered } from '#shared/search/search-spec'
import { isInSlice, type Slice } from '#shared/search/slice'
import { type Trial, trialAt } from '#shared/search/trial'
import { type TrialResult, valueOf } from '#shared/search/trial-result'
import type { SearchTask } from './executor'
import type { RecordedSearch } from './recorded-search'
import type { TrialBook } from './trial-book'

/** The tasks of a search, one after the other. */
export interface TaskSource {
  /** The next task; null where there is none, or none before another has ended. */
  next(): Promise<SearchTask | null>
  /** A task of this trial has ended and stands in the book. */
  ended(trial: number): Promise<void>
  /** What came out of the trials that there are so far. */
  results(): readonly TrialResult[]
  /** What came out of one; null where there is none of this number yet. */
  resultOf(trial: number): TrialResult | null
}

/** The tasks of trials that are known from the start, out of all that are shown. */
function tasksOf(mine: readonly Trial[], trials: readonly Trial[], book: TrialBook): TaskSource {
  let at = 0
  let open: readonly SearchTask[] = []

  return {
    next: async () => {
      while (open.length === 0) {
        const trial = mine[at]
        if (trial === undefined) return null
        at += 1
        open = book.tasksOf(trial)
      }
      const [task = null, ...others] = open
      open = others
      return task
    },
    ended: async () => undefined,
    results: () => trials.map(book.resultOf),
    resultOf: (index) => (trials[index] === undefined ? null : book.resultOf(trials[index])),
  }
}

/** Every trial by its number alone: no order matters, and slices come together. */
export function tasksByNumber(
  { spec }: RecordedSearch,
  sampler: Sampler,
  book: TrialBook,
  slice: Slice | null,
): TaskSource {
  const trials = Array.from({ length: spec.trials }, (_, index) =>
    trialAt(spec, index, sampler.pointOf(index, [])),
  )
  return tasksOf(
    trials.filter(({ index }) => isInSlice(index, slice)),
    trials,
    book,
  )
}

/** One trial alone, as a job of a cluster trains it; null where the search has no such trial, or has not asked for it yet. */
export function tasksOfTrial(
  { spec }: RecordedSearch,
  sampler: Sampler,
  book: TrialBook,
  index: number,
  entries: readonly OrderEntry[],
): TaskSource | null {
  if (index >= spec.trials) return null
  const order = createKnownOrder(spec, sampler)
  entries.forEach(order.take)
  const trial = isOrdered(spec) ? order.trials()[index] : trialAt(spec, index, sampler.pointOf(index, []))
  return trial === undefined ? null : tasksOf([trial], [trial], book)
}

/** Where the order of a search is kept. */
export interface OrderLog {
  readonly entries: readonly OrderEntry[]
  add(entry: OrderEntry, place: number): Promise<void>
}

/**
 * Trials one after the other, each at a point, and trained as long, as follows from what was known when it was asked for. What was asked and
 * told is written down before it is used, so that the search goes on where it was and can be followed again.
 */
export function tasksInOrder(
  { spec }: RecordedSearch,
  sampler: Sampler,
  book: TrialBook,
  log: OrderLog,
): TaskSource {
  const order = createKnownOrder(spec, sampler)
  let place = 0
  const handed = new Set<number>()
  let open: readonly SearchTask[] = []

  function take(entry: OrderEntry): void {
    order.take(entry)
    place += 1
  }

  async function note(entry: OrderEntry): Promise<void> {
    await log.add(entry, place)
    take(entry)
  }

  /** Tells what came of a trial: at its end, and at each rung on the way. */
  async function tell(trial: Trial): Promise<void> {
    const { index } = trial
    const { state, value, runs } = book.resultOf(trial)
    const rung = order.nextRung(index)
    if (state === 'open' && rung !== null) return tellRung(trial, rung)
    const iterations = Math.max(0, ...runs.map(({ run }) => run?.iterations ?? 0))
    if (state === 'open' || order.isTold(index, iterations)) return
    await note({ kind: 'told', trial: index, value, iterations })
  }

  /** Others who let the run go on by hand may have brought it further than the rung. */
  async function tellRung(trial: Trial, rung: number): Promise<void> {
    const { index } = trial
    if (book.tasksOf(trial, rung).length > 0) return
    const { validationAccuracy, validationLoss } = book.resultAtRung(trial)
    const value = valueOf(spec.rankBy, validationAccuracy, validationLoss)
    await note({ kind: 'told', trial: index, value, iterations: rung })
    if (!order.isStopped(index)) handed.delete(index)
  }

  function resultOf(trial: Trial): TrialResult {
    const result = book.resultOf(trial)
    return result.state === 'open' && order.isStopped(trial.index) ? book.resultAtRung(trial) : result
  }

  async function nextTrial(): Promise<Trial | null> {
    const left = order.trials().find(({ index }) => !handed.has(index) && !order.isStopped(index))
    if (left !== undefined) return left
    const index = order.trials().length
    if (index >= spec.trials) return null
    await note({ kind: 'asked', trial: index })
    return order.trials()[index] ?? null
  }

  log.entries.forEach(take)

  return {
    next: async () => {
      while (open.length === 0) {
        const trial = await nextTrial()
        if (trial === null) return null
        handed.add(trial.index)
        open = book.tasksOf(trial, order.nextRung(trial.index))
        if (open.length === 0) await tell(trial)
      }
      const [task = null, ...others] = open
      open = others
      return task
    },
    ended: async (index) => {
      const trial = order.trials()[index]
      if (trial !== undefined) await tell(trial)
    },
    results: () => order.trials().map(resultOf),
    resultOf: (index) => {
      const trial = order.trials()[index]
      return trial === undefined ? null : resultOf(trial)
    },
  }
}
