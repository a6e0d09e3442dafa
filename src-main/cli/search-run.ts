import { join } from 'node:path'
import { createSampler } from '#shared/search/create-sampler'
import { isOrdered } from '#shared/search/search-spec'
import type { TrialResult } from '#shared/search/trial-result'
import { makeFolder } from '../base/atomic-file'
import { withProcessLock } from '../base/process-lock'
import { systemEnvironment } from '../base/system-environment'
import type { Library } from '../library/library'
import { openTaskSource } from '../search/open-task-source'
import type { RecordedSearch } from '../search/recorded-search'
import { runSearch } from '../search/run-search'
import { withSearchTurn } from '../search/search-turn'
import type { Searches } from '../search/searches'
import { tasksOfTrial, type TaskSource } from '../search/task-source'
import { createTrialBook, type TrialBook } from '../search/trial-book'
import { CommandError, QuitError } from './command-error'
import { listenForInterrupt } from './interrupt'
import { executorFor } from './search-executor'
import { createSearchProgress } from './search-progress'
import type { SearchToRun } from './search-to-run'
import type { CommandContext } from './verb'

/** Longest wait of a trial for the one that trained it before: a node that died is known to be dead after a minute. */
const TRIAL_WAIT = 90_000

/** What came of a search. */
export interface SearchOutcome {
  readonly results: readonly TrialResult[]
  /** Whether a trial came to no end although nobody broke it off. */
  readonly hasLost: boolean
}

/** What is known of the trials of a search from the runs of a library. */
async function openBook(library: Library, search: RecordedSearch): Promise<TrialBook> {
  const book = createTrialBook(search)
  for (const run of await library.list()) book.take(run)
  return book
}

async function sourceOf(
  { search, slice, trial, slurm }: SearchToRun,
  searches: Searches,
  book: TrialBook,
): Promise<TaskSource> {
  const { id, spec } = search
  if (spec.halving !== undefined && slurm !== null)
    throw new CommandError(
      'Successive halving stops trials where they are compared, which jobs of a cluster are not: search without it, or without --executor slurm.',
    )
  if (trial !== null) {
    const entries = isOrdered(spec) ? await searches.order(id) : []
    const source = tasksOfTrial(search, createSampler(spec), book, trial, entries)
    if (source !== null) return source
    throw new CommandError(`Search ${id} has no trial ${trial + 1}, or none yet.`)
  }
  if (isOrdered(spec) && slice !== null)
    throw new CommandError(
      'A search whose trials follow from others (tpe, or successive halving) needs all of them: it has no slices.',
    )
  return openTaskSource(search, searches, book, slice)
}

function isOpen({ state }: TrialResult): boolean {
  return state === 'open'
}

/** Trains until every trial has ended or somebody interrupts; what has ended stays recorded in either case. */
async function train(
  library: Library,
  searches: Searches,
  run: SearchToRun,
  context: CommandContext,
): Promise<SearchOutcome> {
  const { search, trial } = run
  const { output } = context
  const book = await openBook(library, search)
  const source = await sourceOf(run, searches, book)
  const { results } = source
  const { trials } = search.spec
  const todo = trial === null ? trials - results().filter((result) => !isOpen(result)).length : 1
  const progress = createSearchProgress(output, trials, todo)
  const folder = searches.folder(search.id)
  const executor = executorFor(run, { library, book, folder, context, onEvent: progress.onEvent })
  let hasQuit = false
  const running = runSearch({ source, book, executor, onResult: progress.onResult })
  const endListening = listenForInterrupt({
    stop: () => {
      output.note('Stopping; press Ctrl-C again to quit at once.')
      void running.leave('soon')
    },
    quit: () => {
      hasQuit = true
      void running.leave('now')
    },
  })
  // What another process has trained meanwhile need not be trained here.
  const endWatching = library.onChange((changed) => changed.forEach(book.take))
  try {
    const lost = await running.finished
    if (hasQuit)
      throw new QuitError(`The search was interrupted; \`lab search --resume ${search.id}\` goes on.`)
    return { results: results(), hasLost: lost.length > 0 }
  } finally {
    endWatching()
    endListening()
  }
}

/** Runs a search, or one trial of it, which no other process does at the same time. */
export async function trainSearch(
  library: Library,
  searches: Searches,
  run: SearchToRun,
  context: CommandContext,
): Promise<SearchOutcome> {
  const { search, slice, trial } = run
  const work = (): Promise<SearchOutcome> => train(library, searches, run, context)
  if (trial === null) return withSearchTurn(searches, search.id, slice, work)
  const { clock, timers } = systemEnvironment
  const jobs = join(searches.folder(search.id), 'jobs')
  await makeFolder(jobs)
  const late = `Trial ${trial + 1} of search ${search.id} is trained by another process.`
  return withProcessLock(jobs, `trial-${trial + 1}`, { clock, timers, longestWait: TRIAL_WAIT, late }, work)
}
