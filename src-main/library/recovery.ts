import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunCurves, RunRecord } from '#shared/records/run-record'
import { parseRunCurves } from '#shared/records/run-record-schema'
import { isTemporaryName, writeAtomically } from '../base/atomic-file'
import { installEnd } from './ended-files'
import { readJsonNow } from './json-file'
import type { LibraryContext } from './library-context'
import { FILES } from './library-paths'
import { readRecordNow } from './run-folder'
import { hasResult, interruptedRecord } from './run-states'
import { recordText } from './run-text'
import { isBeingTrained, readRunningMarkNow, removeRunningMark, type RunningMark } from './running-mark'

async function removeTemporary(path: string): Promise<void> {
  const names = await readdir(path)
  await Promise.all(
    names.filter(isTemporaryName).map((name) => rm(join(path, name), { recursive: true, force: true })),
  )
}

function readCurvesNow(path: string): RunCurves | null {
  const result = existsSync(path) ? readJsonNow(path, 'curves', parseRunCurves) : null
  return result?.ok === true ? result.value : null
}

/** The furthest that is known of a run whose process went away. */
function furthestRecord(record: RunRecord, mark: RunningMark | null, curves: RunCurves | null): RunRecord {
  const logged = curves?.training.iteration.at(-1) ?? 0
  const interrupted = interruptedRecord(record, Math.max(mark?.iteration ?? 0, logged))
  return hasResult(record) ? record : { ...interrupted, seconds: curves?.seconds.at(-1) ?? record.seconds }
}

/**
 * Sets a run straight whose process went away in the middle: an end that lay whole beside it is put in its place; else a run that
 * had a result has it still, and one that had none is interrupted.
 *
 * Only where no living process trains it: the app and the command may use one library. Two processes that do this at once write
 * the same record.
 */
export async function recoverRun(
  { paths, now, serially, changed }: LibraryContext,
  folder: string,
): Promise<boolean> {
  const recovered = await serially(folder, async () => {
    const path = paths.run(folder)
    const markPath = join(path, FILES.running)
    const mark = readRunningMarkNow(markPath)
    if (isBeingTrained(markPath, mark, now())) return false
    await installEnd(path, folder)
    const result = readRecordNow(path, folder)
    if (!result.ok) return false
    const isRunning = result.value.stopReason === null
    if (!isRunning && !existsSync(markPath)) return false
    if (isRunning) {
      const record = furthestRecord(result.value, mark, readCurvesNow(join(path, FILES.curves)))
      await writeAtomically(join(path, FILES.record), recordText(record))
    }
    await removeRunningMark(markPath, mark)
    await removeTemporary(path)
    return true
  })
  if (recovered) await changed(folder)
  return recovered
}

/** Removes what creations that never ended left beside the runs, the imports and the data, once it is old enough to be nobody's. */
export async function removeAbandoned(
  { paths, now }: LibraryContext,
  ageOf: (path: string) => number,
): Promise<void> {
  const folders = [paths.runs, paths.imports, paths.datasets].filter((folder) => existsSync(folder))
  for (const folder of folders) {
    const abandoned = (await readdir(folder)).filter(isTemporaryName).map((name) => join(folder, name))
    const old = abandoned.filter((path) => now() - ageOf(path) > 60 * 60 * 1000)
    await Promise.all(old.map((path) => rm(path, { recursive: true, force: true })))
  }
}
