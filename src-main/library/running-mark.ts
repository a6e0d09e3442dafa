import { rename, rm } from 'node:fs/promises'
import * as v from 'valibot'
import { parseJson } from '#shared/records/safe-json'
import { temporaryPath, writeAtomically } from '../base/atomic-file'
import { errorCode, fileError } from '../base/file-errors'
import { isAlive, markOfThisProcess, type ProcessMark } from '../base/process-marks'
import { readText } from '../base/read-file'
import { readBytesNow } from '../base/read-now'
import { CHANGED, openSeal, sealed } from '../base/sealed-json'
import { createWhole } from '../base/whole-file'

const RUNNING_FORMAT = 'our-neural-network/running'

/** Says that a run is being trained, by whom, and how far it is. It lies beside the record while the run goes on. */
export interface RunningMark extends ProcessMark {
  readonly format: typeof RUNNING_FORMAT
  readonly version: number
  readonly iteration: number
}

const schema = v.object({
  format: v.literal(RUNNING_FORMAT),
  // Of whatever version: a run that a newer lab trains is not ours to end.
  version: v.pipe(v.number(), v.minValue(1)),
  pid: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  processStart: v.nullable(v.string()),
  boot: v.nullable(v.string()),
  computer: v.optional(v.nullable(v.string())),
  heartbeat: v.string(),
  iteration: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
})

/** Marks that this process holds. One of its own that is not here was left behind by a failure, whatever it says. */
const held = new Set<string>()

export function holdRunningMark(path: string): void {
  held.add(path)
}

export function releaseRunningMark(path: string): void {
  held.delete(path)
}

interface ReadMark {
  readonly mark: RunningMark | null
  /** What is wrong with the file; null where nothing is. */
  readonly fault: string | null
}

/** A mark that was changed since it was written still says who trains, but not how far. */
function parseMark(text: string): ReadMark {
  const json = parseJson(text)
  const { value, intact } = openSeal(json.ok ? json.value : null)
  const result = v.safeParse(schema, value)
  if (!result.success) return { mark: null, fault: CHANGED }
  if (intact) return { mark: result.output, fault: null }
  return { mark: { ...result.output, iteration: 0 }, fault: CHANGED }
}

export function runningMarkText(iteration: number, now: number): string {
  const mark: RunningMark = {
    format: RUNNING_FORMAT,
    version: 1,
    iteration,
    ...markOfThisProcess(now),
  }
  return `${JSON.stringify(sealed(mark))}\n`
}

/** The mark in that file; null where there is none that can be read. */
export function readRunningMarkNow(path: string): RunningMark | null {
  return lookAtRunningMarkNow(path).mark
}

/** The mark in that file, and whether it is as it was written; a file that is not there is no damage. */
export function lookAtRunningMarkNow(path: string): ReadMark {
  try {
    // Not only where it is sound text: a damaged mark still says who trains.
    return parseMark(readBytesNow(path, 'running').toString('utf8'))
  } catch (error) {
    const fault = errorCode(error) === '' && error instanceof Error ? error.message : null
    return { mark: null, fault }
  }
}

/** Whether the run beside this mark is being trained right now. */
export function isBeingTrained(path: string, mark: RunningMark | null, now: number): mark is RunningMark {
  if (mark === null || !isAlive(mark, now)) return false
  const own = markOfThisProcess(now)
  const isOwn = mark.pid === own.pid && mark.boot === own.boot && mark.processStart === own.processStart
  return !isOwn || held.has(path)
}

/** Writes the mark of this process over an older one of its own. */
export function renewRunningMark(path: string, iteration: number, now: number): Promise<void> {
  return writeAtomically(path, runningMarkText(iteration, now), { durable: false })
}

/** Takes the mark for this process; false where another process was faster. */
export function takeRunningMark(path: string, iteration: number, now: number): Promise<boolean> {
  return createWhole(path, runningMarkText(iteration, now))
}

/**
 * Removes a mark, but only while it still is the one that was judged.
 *
 * It is moved first and looked at then: between a look and a removal another process might have put its own there, which goes back.
 */
export async function removeRunningMark(path: string, judged: RunningMark | null): Promise<void> {
  const aside = temporaryPath(path)
  try {
    await rename(path, aside)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return
    throw fileError('remove', path, error)
  }
  const text = await readText(aside, 'running').catch(() => '')
  const moved = parseMark(text).mark
  const isSame = moved === null || (moved.pid === judged?.pid && moved.heartbeat === judged.heartbeat)
  if (!isSame) await createWhole(path, text)
  await rm(aside, { force: true })
}
