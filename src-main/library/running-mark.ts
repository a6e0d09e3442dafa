import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { parseJson } from '#shared/records/safe-json'
import { temporaryPath, writeAtomically } from '../base/atomic-file'
import { errorCode, fileError } from '../base/file-errors'
import { isAlive, markOfThisProcess, type ProcessMark } from '../base/process-marks'
import { openSeal, sealed } from '../base/sealed-json'

const RUNNING_FORMAT = 'our-neural-network/running'

/** Says that a run is being trained, by whom, and how far it is. It lies beside the record while the run goes on. */
export interface RunningMark extends ProcessMark {
  readonly format: typeof RUNNING_FORMAT
  readonly version: 1
  readonly iteration: number
}

const schema = v.object({
  format: v.literal(RUNNING_FORMAT),
  version: v.literal(1),
  pid: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  processStart: v.nullable(v.string()),
  boot: v.nullable(v.string()),
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

/** A mark that was changed since it was written still says who trains, but not how far. */
function parseMark(text: string): { readonly mark: RunningMark | null; readonly intact: boolean } {
  const json = parseJson(text)
  const { value, intact } = openSeal(json.ok ? json.value : null)
  const result = v.safeParse(schema, value)
  if (!result.success) return { mark: null, intact: false }
  return { mark: intact ? result.output : { ...result.output, iteration: 0 }, intact }
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
export function lookAtRunningMarkNow(path: string): ReturnType<typeof parseMark> {
  try {
    return parseMark(readFileSync(path, 'utf8'))
  } catch {
    return { mark: null, intact: true }
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
export async function takeRunningMark(path: string, iteration: number, now: number): Promise<boolean> {
  const temporary = temporaryPath(path)
  try {
    await writeFile(temporary, runningMarkText(iteration, now), { flag: 'wx' })
    // A link, because unlike a rename it never replaces what lies there.
    await link(temporary, path)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw fileError('write', path, error)
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined)
  }
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
  const moved = parseMark(await readFile(aside, 'utf8').catch(() => '')).mark
  const isSame = moved === null || (moved.pid === judged?.pid && moved.heartbeat === judged.heartbeat)
  if (!isSame) await link(aside, path).catch(() => undefined)
  await rm(aside, { force: true })
}
