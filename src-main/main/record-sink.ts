import type { Library } from '../library/library'
import { recordTraining } from '../library/run-recorder'
import type { JobOrder, JobSink } from './training-job'

export interface RecordSinkOptions {
  readonly library: Library
  /** Fingerprint of the data set. */
  readonly data: string
  readonly author: string
  readonly calibration: number | null
  readonly onProblem: (sentence: string) => void
}

/** Writes a training into the library: a new run, or one that goes on. */
export async function openRecordSink(order: JobOrder, options: RecordSinkOptions): Promise<JobSink> {
  const { library, ...rest } = options
  const { id, experiment, parent } = order
  const resumes = order.continues
  // A run that was interrupted before its first checkpoint begins again, under its id.
  const checkpoint = resumes ? await library.readCheckpoint(id) : null
  const recorder = await recordTraining(library, { id, experiment, parent, resumes, checkpoint, ...rest })
  return { checkpoint, stopAfter: null, handle: recorder.handle, interrupt: recorder.interrupt }
}
