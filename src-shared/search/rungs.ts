import { type Halving, outlastsRung, rungIterations } from './successive-halving'

/** Which trials of a search were stopped early. */
interface Rungs {
  /** A trial of so many planned iterations has a value after some of them; between two rungs it is compared with nobody. */
  reach(trial: number, iterations: number, value: number | null, whole: number): void
  isStopped(trial: number): boolean
  /** The first rung beyond so many iterations; null where there is none. */
  after(iterations: number, whole: number): number | null
}

/** Decides in the order in which trials reach their rungs; without halving all go on. */
export function createRungs(halving: Halving | null): Rungs {
  const reached = new Map<number, (number | null)[]>()
  const stopped = new Set<number>()

  const rungsOf = (whole: number): readonly number[] =>
    halving === null ? [] : rungIterations(halving, whole)

  function reach(trial: number, iterations: number, value: number | null, whole: number): void {
    if (halving === null || !rungsOf(whole).includes(iterations)) return
    const before = reached.get(iterations) ?? []
    if (!outlastsRung(before, value, halving.reduction)) stopped.add(trial)
    reached.set(iterations, [...before, value])
  }

  return {
    reach,
    isStopped: (trial) => stopped.has(trial),
    after: (iterations, whole) => rungsOf(whole).find((rung) => rung > iterations) ?? null,
  }
}
