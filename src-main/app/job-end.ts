import type { JobEnd } from '#shared/ipc'
import { errorMessage } from '../base/error-message'
import { type ActiveJob, waitingJob } from './training-job'

function outcomeOf({ last, problem, isGivenUp }: ActiveJob, reason: unknown): JobEnd['outcome'] {
  if (reason !== undefined) return 'failed'
  if (isGivenUp) return 'given-up'
  if (last === null) return 'crashed'
  if (last.kind === 'ended') return 'recorded'
  // What is discarded because nothing of it could be recorded was not discarded by the user.
  return last.kind === 'discarded' && problem === null ? 'discarded' : 'failed'
}

function problemOf({ last, problem }: ActiveJob, reason: unknown): string | null {
  if (reason !== undefined) return errorMessage(reason)
  return last?.kind === 'failed' ? last.message : problem
}

/** How a job ended that does not wait again. */
export function endOf(active: ActiveJob, reason: unknown, at: Date): JobEnd {
  const { id, kind, title, experiment } = waitingJob(active.order)
  const outcome = outcomeOf(active, reason)
  const problem = outcome === 'recorded' ? null : problemOf(active, reason)
  const { parent } = active.order
  const from = parent === null ? {} : { parent }
  return { id, kind, title, experiment, ...from, outcome, problem, at: at.toISOString() }
}
