import type { Job, Notice } from '#shared/ipc'
import type { TrainingCommand, TrainingEvent } from '#shared/training/training-events'
import type { StartTraining, TrainerNews } from '../trainer/process-contract'
import { activeJob, follow, isLast, waitingJob } from './training-job'
import type { ActiveJob, JobOrder, OpenSink } from './training-job'

/** Milliseconds between two messages that only tell how far a job is. */
const PROGRESS_INTERVAL = 500

export interface Trainer {
  start(training: StartTraining): Promise<void>
  command(id: string, command: TrainingCommand): Promise<void>
}

export interface TrainingJobsOptions {
  readonly trainer: Trainer
  readonly openSink: OpenSink
  /** Threads for the job that starts now. */
  readonly threads: () => number
  readonly onChange: (jobs: readonly Job[]) => void
  readonly onNotice: (notice: Notice) => void
  readonly now?: () => number
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/**
 * What is trained, and what waits: one job at a time, in the order that the user chose.
 *
 * The queue is main's, so that it outlives every window; the numbers are the trainer's, so that its death costs only the work
 * since the last checkpoint.
 */
export class TrainingJobs {
  readonly #options: TrainingJobsOptions
  #waiting: JobOrder[] = []
  #active: ActiveJob | null = null
  #toldAt = 0
  #isClosing = false
  #onceSettled: (() => void)[] = []

  constructor(options: TrainingJobsOptions) {
    this.#options = options
  }

  get jobs(): readonly Job[] {
    const active = this.#active === null ? [] : [activeJob(this.#active)]
    return [...active, ...this.#waiting.map(waitingJob)]
  }

  /** Starts a job, or queues it behind what trains. Rejects with a sentence where it could not be started. */
  async add(order: JobOrder): Promise<void> {
    if (this.jobs.some(({ id }) => id === order.id))
      throw new Error(`Run ${order.id} already trains or waits.`)
    this.#waiting.push(order)
    if (this.#active === null) await this.#startNext()
    else this.#tell()
  }

  async command(id: string, command: TrainingCommand): Promise<void> {
    if (this.#active?.order.id === id) return this.#options.trainer.command(id, command)
    if (command === 'discard') return this.remove(id)
    throw new Error(`Run ${id} is not being trained, so it cannot be told to ${command}.`)
  }

  /** Takes a waiting job out of the queue. */
  remove(id: string): void {
    this.#waitingOrder(id)
    this.#waiting = this.#waiting.filter((order) => order.id !== id)
    this.#tell()
  }

  /** Moves a waiting job to a place among the waiting ones, 0 being the next. */
  move(id: string, place: number): void {
    const order = this.#waitingOrder(id)
    const others = this.#waiting.filter((other) => other !== order)
    this.#waiting = [...others.slice(0, place), order, ...others.slice(place)]
    this.#tell()
  }

  /** Takes what the trainer tells. */
  async handle({ id, event }: TrainerNews): Promise<void> {
    const active = this.#active
    if (active?.sink == null || active.order.id !== id) return
    follow(active, event)
    this.#settle(active)
    if (!isLast(event)) {
      this.#tellProgress(event)
      return active.sink.handle(event).catch((error: unknown) => this.#giveUp(active, error))
    }
    await active.sink.handle(event).catch((error: unknown) => this.#report(error))
    if (event.kind === 'failed') this.#report(event.message)
    await this.#endActive(active)
  }

  /** The trainer died. What it had done is recorded, and the next job gets a new trainer. */
  async handleCrash(): Promise<void> {
    const active = this.#active
    // What is still being prepared has lost nothing: it starts in the new trainer.
    if (active === null || active.sink === null) return
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
    if (active === null) return
    // A pause, because it writes a checkpoint and no step is made after it.
    if (active.state === 'running') await this.command(active.order.id, 'pause').catch(() => undefined)
    await this.#settled(active, milliseconds)
    if (this.#active === active) await active.sink?.interrupt()
  }

  async #startNext(): Promise<void> {
    const order = this.#waiting.shift()
    if (order === undefined || this.#isClosing) return
    const active: ActiveJob = { order, sink: null, state: 'running', iteration: 0, stepsPerSecond: null }
    this.#active = active
    this.#tell()
    try {
      active.sink = await this.#options.openSink(order)
      const { id, experiment } = order
      const { checkpoint, stopAfter } = active.sink
      const threads = this.#options.threads()
      await this.#options.trainer.start({ id, experiment, threads, checkpoint, stopAfter })
    } catch (error) {
      if (this.#active === active) await this.#endActive(active, error)
      throw error
    }
  }

  /** Where nothing can be recorded, nothing should be trained. */
  async #giveUp(active: ActiveJob, error: unknown): Promise<void> {
    if (this.#active !== active) return
    this.#report(error)
    await this.#options.trainer.command(active.order.id, 'discard')
  }

  async #endActive(active: ActiveJob, reason?: unknown): Promise<void> {
    if (reason !== undefined) await active.sink?.interrupt().catch((error: unknown) => this.#report(error))
    if (this.#active !== active) return
    this.#active = null
    this.#onceSettled.splice(0).forEach((resolve) => resolve())
    this.#tell()
    await this.#startNext().catch((error: unknown) => this.#report(error))
  }

  #settle({ state }: ActiveJob): void {
    if (state === 'paused') this.#onceSettled.splice(0).forEach((resolve) => resolve())
  }

  /** Resolves when the job is paused or over, or when the time is up. */
  async #settled(active: ActiveJob, milliseconds: number): Promise<void> {
    if (active.state === 'paused') return
    let timer: NodeJS.Timeout | undefined
    await new Promise<void>((resolve) => {
      this.#onceSettled.push(resolve)
      timer = setTimeout(resolve, milliseconds)
    })
    clearTimeout(timer)
  }

  #waitingOrder(id: string): JobOrder {
    const order = this.#waiting.find((waiting) => waiting.id === id)
    if (order === undefined) throw new Error(`Run ${id} does not wait in the queue.`)
    return order
  }

  #report(error: unknown): void {
    this.#options.onNotice({ kind: 'error', key: 'plain', values: { text: sentenceOf(error) } })
  }

  #tellProgress(event: TrainingEvent): void {
    const now = (this.#options.now ?? Date.now)()
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
