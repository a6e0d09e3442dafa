import type { Experiment } from '#shared/experiment/experiment'
import type { EndedRun } from '#shared/search/trial-result'

/** One run of a search that is not recorded yet: a trial with one of its seeds. */
export interface SearchTask {
  readonly trial: number
  readonly seed: number
  readonly experiment: Experiment
  readonly identity: string
  /** What its record says of where it comes from. */
  readonly parent: string
  /** The run that an earlier start of the search left unfinished; null where there is none. */
  readonly unfinished: string | null
  /** Iterations after which it stops, so that the trial is compared with others; null for all that are planned. */
  readonly stopAfter: number | null
}

/** How a task came out. */
export type TaskEnd =
  /** It was trained to its end, or as far as it should be. */
  | { readonly kind: 'recorded'; readonly task: SearchTask; readonly run: EndedRun }
  /** It was broken off, and goes on when the search does. */
  | { readonly kind: 'left'; readonly task: SearchTask }
  /** It came to no end, which has nothing to do with the others: they go on. The executor has told why. */
  | { readonly kind: 'lost'; readonly task: SearchTask }
  /** It failed, and so would the others. */
  | { readonly kind: 'failed'; readonly task: SearchTask; readonly error: unknown }

/** Who trains the runs of a search: this computer, or a cluster. */
export interface Executor {
  /** How many tasks it takes at once. */
  readonly room: number
  submit(tasks: readonly SearchTask[]): Promise<void>
  /** Resolves with what has ended since, as soon as something has. */
  poll(): Promise<readonly TaskEnd[]>
  /** Breaks everything off such that it can go on; `now` without waiting for the step, or the cluster, that has it. */
  cancel(how: 'soon' | 'now'): Promise<void>
}
