import { existsSync } from 'node:fs'
import { mkdir, rename, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunCurves, RunRecord } from '#shared/records/run-record'
import { syncFolder, temporaryPath, writeAtomically } from '../base/atomic-file'
import { FILES } from './library-paths'
import { readRecordNow } from './run-folder'
import { curvesText, recordText } from './run-text'
import { weightsFile } from './weights-file'

/** The end of a run: its record, and what the record tells of. */
export interface EndOfRun {
  readonly record: RunRecord
  readonly curves: RunCurves
  readonly weights: Float32Array
}

// The record is last: what it tells of must be there.
const IN_ORDER = [FILES.curves, FILES.weights, FILES.record]

/** Writes the three files of a run's end into a folder that is there. */
export async function writeEndFiles(folder: string, { record, curves, weights }: EndOfRun): Promise<void> {
  await writeAtomically(join(folder, FILES.curves), curvesText(curves))
  await writeAtomically(join(folder, FILES.weights), weightsFile(record, weights))
  await writeAtomically(join(folder, FILES.record), recordText(record))
}

/**
 * Writes the end of a run beside what the run has, whole, before any of it takes its place.
 *
 * A failure or a kill until here leaves the run as it was; a kill from here on leaves an end that `installEnd` puts in place.
 */
export async function stageEnd(run: string, end: EndOfRun): Promise<void> {
  const staged = join(run, FILES.ended)
  const temporary = temporaryPath(staged)
  try {
    await mkdir(temporary)
    await writeEndFiles(temporary, end)
    // Nothing but an end that could not be read lies there: one that could was put in place before the run went on.
    await rm(staged, { recursive: true, force: true })
    await rename(temporary, staged)
    await syncFolder(run)
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined)
    throw error
  }
}

/** Puts an end that lies whole beside the run in its place; false where there is none. Can be broken off and done again. */
export async function installEnd(run: string, folder: string): Promise<boolean> {
  const staged = join(run, FILES.ended)
  if (!existsSync(staged)) return false
  // The record leaves last, so without one everything has left.
  if (existsSync(join(staged, FILES.record)) && !readRecordNow(staged, folder).ok) return false
  for (const name of IN_ORDER) {
    if (existsSync(join(staged, name))) await rename(join(staged, name), join(run, name))
  }
  await rmdir(staged)
  await syncFolder(run)
  return true
}
