import { readdir, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { RunCurves, RunRecord } from '#shared/records/run-record'
import { parseRunCurves } from '#shared/records/run-record-schema'
import { isTemporaryName, writeAtomically } from './atomic-file'
import type { LibraryContext } from './library-context'
import { FILES } from './library-paths'
import { isAlive } from './process-marks'
import { readJsonNow, readRecordNow } from './run-folder'
import { readRunningMarkNow, removeRunningMark, type RunningMark } from './running-mark'
import { recordText } from './run-text'

async function removeTemporary(path: string): Promise<void> {
  const names = await readdir(path)
  await Promise.all(
    names.filter(isTemporaryName).map((name) => rm(join(path, name), { recursive: true, force: true })),
  )
}

function readCurvesNow(path: string): RunCurves | null {
  const result = existsSync(path) ? readJsonNow(path, parseRunCurves) : null
  return result?.ok === true ? result.value : null
}

/** The furthest that is known of a run whose process went away. */
function interruptedRecord(record: RunRecord, mark: RunningMark | null, curves: RunCurves | null): RunRecord {
  const logged = curves?.training.iteration.at(-1) ?? 0
  const iterations = Math.min(
    Math.max(record.iterations, mark?.iteration ?? 0, logged),
    record.plannedIterations,
  )
  const seconds = curves?.seconds.at(-1) ?? record.seconds
  return { ...record, iterations, seconds, stopReason: 'interrupted' }
}

/**
 * Sets the record of a run straight whose process went away in the middle.
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
    if (mark !== null && isAlive(mark, now())) return false
    const result = readRecordNow(path, folder)
    if (!result.ok || result.value.stopReason !== null) return false
    const curves = readCurvesNow(join(path, FILES.curves))
    const record = interruptedRecord(result.value, mark, curves)
    await writeAtomically(join(path, FILES.record), recordText(record))
    if (mark !== null) await removeRunningMark(markPath, mark)
    await removeTemporary(path)
    return true
  })
  if (recovered) await changed(folder)
  return recovered
}

/** Removes what creations that never ended left beside the runs, once it is old enough to be nobody's. */
export async function removeAbandoned(
  { paths, now }: LibraryContext,
  ageOf: (path: string) => number,
): Promise<void> {
  const names = await readdir(paths.runs)
  const abandoned = names.filter(isTemporaryName).map((name) => join(paths.runs, name))
  const old = abandoned.filter((path) => now() - ageOf(path) > 60 * 60 * 1000)
  await Promise.all(old.map((path) => rm(path, { recursive: true, force: true })))
}
