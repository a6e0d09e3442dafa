import type { RunCurves, RunRecord } from '#shared/records/run-record'
import { readCheckpointHeader } from '#shared/training/checkpoint'
import type { GrowingCurves } from '#shared/training/progress'
import { addEvent, curvesOf, emptyCurves } from '#shared/training/progress'
import type { TrainingEvent, TrainingResult } from '#shared/training/training-events'
import { errorMessage } from '../base/error-message'
import { experimentIdentity } from '../base/hashes'
import { readMachine } from '../base/machine'
import type { Library } from './library-types'
import { checkNewRun } from './new-run-check'
import type { RecordedTraining } from './recorded-training'
import { finishedRecord } from './run-states'

/** Least time between two writes of the curves of a run that goes on, by a clock that nobody sets. */
const CURVES_EVERY_MS = 3000

/** Writes one training into the library. */
export interface RunRecorder {
  readonly id: string
  /**
   * Takes the events one after the other. Rejects with a sentence where the run cannot be recorded at all, and where its end
   * could not be written: then nothing of the end is lost, and the same event can be handed in again.
   */
  handle(event: TrainingEvent): Promise<void>
  /** The curves so far, for windows that open in the middle. */
  curves(): RunCurves
  /** The record with a result that is not written yet, or cannot be. */
  recordWith(result: TrainingResult): RunRecord
  /** The trainer went away: marks the run as interrupted where it stands. Null where nothing was recorded yet or all has ended. */
  interrupt(): Promise<RunRecord | null>
  /** The record, as it was written last. */
  readonly record: RunRecord | null
}

function initialCurves({ experiment, checkpoint }: RecordedTraining): GrowingCurves {
  if (checkpoint !== null) return structuredClone(readCheckpointHeader(checkpoint).header.state.curves)
  return emptyCurves(experiment.design.hidden.length)
}

/** A run that goes on must not mix two arithmetics under one record. */
function checkArithmetic(record: RunRecord, arithmetic: string): void {
  if (record.arithmetic === arithmetic) return
  throw new Error(
    `Run ${record.id} was computed with arithmetic ${record.arithmetic}; this computer computes with ${arithmetic}.`,
  )
}

/** Tells what could not be written, but the same sentence only once until something could be. */
function createPatience(onProblem: (sentence: string) => void) {
  let told: string | null = null
  return async (write: () => Promise<void>): Promise<void> => {
    try {
      await write()
      told = null
    } catch (error) {
      const sentence = errorMessage(error)
      if (sentence !== told) onProblem(sentence)
      told = sentence
    }
  }
}

/**
 * The one place that turns what a training tells into files.
 *
 * A record is on disk from the first event on, curves every few seconds, checkpoints as they come; what cannot be written in
 * between is told and tried again, because a full disk must not end a training that somebody may still save. A run that goes on
 * is never left with less than it had: its result and its curves stay until the training is further than they are.
 */
export async function recordTraining(library: Library, training: RecordedTraining): Promise<RunRecorder> {
  const { id, experiment, resumes = training.checkpoint !== null, onProblem = () => undefined } = training
  if (!resumes) checkNewRun(training, Date.now())
  const growing = initialCurves(training)
  const curves = (): RunCurves => curvesOf(id, growing)
  const before = resumes ? await library.record(id) : null
  let record: RunRecord | null = resumes ? await library.resume(id) : null
  let iteration = record?.iterations ?? 0
  let ended = false
  let savedAt = Number.NEGATIVE_INFINITY
  let queue: Promise<unknown> = Promise.resolve()
  const trying = createPatience(onProblem)

  /** The curves on the disk belong to the result there, or reach further than these. */
  function keepsCurves(): boolean {
    return before !== null && (before.weightsSha256 !== null || iteration < before.iterations)
  }

  async function saveCurves(): Promise<void> {
    savedAt = performance.now()
    if (!keepsCurves()) await trying(() => library.saveCurves(id, curves()))
  }

  async function start(event: Extract<TrainingEvent, { kind: 'started' }>): Promise<void> {
    iteration = event.iteration
    if (record !== null) {
      checkArithmetic(record, event.arithmetic)
      library.progress(id, iteration)
      return
    }
    const { engine, threads, arithmetic, parameters } = event
    const { data, dataset, author, parent, calibration = null } = training
    record = await library.create({
      id,
      experiment,
      identity: experimentIdentity(experiment, data, arithmetic),
      data,
      ...(dataset === undefined ? {} : { dataset }),
      arithmetic,
      engine: { name: engine, threads },
      machine: readMachine(calibration),
      author,
      parameters,
      parent,
    })
  }

  /** What cannot be recorded is not gone on with, but what was there before stays. */
  async function startOrLeave(event: Extract<TrainingEvent, { kind: 'started' }>): Promise<void> {
    try {
      await start(event)
    } catch (error) {
      await interruptNow().catch(() => null)
      ended = true
      throw error
    }
  }

  function recordWith(result: TrainingResult): RunRecord {
    if (record === null) throw new Error(`Run ${id} was not recorded.`)
    return finishedRecord(record, result, curves())
  }

  async function finish(result: TrainingResult): Promise<void> {
    record = await library.finish(id, result, curves())
    ended = true
  }

  async function interruptNow(): Promise<RunRecord | null> {
    if (record === null || ended) return null
    ended = true
    await saveCurves()
    record = await library.interrupt(id, iteration)
    return record
  }

  async function discard(): Promise<void> {
    // A run that existed before stays: only what was added to it is given up.
    if (before !== null) return void (await interruptNow())
    ended = true
    if (record !== null) await library.discard(id)
    record = null
  }

  async function take(event: TrainingEvent): Promise<void> {
    if (ended) return
    addEvent(growing, event)
    switch (event.kind) {
      case 'started':
        return startOrLeave(event)
      case 'ended':
        return finish(event.result)
      case 'discarded':
        return discard()
      case 'failed':
        return void (await interruptNow())
      case 'checkpoint':
        iteration = event.iteration
        await saveCurves()
        return trying(() => library.saveCheckpoint(id, event.bytes))
      case 'paused':
        return saveCurves()
      case 'progress':
        iteration = event.iteration
        library.progress(id, iteration)
        return
      case 'logged':
        iteration = event.point.iteration
        library.progress(id, iteration)
        return performance.now() - savedAt < CURVES_EVERY_MS ? undefined : saveCurves()
      default:
        return
    }
  }

  function enqueue<T>(work: () => Promise<T>): Promise<T> {
    const mine = queue.then(work)
    queue = mine.catch(() => undefined)
    return mine
  }

  return {
    id,
    handle: (event) => enqueue(() => take(event)),
    curves,
    recordWith,
    interrupt: () => enqueue(interruptNow),
    get record() {
      return record
    },
  }
}
