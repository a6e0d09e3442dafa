/** Trials of one job array. A cluster that nobody has configured takes indices up to 1000. */
const ARRAY_SIZE = 1000

/** A job array as the lab submits it: what its tasks have in common. */
export interface TrialArray {
  /** Names search and trials: whoever comes later finds the jobs by it, and trains nothing twice. */
  readonly name: string
  /** Task n of the array trains the trial `offset + n`, counted from 1. */
  readonly offset: number
}

const nameOf = (search: string, offset: number): string => `lab-${search}-${offset}`

/** The array that trains a trial, counted from 0. */
export function arrayOf(search: string, trial: number): TrialArray {
  const offset = trial - (trial % ARRAY_SIZE)
  return { name: nameOf(search, offset), offset }
}

/** Names of all job arrays that a search can have. */
export function arrayNames(search: string, trials: number): readonly string[] {
  const count = Math.ceil(trials / ARRAY_SIZE)
  return Array.from({ length: count }, (_, place) => nameOf(search, place * ARRAY_SIZE))
}

/** The trial, counted from 0, that a task of an array trains. */
export function trialOfTask(name: string, index: number): number {
  return Number(name.slice(name.lastIndexOf('-') + 1)) + index - 1
}

/** The index that a trial has in its array. */
export function indexOfTrial(trial: number): number {
  return (trial % ARRAY_SIZE) + 1
}

/** Numbers as Slurm writes them: `1,4-7`. */
export function indexList(indices: readonly number[]): string {
  const ranges: { first: number; last: number }[] = []
  for (const index of indices.toSorted((left, right) => left - right)) {
    const range = ranges.at(-1)
    if (range !== undefined && index === range.last + 1) range.last = index
    else ranges.push({ first: index, last: index })
  }
  return ranges.map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`)).join(',')
}
