import { errorMessage } from '../base/error-message'
import type { ActiveJob } from './training-job'

const TRY_AGAIN_AFTER = 5_000

interface ResultWriterOptions {
  /** Milliseconds between two tries. */
  readonly tryAgainAfter?: number | undefined
  /** Whether the job still stands where it stood: it may have been given up meanwhile. */
  readonly isCurrent: (job: ActiveJob) => boolean
  /** The result stays in memory; whether for the same reason as before. */
  readonly onHeld: (problem: string, isNew: boolean) => void
  readonly onWritten: (job: ActiveJob) => Promise<void>
}

/** Writes how jobs ended. What the disk does not take is held in memory and tried again, until it is written or given up. */
export interface ResultWriter {
  /** Answers whether it is written. */
  write(job: ActiveJob): Promise<boolean>
  /** Writes a held result into a folder of the user's. It stays in memory, and in its place. */
  saveElsewhere(job: ActiveJob, folder: string): Promise<void>
  stopTrying(): void
}

export function createResultWriter({
  tryAgainAfter = TRY_AGAIN_AFTER,
  isCurrent,
  onHeld,
  onWritten,
}: ResultWriterOptions): ResultWriter {
  let tryingAgain: NodeJS.Timeout | undefined
  const stopTrying = (): void => clearTimeout(tryingAgain)

  function hold(job: ActiveJob, problem: string): void {
    const isNew = job.problem !== problem
    job.state = 'unwritten'
    job.problem = problem
    tryingAgain = setTimeout(() => void write(job), tryAgainAfter)
    onHeld(problem, isNew)
  }

  async function write(job: ActiveJob): Promise<boolean> {
    stopTrying()
    const { last, sink } = job
    if (last === null || sink === null) return false
    try {
      await sink.handle(last)
    } catch (error) {
      if (isCurrent(job)) hold(job, errorMessage(error))
      return false
    }
    await onWritten(job)
    return true
  }

  async function saveElsewhere({ order, sink, last }: ActiveJob, folder: string): Promise<void> {
    if (last?.kind !== 'ended' || sink?.saveResult === undefined)
      throw new Error(`Run ${order.id} has no weights of its own to save.`)
    await sink.saveResult(last.result, folder)
  }

  return { write, saveElsewhere, stopTrying }
}
