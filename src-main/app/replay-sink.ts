import type { ReplayOutcome } from '#shared/records/run-summary'
import { addEvent, curvesOf, emptyCurves } from '#shared/training/progress'
import type { TrainingEvent, TrainingResult } from '#shared/training/training-events'
import { errorMessage } from '../base/error-message'
import { collectCheckpoints } from '../library/kept-checkpoints'
import type { Library } from '../library/library'
import { replayDifference, replayObstacle, replayOutcome } from '../library/replay'
import type { JobOrder, JobSink } from './training-job'

export interface ReplaySinkOptions {
  readonly library: Library
  readonly data: string
  readonly author: string
  readonly onOutcome: (id: string, outcome: ReplayOutcome) => void
  /** What could not be kept; the outcome stands all the same. */
  readonly onProblem: (sentence: string) => void
}

/**
 * Compares a training with the run that is recorded under the same id, and keeps what came out beside that run, with checkpoints from
 * the way there.
 */
export async function openReplaySink(order: JobOrder, options: ReplaySinkOptions): Promise<JobSink> {
  const { library, data, author, onOutcome, onProblem } = options
  const { id } = order
  const record = await library.record(id)
  const obstacle = replayObstacle(record, data)
  if (obstacle !== null) throw new Error(obstacle)
  const recorded = await library.curves(id)
  const growing = emptyCurves(record.experiment.design.hidden.length)
  const checkpoints = collectCheckpoints(record)
  let arithmetic = ''

  async function compare(result: TrainingResult): Promise<void> {
    const wasCutShort = result.stopReason === 'stopped' && result.iterations < record.iterations
    if (wasCutShort) return
    const difference = replayDifference(record, recorded, {
      arithmetic,
      result,
      curves: curvesOf(id, growing),
    })
    const outcome = replayOutcome(difference, author, library.device, new Date())
    // Only what was proven to be the run's own.
    if (outcome.identical)
      await library
        .keepCheckpoints(id, checkpoints.kept)
        .catch((error: unknown) => onProblem(errorMessage(error)))
    await library.addReplay(id, outcome)
    onOutcome(id, outcome)
  }

  async function handle(event: TrainingEvent): Promise<void> {
    addEvent(growing, event)
    checkpoints.take(event)
    if (event.kind === 'started') arithmetic = event.arithmetic
    if (event.kind === 'ended') await compare(event.result)
  }

  // An unfinished comparison says nothing, so nothing of it is kept.
  const stopAfter = record.stopReason === 'stopped' ? record.iterations : null
  const { every: checkpointEvery } = checkpoints
  return { checkpoint: null, stopAfter, checkpointEvery, handle, interrupt: async () => undefined }
}
