import type { RunRecord } from '#shared/records/run-record'
import { errorCode } from '../base/file-errors'
import type { Library } from '../library/library'
import { isOver } from '../library/run-states'
import type { QueuedJob } from './queue-folder'

/** What a job of an earlier start has become: one to offer, or one that is not needed any more. */
export type Restored = { readonly job: QueuedJob } | { readonly done: string; readonly why: string | null }

async function recordOf(
  library: Pick<Library, 'record'>,
  id: string,
): Promise<RunRecord | 'none' | 'unreadable'> {
  try {
    return await library.record(id)
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? 'none' : 'unreadable'
  }
}

/**
 * What is left to do of a job whose process went away.
 *
 * Its run tells how far it came: one that is recorded is never trained from the beginning again, and one that has ended is over,
 * though the process was killed before it could take the job out of the queue.
 */
export async function restoreJob(library: Pick<Library, 'record'>, job: QueuedJob): Promise<Restored> {
  const { id, kind, resumes } = job.order
  const record = await recordOf(library, id)
  if (record === 'unreadable') return { job }
  if (record === 'none') {
    if (kind === 'train' && !resumes) return { job }
    return {
      done: id,
      why: `Run ${id} is not in the library any more, so it cannot be trained as it was planned.`,
    }
  }
  if (kind === 'replay') return { job }
  const hasEnded = isOver(record) || (!resumes && record.stopReason === 'stopped')
  if (hasEnded) return { done: id, why: null }
  return { job: { ...job, order: { ...job.order, resumes: true } } }
}
