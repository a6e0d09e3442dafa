import type { DatasetDescription } from '#shared/experiment/dataset-description'
import { writeEndFiles } from '../library/ended-files'
import type { Library } from '../library/library'
import { recordTraining } from '../library/run-recorder'
import type { JobOrder, JobSink } from './training-job'

export interface RecordSinkOptions {
  readonly library: Library
  /** Fingerprint of the data. */
  readonly data: string
  /** What they are; undefined for Fashion-MNIST. */
  readonly dataset: DatasetDescription | undefined
  readonly arithmetic: string
  readonly author: string
  readonly calibration: number | null
  readonly onProblem: (sentence: string) => void
}

/** Writes a training into the library: a new run, or one that is resumed. */
export async function openRecordSink(order: JobOrder, options: RecordSinkOptions): Promise<JobSink> {
  const { library, arithmetic, ...rest } = options
  const { id, experiment, parent } = order
  const resumes = order.resumes
  const { data } = rest
  const checkpoint = resumes ? (await library.prepareResumption(id, { data, arithmetic })).checkpoint : null
  const recorder = await recordTraining(library, { id, experiment, parent, resumes, checkpoint, ...rest })
  return {
    checkpoint,
    stopAfter: order.stopAfter ?? null,
    checkpointEvery: null,
    handle: recorder.handle,
    interrupt: recorder.interrupt,
    saveResult: (result, folder) =>
      writeEndFiles(folder, {
        record: recorder.recordWith(result),
        curves: recorder.curves(),
        weights: result.weights,
      }),
  }
}
