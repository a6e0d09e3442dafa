import type { Sampler } from '#shared/search/sampler'
import { type Trial, trialAt } from '#shared/search/trial'
import type { SearchTask } from './executor'
import type { RecordedSearch } from './recorded-search'
import type { TrialBook } from './trial-book'

/** A part of a search, so that several computers share its trials: the second of three, say. */
export interface Slice {
  readonly part: number
  readonly parts: number
}

/** The tasks of a search, one after the other. */
export interface TaskSource {
  /** The next task; null where there is none, or none before another has ended. */
  next(): Promise<SearchTask | null>
  /** A task of this trial has ended and stands in the book. */
  ended(trial: number): Promise<void>
  /** The trials that there are so far. */
  trials(): readonly Trial[]
}

function isIn(index: number, slice: Slice | null): boolean {
  return slice === null || index % slice.parts === slice.part - 1
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
  const mine = trials.filter(({ index }) => isIn(index, slice))
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
    trials: () => trials,
  }
}
