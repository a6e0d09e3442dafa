import { readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { parseJson } from '#shared/records/safe-json'
import { type Environment, wait } from './environment'
import { isAlive, markOfThisProcess, type ProcessMark } from './process-marks'
import { readText } from './read-file'
import { createWhole } from './whole-file'

type Clockwork = Pick<Environment, 'clock' | 'timers'>

export interface LockOptions extends Clockwork {
  /** Longest wait for the others, in milliseconds. */
  readonly longestWait: number
  /** The sentence where that was not enough. */
  readonly late: string
}

const schema = v.object({
  pid: v.number(),
  processStart: v.nullable(v.string()),
  boot: v.nullable(v.string()),
  computer: v.optional(v.nullable(v.string())),
  heartbeat: v.string(),
})
const HEARTBEAT = 15_000
/** Silence after which a holder of which the system tells nothing counts as dead: four missed beats. */
const LONGEST_SILENCE = 60_000
const PAUSE = 100

/** One turn at a lock: turns are numbered upwards, and the file with the highest number tells who has it, or that it is free. */
interface Turn {
  readonly number: number
  readonly isFree: boolean
  readonly path: string
}

/** How long a mark has not changed, by our own waiting: no clock of anybody is asked. */
interface Silence {
  mark: string
  waited: number
}

function turnPath(path: string, number: number, state: 'held' | 'free'): string {
  return `${path}.${number}.${state}`
}

async function turns(directory: string, name: string): Promise<readonly Turn[]> {
  const found: Turn[] = []
  for (const entry of await readdir(directory)) {
    const rest = entry.startsWith(`${name}.`) ? entry.slice(name.length + 1) : ''
    const [, digits, state] = /^(\d{1,15})\.(held|free)$/.exec(rest) ?? []
    if (digits !== undefined)
      found.push({ number: Number(digits), isFree: state === 'free', path: join(directory, entry) })
  }
  return found.sort((left, right) => left.number - right.number)
}

function parseMark(text: string): ProcessMark | null {
  const json = parseJson(text)
  const result = json.ok ? v.safeParse(schema, json.value) : null
  return result?.success === true ? result.output : null
}

/** What tells that a holder still beats; empty where its file has gone. */
async function sign(path: string): Promise<string> {
  const [text, stats] = await Promise.all([
    readText(path, 'library').catch(() => null),
    stat(path).catch(() => null),
  ])
  return text === null || stats === null ? '' : `${stats.mtimeMs} ${text}`
}

/**
 * Whether the holder of a turn is gone. The system's word about the process decides; where it has none (another computer, another
 * start of this one, another system), a mark that does not beat for a minute of our own waiting does.
 */
async function isDead(turn: Turn, silence: Silence): Promise<boolean> {
  const found = await sign(turn.path)
  if (found !== silence.mark) {
    silence.mark = found
    silence.waited = 0
  }
  if (found === '') return false
  const mark = parseMark(found.slice(found.indexOf(' ') + 1))
  // Asked at the moment of its own heartbeat, so that only the process is judged and not its clock or ours.
  if (mark !== null && !isAlive(mark, Date.parse(mark.heartbeat))) return true
  return isOfThisBoot(mark) ? false : silence.waited >= LONGEST_SILENCE
}

/** Whether the system tells for sure that the process of a mark runs. */
function isOfThisBoot(mark: ProcessMark | null): boolean {
  const own = markOfThisProcess(0)
  return mark !== null && own.boot !== null && mark.boot === own.boot && mark.processStart !== null
}

/**
 * Takes the next turn, if the last one is over; null where it is not.
 *
 * Nothing is ever taken away from anybody by moving a file: who finds the last turn over makes the next number, which only one
 * process can, and who was slow meanwhile sees the higher number and steps back.
 */
async function take(directory: string, name: string, silence: Silence, now: number): Promise<Turn | null> {
  const last = (await turns(directory, name)).at(-1)
  if (last !== undefined && !last.isFree && !(await isDead(last, silence))) return null
  const number = (last?.number ?? 0) + 1
  const path = turnPath(join(directory, name), number, 'held')
  if (!(await createWhole(path, JSON.stringify(markOfThisProcess(now))))) return null
  const all = await turns(directory, name)
  // Who looked before a whole turn of somebody else makes the number of that turn again, beside the file that says it is free.
  if (all.some((turn) => turn.number >= number && turn.path !== path)) {
    await rm(path, { force: true })
    return null
  }
  for (const older of all) if (older.number < number) await rm(older.path, { force: true })
  return { number, isFree: false, path }
}

/** Lets one process at a time do something in a directory: the app and the command, or several commands. */
export async function withProcessLock<T>(
  directory: string,
  name: string,
  { clock, timers, longestWait, late }: LockOptions,
  work: () => Promise<T>,
): Promise<T> {
  const silence: Silence = { mark: '', waited: 0 }
  let turn: Turn | null = null
  for (let waited = 0; turn === null; waited += PAUSE) {
    turn = await take(directory, name, silence, clock())
    if (turn !== null) break
    if (waited > longestWait) throw new Error(late)
    // Not all at the same moment, so that of many each gets its turn.
    await wait(timers, PAUSE * (0.5 + Math.random()))
    silence.waited += PAUSE
  }
  const held = turn
  let cancel = (): void => undefined
  const beat = (): void => {
    cancel = timers.after(HEARTBEAT, () => {
      const now = new Date(clock())
      void utimes(held.path, now, now).catch(() => undefined)
      beat()
    })
  }
  beat()
  try {
    return await work()
  } finally {
    cancel()
    // One that another process took over while this one slept is not there any more.
    await rename(held.path, turnPath(join(directory, name), held.number, 'free')).catch(() => undefined)
  }
}
