import { join } from 'node:path'
import { createSampler } from '#shared/search/create-sampler'
import { learns } from '#shared/search/sampler-spec'
import type { TrialResult } from '#shared/search/trial-result'
import { withProcessLock } from '../base/process-lock'
import { systemEnvironment } from '../base/system-environment'
import type { Library } from '../library/library'
import { createLocalExecutor } from '../search/local-executor'
import type { RecordedSearch } from '../search/recorded-search'
import { runSearch } from '../search/run-search'
import type { Searches } from '../search/searches'
import { type Slice, tasksByNumber, tasksInOrder, type TaskSource } from '../search/task-source'
import { createTrialBook, type TrialBook } from '../search/trial-book'
import { CommandError, QuitError } from './command-error'
import { listenForInterrupt } from './interrupt'
import type { RunData } from './run-data'
import { createSearchProgress } from './search-progress'
import type { TrainingChoices } from './training-options'
import type { CommandContext } from './verb'

/** What a search is run with. */
export interface SearchToRun {
  readonly search: RecordedSearch
  readonly on: RunData
  readonly slice: Slice | null
  readonly parallel: number
  readonly choices: TrainingChoices
  readonly author: string
}

/** What is known of the trials of a search from the runs of a library. */
async function openBook(library: Library, search: RecordedSearch): Promise<TrialBook> {
  const book = createTrialBook(search)
  for (const run of await library.list()) book.take(run)
  return book
}

async function sourceOf(
  { search, slice }: SearchToRun,
  searches: Searches,
  book: TrialBook,
): Promise<TaskSource> {
  const { id, spec } = search
  const sampler = createSampler(spec)
  if (!learns(spec.sampler)) return tasksByNumber(search, sampler, book, slice)
  if (slice !== null)
    throw new CommandError('A sampler that learns from its trials needs all of them: it has no slices.')
  const entries = await searches.order(id)
  return tasksInOrder(search, sampler, book, {
    entries,
    add: (entry, place) => searches.addOrder(id, entry, place),
  })
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
  book: TrialBook,
): Promise<readonly TrialResult[]> {
  const { search, on, parallel, choices, author } = run
  const { output, programs } = context
  const source = await sourceOf(run, searches, book)
  const results = (): readonly TrialResult[] => source.trials().map(book.resultOf)
  const progress = createSearchProgress(
    output,
    search.spec.trials,
    search.spec.trials - results().filter((result) => !isOpen(result)).length,
  )
  const executor = createLocalExecutor({
    library,
    ...{ directory: on.directory, data: on.data, dataset: on.dataset, author, parallel },
    threads: parallel > 1 ? 1 : choices.threads,
    engine: choices.engine,
    threadEntry: join(programs, 'training-thread.js'),
    onNote: output.note,
    onEvent: progress.onEvent,
  })
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
    await running.finished
  } finally {
    endWatching()
    endListening()
  }
  if (hasQuit)
    throw new QuitError(`The search was interrupted; \`lab search --resume ${search.id}\` goes on.`)
  return results()
}

/** Runs a search, which no other process does at the same time. */
export async function trainSearch(
  library: Library,
  searches: Searches,
  run: SearchToRun,
  context: CommandContext,
): Promise<readonly TrialResult[]> {
  const { search, slice } = run
  const { clock, timers } = systemEnvironment
  const name = slice === null ? 'turn' : `turn-${slice.part}-of-${slice.parts}`
  const late = `Search ${search.id} goes on in another process.`
  const book = await openBook(library, search)
  return withProcessLock(searches.folder(search.id), name, { clock, timers, longestWait: 0, late }, () =>
    train(library, searches, run, context, book),
  )
}
