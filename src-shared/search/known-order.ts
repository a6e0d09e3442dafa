import { createRungs } from './rungs'
import type { KnownTrial, Sampler } from './sampler'
import type { SearchSpec } from './search-spec'
import { type Trial, trialAt } from './trial'

/** What happened in a search whose trials follow from others: the order in which they were asked for and became known. */
export type OrderEntry =
  | { readonly kind: 'asked'; readonly trial: number }
  | {
      readonly kind: 'told'
      readonly trial: number
      readonly value: number | null
      /** Those after which the trial had this value: all of it, or as far as the rung at which it was compared. */
      readonly iterations: number
    }

/** The trials of such a search, as far as it has come. */
interface KnownOrder {
  /** Takes the next entry. One that says nothing new is passed over. */
  take(entry: OrderEntry): void
  trials(): readonly Trial[]
  /** Whether it is known what came of a trial after so many iterations. */
  isTold(index: number, iterations: number): boolean
  /** Whether a trial fell behind at a rung and is not trained further. */
  isStopped(index: number): boolean
  /** Iterations at which a trial is compared next; null where it is trained to its end. */
  nextRung(index: number): number | null
}

/** Follows such an order: each trial lies at the point, and is trained as long, as follows from what was known when it was asked for. */
export function createKnownOrder(spec: SearchSpec, sampler: Sampler): KnownOrder {
  const trials: Trial[] = []
  /** By trial, in the order in which each was told last. */
  const known = new Map<number, KnownTrial>()
  const rungs = createRungs(spec.halving ?? null)

  const wholeOf = ({ experiments: [first] }: Trial): number => first?.plan.iterations ?? 0

  function isTold(index: number, iterations: number): boolean {
    const before = known.get(index)
    // Without halving a trial is told once.
    return before !== undefined && (spec.halving === undefined || before.iterations >= iterations)
  }

  function told(trial: Trial, { value, iterations }: Extract<OrderEntry, { kind: 'told' }>): void {
    const { index, point } = trial
    if (isTold(index, iterations)) return
    rungs.reach(index, iterations, value, wholeOf(trial))
    known.delete(index)
    known.set(index, { index, point, value, iterations, isStopped: rungs.isStopped(index) })
  }

  function take(entry: OrderEntry): void {
    const { trial: index } = entry
    const trial = trials[index]
    if (entry.kind === 'told') {
      if (trial !== undefined) told(trial, entry)
    } else if (index === trials.length) {
      trials.push(trialAt(spec, index, sampler.pointOf(index, [...known.values()])))
    }
  }

  function nextRung(index: number): number | null {
    const trial = trials[index]
    return trial === undefined ? null : rungs.after(known.get(index)?.iterations ?? 0, wholeOf(trial))
  }

  return {
    take,
    trials: () => trials,
    isTold,
    isStopped: rungs.isStopped,
    nextRung,
  }
}
