import type { Experiment } from '#shared/design/experiment'
import type { Job } from '#shared/ipc'
import type { TrainingEvent } from '#shared/training/training-events'

/** Something to train that was asked for. */
export interface JobOrder {
  readonly id: string
  readonly kind: Job['kind']
  readonly experiment: Experiment
  readonly parent: string | null
  /** Whether an interrupted or stopped run goes on from its checkpoint. */
  readonly continues: boolean
}

/** Where the events of a training go: into the library, or into a comparison. */
export interface JobSink {
  readonly checkpoint: Uint8Array | null
  /** Iteration at which the training ends as if it were stopped; null for all that are planned. */
  readonly stopAfter: number | null
  /** Takes the events one after the other. */
  handle(event: TrainingEvent): Promise<void>
  /** The trainer went away, or is being stopped: keeps what there is. */
  interrupt(): Promise<unknown>
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
}

/** Layer sizes, the shortest name that a network has. */
function titleOf({ design }: Experiment): string {
  return [design.input, ...design.hidden, design.output].join('-')
}

export function waitingJob({ id, kind, experiment }: JobOrder): Job {
  return {
    id,
    kind,
    title: titleOf(experiment),
    experiment,
    state: 'waiting',
    iteration: 0,
    stepsPerSecond: null,
  }
}

export function activeJob({ order, state, iteration, stepsPerSecond }: ActiveJob): Job {
  return { ...waitingJob(order), state, iteration, stepsPerSecond }
}

/** Keeps a job's state in step with what its training tells. */
export function follow(active: ActiveJob, event: TrainingEvent): void {
  if ('iteration' in event) active.iteration = event.iteration
  if (event.kind === 'logged') active.iteration = event.point.iteration
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

export function isLast({ kind }: TrainingEvent): boolean {
  return kind === 'ended' || kind === 'discarded' || kind === 'failed'
}
