import { readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import * as v from 'valibot'
import { parseJson } from '#shared/records/safe-json'
import { errorCode } from '../library/file-errors'
import { isAlive, markOfThisProcess, type ProcessMark } from '../library/process-marks'
import { wait, type Surroundings } from './core/surroundings'

const schema = v.object({
  pid: v.number(),
  processStart: v.nullable(v.string()),
  boot: v.nullable(v.string()),
  heartbeat: v.string(),
})
const HEARTBEAT = 15_000
const LONGEST_WAIT = 120_000

async function readMark(path: string): Promise<ProcessMark | null> {
  const text = await readFile(path, 'utf8').catch(() => null)
  const json = text === null ? null : parseJson(text)
  const result = json?.ok === true ? v.safeParse(schema, json.value) : null
  return result?.success === true ? result.output : null
}

async function take(path: string, now: number): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(markOfThisProcess(now)), { flag: 'wx' })
    return true
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
  }
  const mark = await readMark(path)
  if (mark !== null && isAlive(mark, now)) return false
  // Moved away first: of two processes that find the same dead mark only one can move it.
  const aside = `${path}.${process.pid}.old`
  await rename(path, aside).catch(() => undefined)
  await rm(aside, { force: true })
  return false
}

/** Lets one process at a time work on what sharing keeps beside a library: the app and the command use the same. */
export async function withPassLock<T>(
  path: string,
  { clock, timers }: Surroundings,
  work: () => Promise<T>,
): Promise<T> {
  const start = clock()
  while (!(await take(path, clock()))) {
    if (clock() - start > LONGEST_WAIT)
      throw new Error('Another program of the lab has been sharing this library for two minutes.')
    await wait(timers, 100)
  }
  let cancel = (): void => undefined
  const beat = (): void => {
    cancel = timers.after(HEARTBEAT, () => {
      const now = new Date(clock())
      void utimes(path, now, now).catch(() => undefined)
      void writeFile(path, JSON.stringify(markOfThisProcess(clock()))).catch(() => undefined)
      beat()
    })
  }
  beat()
  try {
    return await work()
  } finally {
    cancel()
    await rm(path, { force: true })
  }
}
