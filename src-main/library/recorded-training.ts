import type { DatasetDescription } from '#shared/experiment/dataset-description'
import type { Experiment } from '#shared/experiment/experiment'

/** What a recorder must know of a training before it starts. */
export interface RecordedTraining {
  /** From `library.newId()`, or the id of the run that goes on. */
  readonly id: string
  readonly experiment: Experiment
  /** Fingerprint of the data. */
  readonly data: string
  /** What they are; undefined for Fashion-MNIST. */
  readonly dataset?: DatasetDescription | undefined
  readonly author: string
  readonly parent: string | null
  /** Whether an interrupted or stopped run goes on, under its id; left out, it does where there is a checkpoint. */
  readonly resumes?: boolean
  /** Where it goes on; null for a new run, and for one that was interrupted before its first checkpoint: it begins again. */
  readonly checkpoint: Uint8Array | null
  readonly calibration?: number | null
  /** Is told, in a sentence, what could not be written while the training goes on; the next write tries again. */
  readonly onProblem?: (sentence: string) => void
}
