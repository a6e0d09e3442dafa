import type { Job, JobEnd, Notice } from '#shared/ipc'
import { isLastEvent, type TrainingCommand, type TrainingEvent } from '#shared/training/training-events'
import { errorMessage } from '../base/error-message'
import { FileError } from '../base/file-errors'
import type { StartTraining, TrainerEvent } from '../trainer/process-contract'
import { endOf } from './job-end'
import { createJobSigns, type JobSigns } from './job-signs'
import type { QueuedJob, QueueStore } from './queue-folder'
import { createResultWriter, type ResultWriter } from './result-writer'
import type { ActiveJob, JobOrder, OpenSink } from './training-job'
import { activeJob, follow, preparedJob, waitingJob } from './training-job'
import { TrainingQueue } from './training-queue'

/** Milliseconds between two messages that only tell how far a job is: the window that is looked at hears it over the stream. */
const PROGRESS_INTERVAL = 1_000
const SIGN_OF_STOP = 1_000

export interface Trainer {
  /** `data` is the fingerprint of the data; absent for Fashion-MNIST. */
  start(training: Omit<StartTraining, 'data'> & Pick<JobOrder, 'data'>): Promise<void>
  command(id: string, command: TrainingCommand): Promise<void>
}

export interface TrainingJobsOptions {
  readonly trainer: Trainer
  readonly openSink: OpenSink
  /** Threads for the job that starts now. */
  readonly threads: () => number
  readonly onChange: (jobs: readonly Job[]) => void
  readonly onNotice: (notice: Notice) => void
  /** A job is over and does not wait again. */
  readonly onEnd?: (end: JobEnd) => void
  /** Where the queue is kept; in memory only where it is left out. */
  readonly store?: QueueStore
  /** Milliseconds between two tries to write a result; by a clock that nobody sets. */
  readonly tryAgainAfter?: number
  readonly now?: () => number
}

const NOWHERE: QueueStore = {
  load: async () => ({ jobs: [], problems: [] }),
  put: async () => undefined,
  remove: async () => undefined,
}

/**
 * What is trained, and what waits: one job at a time, in the order that the user chose.
 *
 * The queue is main's and the disk's, so that it outlives every window and every start; the numbers are the trainer's, so that its
 * death costs only the work since the last checkpoint. A job leaves only when its run is recorded or somebody gave it up.
 */
export class TrainingJobs {
  readonly #options: TrainingJobsOptions
  readonly #queue: TrainingQueue
  #active: ActiveJob | null = null
  #toldAt = Number.NEGATIVE_INFINITY
  #isClosing = false
  readonly #signs: JobSigns = createJobSigns()
  readonly #results: ResultWriter

  constructor(options: TrainingJobsOptions) {
    this.#options = options
    this.#queue = new TrainingQueue(options.store ?? NOWHERE, (error) => this.#report(error))
    this.#results = createResultWriter({
      tryAgainAfter: options.tryAgainAfter,
      isCurrent: (job) => this.#active === job,
      onHeld: (problem, isNew) => this.#tellHeld(problem, isNew),
      onWritten: (job) => this.#endActive(job),
    })
  }

  get jobs(): readonly Job[] {
    const active = this.#active === null ? [] : [activeJob(this.#active)]
    return [...active, ...this.#queue.waiting.map(({ order, held }) => waitingJob(order, held))]
  }

  /** Starts a job, or queues it behind what trains. Rejects with a sentence where it could not be kept or started. */
  async add(order: JobOrder): Promise<void> {
    // Who asks for a run that an earlier start left means that one.
    if (!this.#queue.releaseOne(order)) {
      if (this.jobs.some(({ id }) => id === order.id))
        throw new Error(`Run ${order.id} already trains or waits.`)
      await this.#queue.add(order)
    }
    if (this.#active === null) await this.#startNext()
    else this.#tell()
  }

  /** Offers what an earlier start left; nothing of it starts before `startWaiting`. */
  restore(jobs: readonly QueuedJob[]): void {
    const known = new Set(this.jobs.map(({ id }) => id))
    this.#queue.restore(jobs.filter(({ order }) => !known.has(order.id)))
    this.#tell()
  }

  /** Lets the jobs start that wait for the user's word. */
  async startWaiting(): Promise<void> {
    this.#queue.release()
    this.#tell()
    if (this.#active === null) await this.#startNext()
  }

  async command(id: string, command: TrainingCommand): Promise<void> {
    const active = this.#active
    if (active?.order.id === id) {
      if (active.last === null) return this.#options.trainer.command(id, command)
      if (active.state === 'unwritten' && command === 'discard') return this.#giveResultUp(active)
      throw new Error(`Run ${id} has been trained to its end, so it cannot be told to ${command}.`)
    }
    if (command === 'discard') return this.remove(id)
    throw new Error(`Run ${id} is not being trained, so it cannot be told to ${command}.`)
  }

  /** Takes a waiting job out of the queue. */
  remove(id: string): void {
    this.#queue.remove(id)
    this.#tell()
  }

  /** Moves a waiting job to a place among the waiting ones, 0 being the next. */
  move(id: string, place: number): void {
    this.#queue.move(id, place)
    this.#tell()
  }

  /** Resolves when the queue is on the disk as it is now. */
  saved(): Promise<void> {
    return this.#queue.saved()
  }

  /** Takes what the trainer tells. */
  async handle({ id, event }: TrainerEvent): Promise<void> {
    const active = this.#active
    if (active?.sink == null || active.order.id !== id || active.last !== null) return
    follow(active, event)
    if (active.state === 'paused') this.#signs.give()
    if (!isLastEvent(event)) {
      this.#tellProgress(event)
      return active.sink.handle(event).catch((error: unknown) => this.#giveUp(active, error))
    }
    active.last = event
    if (event.kind === 'ended') return void (await this.#results.write(active))
    await active.sink.handle(event).catch((error: unknown) => this.#report(error))
    if (event.kind === 'failed') this.#report(event.message)
    await this.#endActive(active)
  }

  /** Tries again to write a result that is held in memory; rejects with the sentence that says why it still cannot be. */
  async writeAgain(id: string): Promise<void> {
    const active = this.#unwritten(id)
    if (!(await this.#results.write(active)))
      throw new Error(active.problem ?? `Run ${id} could not be written.`)
  }

  /** Writes a result that is held in memory into a folder of the user's. It stays in memory, and in its place. */
  async saveResult(id: string, folder: string): Promise<void> {
    await this.#results.saveElsewhere(this.#unwritten(id), folder)
  }

  /** The trainer died. What it had done is recorded, and the next job gets a new trainer. */
  async handleCrash(): Promise<void> {
    const active = this.#active
    // What is still being prepared has lost nothing: it starts in the new trainer. What has ended needs none any more.
    if (active === null || active.sink === null || active.last !== null) return
    const { title } = waitingJob(active.order)
    const values = { title, iteration: active.iteration }
    this.#options.onNotice({ kind: 'error', key: 'trainerCrashed', values })
    await active.sink.interrupt().catch((error: unknown) => this.#report(error))
    await this.#endActive(active)
  }

  /** Ends the work so that it can go on another day: a checkpoint, and a record that says interrupted. */
  async close(milliseconds: number): Promise<void> {
    this.#isClosing = true
    const active = this.#active
    if (active !== null) await this.#leave(active, milliseconds)
    await this.#queue.saved()
  }

  /** Ends what trains as the user's stop does, and starts nothing more. Resolves when its run is recorded. */
  async stopAndKeep(): Promise<void> {
    this.#isClosing = true
    const active = this.#active
    // What has not begun has nothing to keep: it stays in the queue.
    if (active?.sink == null) return
    while (this.#active === active && active.state !== 'unwritten') {
      // Told again where it came too early, and harmless where it came already.
      if (active.last === null) await this.command(active.order.id, 'stop').catch(() => undefined)
      await this.#signs.next(SIGN_OF_STOP)
    }
  }

  async #leave(active: ActiveJob, milliseconds: number): Promise<void> {
    if (active.state === 'unwritten' && (await this.#results.write(active))) return
    // A pause, because it writes a checkpoint and no step is made after it.
    if (active.state === 'running') await this.command(active.order.id, 'pause').catch(() => undefined)
    const isSettled = active.state === 'unwritten' || active.state === 'paused'
    if (!isSettled) await this.#signs.next(milliseconds)
    this.#results.stopTrying()
    if (this.#active === active) await active.sink?.interrupt()
  }

  async #startNext(): Promise<void> {
    const order = this.#isClosing ? null : this.#queue.start()
    if (order === null) return
    const active = preparedJob(order)
    this.#active = active
    this.#tell()
    try {
      active.sink = await this.#options.openSink(order)
      const { id, experiment, data } = order
      const { checkpoint, stopAfter, checkpointEvery } = active.sink
      const threads = this.#options.threads()
      await this.#options.trainer.start({
        id,
        experiment,
        data,
        threads,
        checkpoint,
        stopAfter,
        checkpointEvery,
      })
    } catch (error) {
      if (this.#active === active) await this.#endActive(active, error)
      throw error
    }
  }

  #tellHeld(problem: string, isNew: boolean): void {
    if (isNew) this.#report(problem)
    this.#signs.give()
    this.#tell()
  }

  /** The user does without a result that cannot be written: the run stands where its last checkpoint is. */
  async #giveResultUp(active: ActiveJob): Promise<void> {
    this.#results.stopTrying()
    active.isGivenUp = true
    await active.sink?.interrupt().catch((error: unknown) => this.#report(error))
    await this.#endActive(active)
  }

  #unwritten(id: string): ActiveJob {
    const active = this.#active
    if (active?.order.id === id && active.state === 'unwritten') return active
    throw new Error(`Run ${id} has no result that could not be written.`)
  }

  /** Where nothing can be recorded, nothing should be trained. What only lacks a disk waits for one. */
  async #giveUp(active: ActiveJob, error: unknown): Promise<void> {
    if (this.#active !== active) return
    this.#report(error)
    active.isPutBack = error instanceof FileError
    active.problem = errorMessage(error)
    await active.sink?.interrupt().catch((second: unknown) => this.#report(second))
    await this.#options.trainer
      .command(active.order.id, 'discard')
      .catch((second: unknown) => this.#report(second))
  }

  async #endActive(active: ActiveJob, reason?: unknown): Promise<void> {
    if (reason !== undefined) await active.sink?.interrupt().catch((error: unknown) => this.#report(error))
    if (this.#active !== active) return
    this.#active = null
    if (active.isPutBack || this.#isKept(active, reason)) this.#queue.putBack(active.order)
    else {
      this.#queue.done(active.order.id)
      this.#options.onEnd?.(endOf(active, reason, new Date()))
    }
    this.#signs.give()
    this.#tell()
    await this.#startNext().catch((error: unknown) => this.#report(error))
  }

  /** A job that a disk kept from starting is not used up by that. */
  #isKept({ last }: ActiveJob, reason: unknown): boolean {
    return last === null && reason instanceof FileError
  }

  #report(error: unknown): void {
    this.#options.onNotice({ kind: 'error', key: 'plain', values: { text: errorMessage(error) } })
  }

  #tellProgress(event: TrainingEvent): void {
    const now = (this.#options.now ?? performance.now.bind(performance))()
    const isQuiet = event.kind === 'progress' && now - this.#toldAt < PROGRESS_INTERVAL
    const isPoint = event.kind === 'logged' || event.kind === 'validated' || event.kind === 'layers'
    if (isQuiet || isPoint || event.kind === 'checkpoint') return
    this.#toldAt = now
    this.#tell()
  }

  #tell(): void {
    this.#options.onChange(this.jobs)
  }
}
