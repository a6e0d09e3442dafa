import { readFileSync } from 'node:fs'
import { errorCode } from './file-errors'

/** Which process, on which start of the computer: a bare process id means another program after a restart. */
export interface ProcessMark {
  readonly pid: number
  /** Moment of the process's start as the system counts it; null where the system does not tell. */
  readonly processStart: string | null
  /** Start of the computer; null where the system does not tell. */
  readonly boot: string | null
  /** ISO 8601; written again every few seconds. */
  readonly heartbeat: string
}

/** Longest silence of a living process, where the system does not tell when processes started. */
const LONGEST_SILENCE = 60_000
/** Furthest from 1970 that a date can be. */
const FURTHEST = 8.64e15

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return null
  }
}

function readBoot(): string | null {
  return readText('/proc/sys/kernel/random/boot_id')
}

interface ProcessState {
  readonly start: string
  readonly isGone: boolean
}

/** What Linux tells of a process. Its name may hold spaces and brackets, so the fields are counted from the last bracket. */
function readProcess(pid: number): ProcessState | null {
  const text = readText(`/proc/${pid}/stat`)
  if (text === null) return null
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const [state = '', start = ''] = [fields[0], fields[19]]
  return { start, isGone: state === 'Z' || state === 'X' }
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

const boot = readBoot()
const processStart = readProcess(process.pid)?.start ?? null

/** The mark of this process at a moment. */
export function markOfThisProcess(now: number): ProcessMark {
  return { pid: process.pid, processStart, boot, heartbeat: isoMoment(now) }
}

/** The same moment for marks that only say when: a clock that nobody set right must not keep a date from being written. */
function isoMoment(now: number): string {
  return new Date(Math.min(Math.max(now, -FURTHEST), FURTHEST)).toISOString()
}

/**
 * Whether the process that made a mark still runs.
 *
 * A mark from another start of a computer may come from another computer on the same disk: there the heartbeat alone decides. One
 * that lies in the future says nothing of a living process, only that a clock was set back since.
 */
export function isAlive(mark: ProcessMark, now: number): boolean {
  if (mark.boot === boot) {
    if (!processExists(mark.pid)) return false
    const found = readProcess(mark.pid)
    if (found !== null && mark.processStart !== null)
      return !found.isGone && found.start === mark.processStart
  }
  return Math.abs(now - Date.parse(mark.heartbeat)) < LONGEST_SILENCE
}
