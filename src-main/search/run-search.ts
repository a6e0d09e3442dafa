import type { TrialResult } from '#shared/search/trial-result'
import type { Executor, SearchTask, TaskEnd } from './executor'
import type { TaskSource } from './task-source'
import type { TrialBook } from './trial-book'

export interface SearchRun {
  readonly source: TaskSource
  readonly book: TrialBook
  readonly executor: Executor
  /** A trial has come further. */
  readonly onResult: (result: TrialResult) => void
}

/** A search that goes on. */
export interface RunningSearch {
  /** Resolves with the tasks that were lost when nothing is trained any more; rejects with what kept a trial from being recorded. */
  readonly finished: Promise<readonly SearchTask[]>
  /** Hands out nothing more, and breaks off what is being trained such that it can go on. */
  leave(how: 'soon' | 'now'): Promise<void>
}

/** Hands the tasks of a search to an executor until there are none, and puts what comes back into the book. */
export function runSearch({ source, book, executor, onResult }: SearchRun): RunningSearch {
  let running = 0
  let isLeaving = false
  let failure: { readonly error: unknown } | null = null
  const lost: SearchTask[] = []

  async function leave(how: 'soon' | 'now'): Promise<void> {
    isLeaving = true
    await executor.cancel(how)
  }

  async function fill(): Promise<void> {
    const tasks: SearchTask[] = []
    while (!isLeaving && running + tasks.length < executor.room) {
      const task = await source.next()
      if (task === null) break
      tasks.push(task)
    }
    running += tasks.length
    if (tasks.length > 0) await executor.submit(tasks)
  }

  async function take(end: TaskEnd): Promise<void> {
    running -= 1
    if (end.kind === 'failed') failure ??= { error: end.error }
    if (end.kind === 'lost') lost.push(end.task)
    if (end.kind !== 'recorded') return
    const { task, run } = end
    book.takeRun(task.identity, run)
    await source.ended(task.trial)
    const result = source.resultOf(task.trial)
    if (result !== null) onResult(result)
  }

  async function run(): Promise<readonly SearchTask[]> {
    for (await fill(); running > 0; await fill()) {
      for (const end of await executor.poll()) await take(end)
      // What cannot be recorded should not be trained.
      if (failure !== null && !isLeaving) await leave('soon')
    }
    if (failure !== null) throw failure.error
    return lost
  }

  return { finished: run(), leave }
}
