import type { QueuedJob, QueueStore } from './queue-folder'
import type { Hold, JobOrder } from './training-job'

interface Waiting extends QueuedJob {
  readonly held: Hold | null
}

/** A place between two others; equal to one of them where numbers have no more between. */
function between(before: number | undefined, after: number | undefined): number {
  if (before === undefined) return after === undefined ? 0 : after - 1
  return after === undefined ? before + 1 : (before + after) / 2
}

/**
 * The jobs that wait, in the order that the user chose, each of them on the disk as well.
 *
 * A job's file stays while it is being trained, and goes when it has ended: so the next start knows what was broken off.
 */
export class TrainingQueue {
  readonly #store: QueueStore
  readonly #onProblem: (error: unknown) => void
  #waiting: readonly Waiting[] = []
  #started: QueuedJob | null = null
  #saving: Promise<void> = Promise.resolve()

  constructor(store: QueueStore, onProblem: (error: unknown) => void) {
    this.#store = store
    this.#onProblem = onProblem
  }

  get waiting(): readonly Waiting[] {
    return this.#waiting
  }

  /** Resolves when all that was changed is on the disk. */
  saved(): Promise<void> {
    return this.#saving
  }

  /** Puts a job at the end; rejects with a sentence where it cannot be kept. */
  async add(order: JobOrder): Promise<void> {
    const last = this.#waiting.at(-1) ?? this.#started
    const job = { order, place: between(last?.place, undefined), held: null }
    this.#waiting = [...this.#waiting, job]
    try {
      await this.#store.put(job)
    } catch (error) {
      this.#waiting = this.#waiting.filter((other) => other !== job)
      throw error
    }
  }

  /** Takes over what an earlier process left, behind what is here already. */
  restore(jobs: readonly QueuedJob[]): void {
    const last = this.#waiting.at(-1) ?? this.#started
    const placed = last === null ? jobs : jobs.map(({ order }, at) => ({ order, place: last.place + 1 + at }))
    this.#waiting = [...this.#waiting, ...placed.map((job) => ({ ...job, held: 'restart' as const }))]
    if (last !== null) this.#saveAll(placed)
  }

  /** The next job that may start; null where there is none. Its file stays until `done`. */
  start(): JobOrder | null {
    const next = this.#waiting.find(({ held }) => held === null)
    if (next === undefined) return null
    this.#waiting = this.#waiting.filter((other) => other !== next)
    this.#started = next
    return next.order
  }

  /** What was started has ended, in whatever way. */
  done(id: string): void {
    this.#started = null
    this.#save(() => this.#store.remove(id))
  }

  /** What was started could not be written: it is the next again, and nothing starts until the user says so. */
  putBack(order: JobOrder): void {
    const place = this.#started?.place ?? between(undefined, this.#waiting[0]?.place)
    this.#started = null
    this.#waiting = [
      { order, place, held: 'disk' },
      ...this.#waiting.map((job) => ({ ...job, held: job.held ?? 'disk' })),
    ]
  }

  /** Lets one job start in its turn; false where none like it waits for the user's word. */
  releaseOne({ id, kind }: JobOrder): boolean {
    const isMeant = ({ order, held }: Waiting): boolean =>
      held !== null && order.id === id && order.kind === kind
    if (!this.#waiting.some(isMeant)) return false
    this.#waiting = this.#waiting.map((job) => (isMeant(job) ? { ...job, held: null } : job))
    return true
  }

  /** Lets every job start in its turn. */
  release(): void {
    this.#waiting = this.#waiting.map((job) => ({ ...job, held: null }))
  }

  remove(id: string): void {
    const job = this.#find(id)
    this.#waiting = this.#waiting.filter((other) => other !== job)
    this.#save(() => this.#store.remove(id))
  }

  /** Moves a job to a place among the waiting ones, 0 being the next. */
  move(id: string, index: number): void {
    const job = this.#find(id)
    const others = this.#waiting.filter((other) => other !== job)
    const after = others[index]
    const place = between(this.#before(others, index)?.place, after?.place)
    const order = [...others.slice(0, index), { ...job, place }, ...others.slice(index)]
    const isTight = others.some((other) => other.place === place)
    const first = this.#started?.place ?? 0
    this.#waiting = isTight ? order.map((other, at) => ({ ...other, place: first + 1 + at })) : order
    this.#saveAll(this.#waiting.filter((other) => isTight || other.order.id === id))
  }

  /** Which job stands before that place; what is being trained does only where it was not taken from the middle. */
  #before(others: readonly Waiting[], index: number): QueuedJob | undefined {
    if (index > 0) return others[Math.min(index, others.length) - 1]
    const [first] = others
    const started = this.#started
    return started !== null && (first === undefined || started.place < first.place) ? started : undefined
  }

  #find(id: string): Waiting {
    const job = this.#waiting.find(({ order }) => order.id === id)
    if (job === undefined) throw new Error(`Run ${id} does not wait in the queue.`)
    return job
  }

  #saveAll(jobs: readonly QueuedJob[]): void {
    this.#save(async () => {
      for (const job of jobs) await this.#store.put(job)
    })
  }

  #save(write: () => Promise<void>): void {
    this.#saving = this.#saving.then(write).catch(this.#onProblem)
  }
}
