import type { KnownTrial, Sampler } from './sampler'
import type { SearchSpec } from './search-spec'
import { type Trial, trialAt } from './trial'

/** What happened in a search whose sampler learns: the order in which trials were asked for and became known. */
export type OrderEntry =
  | { readonly kind: 'asked'; readonly trial: number }
  | {
      readonly kind: 'told'
      readonly trial: number
      readonly value: number | null
      readonly iterations: number
    }

/** The trials of such a search, as far as it has come. */
interface KnownOrder {
  /** Takes the next entry. One that says nothing new is passed over. */
  take(entry: OrderEntry): void
  trials(): readonly Trial[]
  isTold(index: number): boolean
}

/** Follows such an order: each trial lies at the point that follows from what was known when it was asked for. */
export function createKnownOrder(spec: SearchSpec, sampler: Sampler): KnownOrder {
  const trials: Trial[] = []
  const known: KnownTrial[] = []
  const told = new Set<number>()

  function take(entry: OrderEntry): void {
    const { trial: index } = entry
    if (entry.kind === 'asked') {
      if (index === trials.length) trials.push(trialAt(spec, index, sampler.pointOf(index, known)))
      return
    }
    const trial = trials[index]
    if (trial === undefined || told.has(index)) return
    told.add(index)
    known.push({ index, point: trial.point, value: entry.value, iterations: entry.iterations })
  }

  return {
    take,
    trials: () => trials,
    isTold: (index) => told.has(index),
  }
}
