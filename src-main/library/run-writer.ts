import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packPredictions } from '#shared/records/predictions'
import { RUN_FORMAT, type RunCurves, type RunRecord } from '#shared/records/run-record'
import type { TrainingResult } from '#shared/training/training-events'
import { makeFolder, syncFolder, temporaryPath, writeAtomically } from './atomic-file'
import { errorCode, fileError } from './file-errors'
import { curvesSha256, weightsSha256 } from './hashes'
import { existingRecord, type LibraryContext } from './library-context'
import { FILES } from './library-paths'
import type { NewRun } from './library-types'
import type { Heartbeat } from './run-heartbeat'
import { curvesText, recordText, unfinishedCurvesText } from './run-text'
import { isAlive } from './process-marks'
import { readRunningMarkNow, removeRunningMark, runningMarkText, takeRunningMark } from './running-mark'
import { weightsFile } from './weights-file'

/** What a run does not have before it ends. A run that goes on loses what it had: it would be of other weights. */
const NO_RESULT = {
  stopReason: null,
  divergence: null,
  keptWeights: null,
  trainAccuracy: null,
  validationAccuracy: null,
  testAccuracy: null,
  trainLoss: null,
  validationLoss: null,
  testLoss: null,
  weightsSha256: null,
  curvesSha256: null,
  predictions: null,
} as const

function newRecord(run: NewRun, now: number): RunRecord {
  return {
    format: RUN_FORMAT,
    version: 1,
    ...run,
    startedAt: new Date(now).toISOString(),
    seconds: null,
    plannedIterations: run.experiment.plan.iterations,
    iterations: 0,
    ...NO_RESULT,
  }
}

/** JSON has no infinity: a loss that is none is told by the stop reason and the divergence. */
function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null
}

function finishedRecord(record: RunRecord, result: TrainingResult, curves: RunCurves): RunRecord {
  return {
    ...record,
    seconds: result.seconds,
    iterations: result.iterations,
    stopReason: result.stopReason,
    divergence: result.divergence,
    keptWeights: result.keptWeights,
    trainAccuracy: finite(result.trainAccuracy),
    validationAccuracy: finite(result.validationAccuracy),
    testAccuracy: finite(result.testAccuracy),
    trainLoss: finite(result.trainLoss),
    validationLoss: finite(result.validationLoss),
    testLoss: finite(result.testLoss),
    weightsSha256: weightsSha256(result.weights),
    curvesSha256: curvesSha256(curves),
    predictions: result.predictions === null ? null : packPredictions(result.predictions),
  }
}

/** Whether nothing is left that a training could go on with. */
function isOver(record: RunRecord): boolean {
  return record.stopReason === 'completed' || record.stopReason === 'early-stopping'
}

/** The writes of a run from its start to its end, each of which leaves a folder that the next start understands. */
export function createRunWriter(context: LibraryContext, heartbeat: Heartbeat) {
  const { paths, now, serially, changed } = context

  async function writeNewFolder(record: RunRecord): Promise<void> {
    const path = paths.run(record.id)
    const temporary = temporaryPath(path)
    try {
      await mkdir(temporary)
      // The mark comes with the record, in one step: a record without one would look like an interrupted run.
      await writeFile(join(temporary, FILES.running), runningMarkText(0, now()))
      await writeAtomically(join(temporary, FILES.record), recordText(record))
      await rename(temporary, path)
      await syncFolder(paths.runs)
    } catch (error) {
      await rm(temporary, { recursive: true, force: true }).catch(() => undefined)
      throw fileError('write', path, error)
    }
  }

  async function create(run: NewRun): Promise<RunRecord> {
    const record = newRecord(run, now())
    await serially(run.id, () => writeNewFolder(record))
    heartbeat.hold(run.id, 0)
    await changed(run.id)
    return record
  }

  async function takeMark(id: string, iteration: number): Promise<void> {
    const path = paths.file(id, FILES.running)
    const mark = readRunningMarkNow(path)
    if (mark !== null && isAlive(mark, now())) {
      throw new Error(`Run ${id} is being trained at this moment, by process ${mark.pid}.`)
    }
    if (mark !== null) await removeRunningMark(path, mark)
    if (await takeRunningMark(path, iteration, now())) return
    throw new Error(`Run ${id} is being trained at this moment, by another process.`)
  }

  async function resume(id: string): Promise<RunRecord> {
    const resumed = await serially(id, async () => {
      const record = existingRecord(context, id)
      if (isOver(record))
        throw new Error(`Run ${id} has ended (${record.stopReason}): there is nothing to go on with.`)
      await takeMark(id, record.iterations)
      const running: RunRecord = { ...record, ...NO_RESULT }
      await writeAtomically(paths.file(id, FILES.record), recordText(running))
      return running
    })
    heartbeat.hold(id, resumed.iterations)
    await changed(id)
    return resumed
  }

  async function write(id: string, name: string, data: string | Uint8Array): Promise<void> {
    await serially(id, () => writeAtomically(paths.file(id, name), data))
  }

  async function readCheckpoint(id: string): Promise<Uint8Array<ArrayBuffer> | null> {
    existingRecord(context, id)
    const path = paths.file(id, FILES.checkpoint)
    return readFile(path).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return null
      throw fileError('read', path, error)
    })
  }

  async function end(
    id: string,
    ended: (record: RunRecord) => RunRecord | Promise<RunRecord>,
  ): Promise<RunRecord> {
    heartbeat.release(id)
    const record = await serially(id, async () => {
      const next = await ended(existingRecord(context, id))
      await writeAtomically(paths.file(id, FILES.record), recordText(next))
      await rm(paths.file(id, FILES.running), { force: true })
      if (isOver(next)) await rm(paths.file(id, FILES.checkpoint), { force: true })
      return next
    })
    await changed(id)
    return record
  }

  function finish(id: string, result: TrainingResult, curves: RunCurves): Promise<RunRecord> {
    return end(id, async (record) => {
      const next = finishedRecord(record, result, curves)
      // The record is last: what it tells of must be there.
      await writeAtomically(paths.file(id, FILES.curves), curvesText(curves))
      await writeAtomically(paths.file(id, FILES.weights), weightsFile(next, result.weights))
      return next
    })
  }

  function interrupt(id: string, iteration: number): Promise<RunRecord> {
    return end(id, (record) => ({ ...record, iterations: iteration, stopReason: 'interrupted' }))
  }

  async function discard(id: string): Promise<void> {
    heartbeat.release(id)
    await serially(id, async () => {
      const target = join(paths.trash, `${id}-${now()}`)
      try {
        await makeFolder(paths.trash)
        await rm(paths.file(id, FILES.running), { force: true })
        await rename(paths.run(id), target)
      } catch (error) {
        throw fileError('move to the trash', paths.run(id), error)
      }
    })
    await changed(id)
  }

  return {
    create,
    resume,
    finish,
    interrupt,
    discard,
    readCheckpoint,
    saveCheckpoint: (id: string, bytes: Uint8Array): Promise<void> => write(id, FILES.checkpoint, bytes),
    saveCurves: (id: string, curves: RunCurves): Promise<void> =>
      write(id, FILES.curves, unfinishedCurvesText(curves)),
  }
}
