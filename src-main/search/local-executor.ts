import type { DatasetDescription } from '#shared/experiment/dataset-description'
import type { EngineName } from '#shared/kernels/kernels'
import type { TrainingEvent } from '#shared/training/training-events'
import { errorMessage } from '../base/error-message'
import type { Library } from '../library/library'
import { recordTraining, type RunRecorder } from '../library/run-recorder'
import type { DataSet } from '../trainer/data-files'
import { arithmeticOf } from '../trainer/engines'
import { createTrainingPlace, type TrainingPlace } from '../trainer/training-place'
import { startTraining, type TrainingSession } from '../trainer/training-session'
import type { Executor, SearchTask, TaskEnd } from './executor'

export interface LocalOptions {
  readonly library: Library
  /** Loaded once: each trial gets it into its memory from here. */
  readonly data: DataSet
  readonly dataset: DatasetDescription | undefined
  /** Trials that train at once, each with so many threads. */
  readonly parallel: number
  readonly threads: number
  readonly engine: EngineName | undefined
  readonly threadEntry: string
  readonly author: string
  readonly onNote: (sentence: string) => void
  readonly onEvent?: (task: SearchTask, event: TrainingEvent) => void
}

/** A task that is being trained. */
interface Active {
  readonly task: SearchTask
  readonly leave: (how: 'soon' | 'now') => Promise<void>
}

interface Start {
  readonly id: string
  readonly resumes: boolean
  readonly checkpoint: Uint8Array | null
}

/** Trains tasks in this process: one after the other, or several beside each other. */
export function createLocalExecutor(options: LocalOptions): Executor {
  const { library, data, parallel, engine, onNote } = options
  const active = new Set<Active>()
  /** Where nobody trains at the moment. */
  const places: TrainingPlace[] = []
  let ended: TaskEnd[] = []
  let isCancelled = false
  let wake: () => void = () => undefined

  function tell(end: TaskEnd): void {
    ended.push(end)
    wake()
  }

  /** Where the run begins: anew, or from where an earlier start of the search left it. */
  async function startOf({ unfinished }: SearchTask): Promise<Start> {
    if (unfinished === null) return { id: library.newId(), resumes: false, checkpoint: null }
    try {
      const computing = { data: data.fingerprint, arithmetic: arithmeticOf(engine) }
      const { checkpoint } = await library.prepareResumption(unfinished, computing)
      return { id: unfinished, resumes: true, checkpoint }
    } catch (error) {
      onNote(`${errorMessage(error)} The trial is trained from the beginning.`)
      return { id: library.newId(), resumes: false, checkpoint: null }
    }
  }

  async function recorderFor({ experiment, parent }: SearchTask, start: Start): Promise<RunRecorder> {
    const { dataset, author } = options
    return recordTraining(library, {
      ...start,
      experiment,
      data: data.fingerprint,
      dataset,
      author,
      parent,
      onProblem: onNote,
    })
  }

  /** Trains one task; resolves when all of it is written. */
  async function train(task: SearchTask): Promise<TaskEnd> {
    const start = await startOf(task)
    if (isCancelled) return { kind: 'left', task }
    const recorder = await recorderFor(task, start)
    const { error, isLeft } = await trainInto(recorder, task, start.checkpoint)
    if (error !== null) {
      await recorder.interrupt().catch((second: unknown) => onNote(errorMessage(second)))
      return { kind: 'failed', task, error }
    }
    const { record } = recorder
    if (isLeft || record === null) return { kind: 'left', task }
    return { kind: 'recorded', task, run: record }
  }

  async function trainInto(recorder: RunRecorder, task: SearchTask, checkpoint: Uint8Array | null) {
    let error: unknown = null
    let isLeft = false
    let taken: Promise<void> = Promise.resolve()
    const place = places.pop() ?? createTrainingPlace(options.threadEntry)
    const session = sessionFor(task, checkpoint, place, (event) => {
      options.onEvent?.(task, event)
      if (event.kind === 'failed') error ??= new Error(event.message)
      taken = taken.then(() => recorder.handle(event)).catch((fault: unknown) => void fail(fault))
      if (event.kind === 'paused') void leave('now')
    })

    async function fail(fault: unknown): Promise<void> {
      error ??= fault
      await session.terminate()
    }

    async function leave(how: 'soon' | 'now'): Promise<void> {
      // The pause writes a checkpoint, and no step is made after it.
      if (how === 'soon') return session.command('pause')
      await session.terminate()
    }

    const mine: Active = { task, leave }
    active.add(mine)
    try {
      await session.finished
      await taken
      isLeft = error === null && recorder.record?.stopReason === null
      if (isLeft) await recorder.interrupt()
    } catch (fault) {
      error ??= fault
    } finally {
      active.delete(mine)
      places.push(place)
    }
    return { error, isLeft }
  }

  function sessionFor(
    { experiment, stopAfter }: SearchTask,
    checkpoint: Uint8Array | null,
    place: TrainingPlace,
    onEvent: (event: TrainingEvent) => void,
  ): TrainingSession {
    return startTraining(
      {
        experiment,
        data: async () => data,
        place,
        threads: options.threads,
        checkpoint,
        ...(engine === undefined ? {} : { engine }),
        ...(stopAfter === null ? {} : { stopAfter }),
      },
      onEvent,
    )
  }

  return {
    room: parallel,
    submit: async (tasks) => {
      for (const task of tasks) {
        train(task).then(tell, (error: unknown) => tell({ kind: 'failed', task, error }))
      }
    },
    poll: async () => {
      if (ended.length === 0) await new Promise<void>((resolve) => (wake = resolve))
      const found = ended
      ended = []
      return found
    },
    cancel: async (how) => {
      isCancelled = true
      await Promise.all([...active].map(({ leave }) => leave(how)))
    },
  }
}
