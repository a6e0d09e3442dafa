import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunCurves, RunRecord } from '#shared/records/run-record'
import type { TrainingResult } from '#shared/training/training-events'
import { makeFolder, syncFolder, temporaryPath, writeAtomically } from '../base/atomic-file'
import { fileError } from '../base/file-errors'
import { installEnd, stageEnd } from './ended-files'
import { writableFolder } from './imported-runs'
import { existingRecord, type LibraryContext } from './library-context'
import { FILES } from './library-paths'
import type { NewRun } from './new-run'
import type { Heartbeat } from './run-heartbeat'
import { checkState } from './run-resumption'
import { finishedRecord, hasResult, interruptedRecord, isOver, newRecord, runningRecord } from './run-states'
import { recordText, unfinishedCurvesText } from './run-text'
import {
  isBeingTrained,
  readRunningMarkNow,
  removeRunningMark,
  runningMarkText,
  takeRunningMark,
} from './running-mark'

/** The writes of a run from its start to its end, each of which leaves a folder that the next start understands. */
export function createRunWriter(context: LibraryContext, heartbeat: Heartbeat) {
  const { paths, now, serially, changed } = context
  /** Records of the runs that this process trains: what it knows of them does not depend on the disk. */
  const training = new Map<string, RunRecord>()

  async function writeNewFolder(record: RunRecord): Promise<void> {
    const path = paths.run(record.id)
    const temporary = temporaryPath(path)
    try {
      await mkdir(temporary)
      // The mark comes with the record, in one step: a record without one would look like an interrupted run.
      await writeFile(join(temporary, FILES.running), runningMarkText(record.iterations, now()))
      await writeAtomically(join(temporary, FILES.record), recordText(record))
      await rename(temporary, path)
    } catch (error) {
      await rm(temporary, { recursive: true, force: true }).catch(() => undefined)
      throw fileError('write', path, error)
    }
    // The run is there; a folder that cannot be forced to the disk is no reason to lose it.
    await syncFolder(paths.runs).catch(() => undefined)
  }

  async function create(run: NewRun): Promise<RunRecord> {
    const record = newRecord(run, now())
    heartbeat.hold(run.id, 0)
    try {
      await serially(run.id, async () => {
        if (existsSync(paths.run(run.id))) throw new Error(`Run ${run.id} is in the library already.`)
        await writeNewFolder(record)
      })
    } catch (error) {
      heartbeat.release(run.id)
      throw error
    }
    training.set(run.id, record)
    await changed(run.id)
    return record
  }

  async function takeMark(id: string, iteration: number): Promise<void> {
    const path = paths.file(id, FILES.running)
    const mark = readRunningMarkNow(path)
    if (isBeingTrained(path, mark, now())) {
      throw new Error(`Run ${id} is being trained right now by process ${mark.pid}.`)
    }
    if (existsSync(path)) await removeRunningMark(path, mark)
    if (await takeRunningMark(path, iteration, now())) return
    throw new Error(`Run ${id} is being trained right now by another process.`)
  }

  /** Goes on with a run whose mark is this process's: another one may have ended it just before. */
  async function goOn(id: string): Promise<RunRecord> {
    await installEnd(paths.run(id), id)
    const record = existingRecord(context, id)
    checkState(context, record)
    const running = runningRecord(record)
    // A result stays on the disk until the next one is whole; what has none only says that it goes on.
    if (!hasResult(record)) await writeAtomically(paths.file(id, FILES.record), recordText(running))
    training.set(id, record)
    return running
  }

  async function resume(id: string): Promise<RunRecord> {
    const resumed = await serially(id, async () => {
      const record = existingRecord(context, id)
      checkState(context, record)
      await takeMark(id, record.iterations)
      heartbeat.hold(id, record.iterations)
      return goOn(id).catch(async (error: unknown) => {
        await release(id)
        throw error
      })
    })
    await changed(id)
    return resumed
  }

  /** Nobody trains the run any more. A mark that cannot be removed is no longer believed. */
  async function release(id: string): Promise<void> {
    heartbeat.release(id)
    training.delete(id)
    await rm(paths.file(id, FILES.running), { force: true }).catch(() => undefined)
  }

  async function write(id: string, name: string, data: string | Uint8Array): Promise<void> {
    await serially(id, () => writeAtomically(paths.file(id, name), data))
  }

  /** What is known of a run that this process trains, even where somebody moved its folder away. */
  async function recordToEnd(id: string): Promise<RunRecord> {
    const known = training.get(id)
    if (known === undefined || existsSync(paths.run(id))) return existingRecord(context, id)
    // Only within a library that is there: a disk that was taken out must not come back as an empty folder.
    if (existsSync(paths.marker)) await writeNewFolder(runningRecord(known))
    return existingRecord(context, id)
  }

  async function ended(record: RunRecord): Promise<RunRecord> {
    await release(record.id)
    if (isOver(record))
      await rm(paths.file(record.id, FILES.checkpoint), { force: true }).catch(() => undefined)
    return record
  }

  async function finish(id: string, result: TrainingResult, curves: RunCurves): Promise<RunRecord> {
    const record = await serially(id, async () => {
      const next = finishedRecord(await recordToEnd(id), result, curves)
      try {
        // An end that lies there is this one, and some of it may be in place: a disk failed in the middle of it.
        if (!(await installEnd(paths.run(id), id))) {
          await stageEnd(paths.run(id), { record: next, curves, weights: result.weights })
          await installEnd(paths.run(id), id)
        }
      } catch (error) {
        throw fileError('write', paths.run(id), error)
      }
      return ended(next)
    })
    await changed(id)
    return record
  }

  async function interrupt(id: string, iteration: number): Promise<RunRecord> {
    const record = await serially(id, async () => {
      try {
        const before = existingRecord(context, id)
        const next = interruptedRecord(before, iteration)
        if (next !== before) await writeAtomically(paths.file(id, FILES.record), recordText(next))
        return next
      } finally {
        // Without its mark the run is found interrupted later, where that could not be written now.
        await release(id)
      }
    })
    await changed(id)
    return record
  }

  async function discard(id: string): Promise<void> {
    await writableFolder(context, id)
    await serially(id, async () => {
      await release(id)
      const target = join(paths.trash, `${id}-${now()}`)
      try {
        await makeFolder(paths.trash)
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
    saveCheckpoint: (id: string, bytes: Uint8Array): Promise<void> => write(id, FILES.checkpoint, bytes),
    saveCurves: (id: string, curves: RunCurves): Promise<void> =>
      write(id, FILES.curves, unfinishedCurvesText(curves)),
  }
}
