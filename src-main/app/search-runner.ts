import type { DatasetDescription } from '#shared/experiment/dataset-description'
import type { JobEnd, SearchInfo, SearchResults } from '#shared/ipc'
import { FASHION_MNIST } from '#shared/records/fashion-mnist-test-labels'
import type { RunSummary } from '#shared/records/run-summary'
import { parseSearchParent } from '#shared/search/search-parent'
import { isOrdered, type SearchSpec } from '#shared/search/search-spec'
import { isInSlice, type Slice } from '#shared/search/slice'
import type { TrialResult } from '#shared/search/trial-result'
import { errorMessage } from '../base/error-message'
import type { Library } from '../library/library'
import type { LibraryProblem } from '../library/library-problem'
import { isOver } from '../library/run-states'
import type { SearchTask } from '../search/executor'
import { openTaskSource } from '../search/open-task-source'
import type { RecordedSearch } from '../search/recorded-search'
import { type SearchTurn, takeSearchTurn } from '../search/search-turn'
import type { Searches } from '../search/searches'
import type { TaskSource } from '../search/task-source'
import { createTrialBook, type TrialBook } from '../search/trial-book'
import type { JobOrder } from './training-job'
import type { TrainingJobs } from './training-jobs'

export interface SearchRunnerOptions {
  readonly library: Promise<Pick<Library, 'list' | 'record' | 'newId' | 'prepareResumption' | 'onChange'>>
  readonly searches: Searches
  readonly jobs: Pick<TrainingJobs, 'add' | 'command' | 'remove' | 'jobs'>
  readonly arithmetic: () => Promise<string>
  readonly description: (data: string) => Promise<DatasetDescription | undefined>
  readonly onChange: (info: SearchInfo, changed: readonly TrialResult[]) => void
}

/** A search that was looked at or goes on in this start of the app. */
interface OpenSearch {
  readonly search: RecordedSearch
  readonly book: TrialBook
  readonly source: TaskSource
  readonly slice: Slice | null
  isGoing: boolean
  running: SearchResults['running']
  /** Iterations after which that run stops to be compared; null where it is trained to its end. */
  stopAfter: number | null
  /** The run that was told to stop, until it has. */
  stopping: string | null
  /** Held from when it goes on until its last run has ended. */
  turn: SearchTurn | null
  problem: string | null
}

/** Searches of the window: their trials go through the queue of trainings, one after the other. */
export interface SearchRunner {
  list(): Promise<{ readonly searches: readonly SearchInfo[]; readonly problems: readonly LibraryProblem[] }>
  results(id: string): Promise<SearchResults>
  /** Writes a search down, or finds the same one, and goes on with it or a part of it; answers with its id. */
  start(spec: SearchSpec, data?: string, slice?: Slice | null): Promise<string>
  /** Goes on, with more trials where a greater number is given. */
  goOn(id: string, trials?: number): Promise<void>
  /** Queues nothing more; the run that is being trained stops and is kept. */
  stop(id: string): Promise<void>
  /** A job of the queue is over. */
  ended(end: Pick<JobEnd, 'id' | 'problem'>): Promise<void>
  /** Jobs that an earlier start left: their searches go on with them. */
  restore(orders: readonly JobOrder[]): Promise<void>
}

export function createSearchRunner(options: SearchRunnerOptions): SearchRunner {
  const { library, searches, jobs, onChange } = options
  const opened = new Map<string, OpenSearch>()
  let turn: Promise<unknown> = Promise.resolve()

  /** One after the other: what follows from the state of a search must not be overtaken. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  /** Reads a search and what the library holds of it; what goes on stays so. */
  async function load(id: string, runs?: readonly RunSummary[]): Promise<OpenSearch> {
    const search = await searches.read(id)
    const book = createTrialBook(search)
    for (const run of runs ?? (await (await library).list())) book.take(run)
    const slice = await searches.slice(id)
    const source = await openTaskSource(search, searches, book, slice)
    const { isGoing = false, running = null, stopAfter = null } = opened.get(id) ?? {}
    const { stopping = null, turn: held = null, problem = null } = opened.get(id) ?? {}
    const open = { search, book, source, slice, isGoing, running, stopAfter, stopping, turn: held, problem }
    opened.set(id, open)
    return open
  }

  // What another process has trained, or what came from the team, counts at once.
  library.then(
    (lib) =>
      lib.onChange((changed) => {
        for (const { book } of opened.values()) changed.forEach(book.take)
      }),
    () => undefined,
  )

  const find = async (id: string): Promise<OpenSearch> => opened.get(id) ?? load(id)

  function infoOf(open: OpenSearch): SearchInfo {
    const { id, startedAt, spec, data, dataset } = open.search
    const results = open.source.results()
    const done = results.filter(({ state }) => state !== 'open').length
    // A sampler that learns has not asked for all of its trials yet.
    const isLeft = isOrdered(spec)
      ? done < spec.trials
      : results.some(({ index, state }) => state === 'open' && isInSlice(index, open.slice))
    const state = open.isGoing ? 'going' : isLeft ? 'stopped' : 'done'
    return { id, startedAt, spec, data, dataset, slice: open.slice, state, done, problem: open.problem }
  }

  function tell(open: OpenSearch, changed: readonly TrialResult[] = []): void {
    onChange(infoOf(open), changed)
  }

  /** The run that an earlier start left is gone on with where that is possible. */
  async function orderOf({ search }: OpenSearch, task: SearchTask): Promise<JobOrder> {
    const { experiment, parent, unfinished, stopAfter } = task
    const { data, arithmetic } = search
    const onData = data === FASHION_MNIST ? {} : { data }
    const until = stopAfter === null ? {} : { stopAfter }
    const common = { kind: 'train', experiment, parent, ...onData, ...until } as const
    const opened = await library
    const canGoOn =
      unfinished !== null &&
      (await opened.prepareResumption(unfinished, { data, arithmetic }).then(
        () => true,
        () => false,
      ))
    return canGoOn
      ? { ...common, id: unfinished, resumes: true }
      : { ...common, id: opened.newId(), resumes: false }
  }

  function stopFor(open: OpenSearch, problem: string | null): void {
    open.isGoing = false
    open.problem = problem
  }

  /** Begins to go on, as the only process that does. */
  async function begin(open: OpenSearch): Promise<void> {
    open.turn ??= await takeSearchTurn(searches, open.search.id, open.slice)
    open.isGoing = true
    open.problem = null
  }

  /** Tells how a search stands; others may go on with one that stands still. */
  async function tellStanding(open: OpenSearch, changed: readonly TrialResult[] = []): Promise<void> {
    if (!open.isGoing && open.running === null) {
      await open.turn?.release()
      open.turn = null
    }
    tell(open, changed)
  }

  /** Queues the next trial; a search of which none is left is over. */
  async function next(open: OpenSearch): Promise<void> {
    if (!open.isGoing || open.running !== null) return
    try {
      const task = await open.source.next()
      if (task === null) stopFor(open, null)
      else {
        const order = await orderOf(open, task)
        open.running = { trial: task.trial, run: order.id }
        open.stopAfter = task.stopAfter
        await jobs.add(order)
      }
    } catch (error) {
      open.running = null
      stopFor(open, errorMessage(error))
      throw error
    } finally {
      await tellStanding(open)
    }
  }

  async function goOn(id: string): Promise<void> {
    const open = await load(id)
    try {
      await begin(open)
    } catch (error) {
      stopFor(open, errorMessage(error))
      tell(open)
      throw error
    }
    await next(open)
  }

  async function start(spec: SearchSpec, data: string, slice: Slice | null): Promise<string> {
    const [arithmetic, dataset] = await Promise.all([options.arithmetic(), options.description(data)])
    const { id } = await searches.open({ spec, data, dataset, arithmetic })
    if (!isOrdered(spec)) await searches.takeSlice(id, slice)
    await goOn(id)
    return id
  }

  async function lengthen(id: string, trials: number): Promise<void> {
    const search = await searches.read(id)
    await searches.open({ ...search, spec: { ...search.spec, trials } })
  }

  async function stop(id: string): Promise<void> {
    const open = await find(id)
    stopFor(open, null)
    const run = open.running?.run
    const job = jobs.jobs.find((candidate) => candidate.id === run)
    if (job?.state === 'waiting') {
      jobs.remove(job.id)
      open.running = null
    } else if (job !== undefined) {
      open.stopping = job.id
      await jobs.command(job.id, 'stop')
    }
    await tellStanding(open)
  }

  async function ended({ id, problem }: Pick<JobEnd, 'id' | 'problem'>): Promise<void> {
    const open = [...opened.values()].find(({ running }) => running?.run === id)
    if (open?.running == null) return
    const { trial: index } = open.running
    const wasTold = open.stopping === id
    open.running = null
    open.stopping = null
    const record = await (await library).record(id).catch(() => null)
    const reachedRung = record?.stopReason === 'stopped' && record.iterations === open.stopAfter
    if (record?.identity == null || !(isOver(record) || reachedRung)) {
      // Somebody has let the search go on before the run had stopped.
      if (wasTold && open.isGoing) return goOn(open.search.id)
      // Stopped, taken out or broken off: whoever did that wants no other trial to follow.
      stopFor(open, problem)
      return tellStanding(open)
    }
    open.book.takeRun(record.identity, record)
    await open.source.ended(index)
    const result = open.source.resultOf(index)
    tell(open, result === null ? [] : [result])
    await next(open)
  }

  async function restore(orders: readonly JobOrder[]): Promise<void> {
    for (const { id, parent, stopAfter = null } of orders) {
      const from = parseSearchParent(parent)
      const open = from === null ? null : await find(from.search).catch(() => null)
      if (from === null || open === null) continue
      // Where a command goes on with it, the run that waits is trained, and no other follows.
      await begin(open).catch((error: unknown) => stopFor(open, errorMessage(error)))
      open.running = { trial: from.trial, run: id }
      open.stopAfter = stopAfter
      tell(open)
    }
  }

  return {
    list: () =>
      inTurn(async () => {
        const { searches: all, problems } = await searches.list()
        const found: SearchInfo[] = []
        // One look at the library for all of them.
        const runs = all.every(({ id }) => opened.has(id)) ? [] : await (await library).list()
        for (const { id } of all) found.push(infoOf(opened.get(id) ?? (await load(id, runs))))
        return { searches: found, problems }
      }),
    results: (id) =>
      inTurn(async () => {
        const open = await find(id)
        return { info: infoOf(open), trials: open.source.results(), running: open.running }
      }),
    start: (spec, data = FASHION_MNIST, slice = null) => inTurn(() => start(spec, data, slice)),
    goOn: (id, trials) =>
      inTurn(async () => {
        if (trials !== undefined) await lengthen(id, trials)
        await goOn(id)
      }),
    stop: (id) => inTurn(() => stop(id)),
    ended: (end) => inTurn(() => ended(end)),
    restore: (orders) => inTurn(() => restore(orders)),
  }
}
