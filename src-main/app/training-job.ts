import type { Experiment } from '#shared/experiment/experiment'
import type { Job } from '#shared/ipc'
import { iterationOf, type TrainingEvent, type TrainingResult } from '#shared/training/training-events'

/** Why a job waits until the user says so: the lab was started anew, or a run could not be written. */
export type Hold = 'restart' | 'disk'

/** Something to train that was asked for. */
export interface JobOrder {
  readonly id: string
  readonly kind: Job['kind']
  readonly experiment: Experiment
  /** Fingerprint of the data; absent for Fashion-MNIST. */
  readonly data?: string | undefined
  readonly parent: string | null
  /** Whether an interrupted or stopped run is resumed from its checkpoint. */
  readonly resumes: boolean
  /** Iterations after which it stops; absent where it is trained to its end. */
  readonly stopAfter?: number | undefined
}

/** Where the events of a training go: into the library, or into a comparison. */
export interface JobSink {
  readonly checkpoint: Uint8Array | null
  /** Iteration at which the training ends as if it were stopped; null for all that are planned. */
  readonly stopAfter: number | null
  /** Iterations between two checkpoints; null where the plan says. */
  readonly checkpointEvery: number | null
  /** Takes the events one after the other. One that could not be written may be handed in again. */
  handle(event: TrainingEvent): Promise<void>
  /** The trainer went away, or is being stopped: keeps what there is. */
  interrupt(): Promise<unknown>
  /** Writes a result that does not fit into the library into another folder. Only where there is something to save. */
  saveResult?(result: TrainingResult, folder: string): Promise<void>
}

export type OpenSink = (order: JobOrder) => Promise<JobSink>

/** The job that the trainer works on. */
export interface ActiveJob {
  readonly order: JobOrder
  /** null while it is being prepared. */
  sink: JobSink | null
  state: Job['state']
  iteration: number
  stepsPerSecond: number | null
  /** The event with which it ended, until that is written. */
  last: TrainingEvent | null
  /** Why it could not be written. */
  problem: string | null
  /** Nothing of it could be recorded: it waits again. */
  isPutBack: boolean
  /** The user did without its result. */
  isGivenUp: boolean
}

export function preparedJob(order: JobOrder): ActiveJob {
  return {
    order,
    sink: null,
    state: 'running',
    iteration: 0,
    stepsPerSecond: null,
    last: null,
    problem: null,
    isPutBack: false,
    isGivenUp: false,
  }
}

/** Layer sizes, the shortest name that a network has. */
function titleOf({ design }: Experiment): string {
  return [design.input, ...design.hidden, design.output].join('-')
}

export function waitingJob({ id, kind, experiment, data, resumes }: JobOrder, held: Hold | null = null): Job {
  return {
    id,
    kind,
    title: titleOf(experiment),
    experiment,
    data,
    state: 'waiting',
    iteration: 0,
    stepsPerSecond: null,
    resumes,
    held,
    problem: null,
    result: null,
  }
}

function figuresOf(event: TrainingEvent | null): Job['result'] {
  if (event?.kind !== 'ended') return null
  const { trainAccuracy, validationAccuracy, testAccuracy, seconds } = event.result
  return { trainAccuracy, validationAccuracy, testAccuracy, seconds }
}

export function activeJob({ order, state, iteration, stepsPerSecond, problem, last }: ActiveJob): Job {
  const result = state === 'unwritten' ? figuresOf(last) : null
  return { ...waitingJob(order), state, iteration, stepsPerSecond, problem, result }
}

/** Keeps a job's state in step with what its training tells. */
export function follow(active: ActiveJob, event: TrainingEvent): void {
  active.iteration = iterationOf(event) ?? active.iteration
  switch (event.kind) {
    case 'progress':
      active.stepsPerSecond = event.stepsPerSecond
      return
    case 'paused':
      active.state = 'paused'
      return
    case 'evaluating':
      active.state = 'evaluating'
      return
    case 'started':
    case 'resumed':
      active.state = 'running'
      return
    default:
      return
  }
}
