import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { errorCode } from './file-errors'
import { sha256 } from './hashes'

/** Which process, on which start of the computer: a bare process id means another program after a restart. */
export interface ProcessMark {
  readonly pid: number
  /** Moment of the process's start as the system counts it; null where the system does not tell. */
  readonly processStart: string | null
  /** Start of the computer; null where the system does not tell. */
  readonly boot: string | null
  /** Which computer, as a hash; null where the system does not tell, absent in marks of earlier versions. */
  readonly computer?: string | null | undefined
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

/**
 * A hash of what names this computer. The name of the host is in it, because computers that were set up from one image may share
 * the id of the machine, and a hash, because that id is not for others.
 */
function readComputer(): string | null {
  const id = readText('/etc/machine-id')
  return id === null || id === '' ? null : sha256(`our-neural-network ${id} ${hostname()}`).slice(0, 16)
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

/** Where this process runs. */
interface Here {
  readonly boot: string | null
  readonly computer: string | null
}

const HERE: Here = { boot: readBoot(), computer: readComputer() }
const processStart = readProcess(process.pid)?.start ?? null

/** The mark of this process at a moment. */
export function markOfThisProcess(now: number): ProcessMark {
  return { pid: process.pid, processStart, ...HERE, heartbeat: isoMoment(now) }
}

/** The same moment for marks that only say when: a clock that nobody set right must not keep a date from being written. */
function isoMoment(now: number): string {
  return new Date(Math.min(Math.max(now, -FURTHEST), FURTHEST)).toISOString()
}

/**
 * Whether the process that made a mark still runs.
 *
 * No process outlives the start of its computer. A mark from another start may also come from another computer on the same disk:
 * where it does not say that it was this one, its heartbeat alone decides. One that lies in the future says nothing of a living
 * process, only that a clock was set back since.
 */
export function isAlive(mark: ProcessMark, now: number, here: Here = HERE): boolean {
  if (mark.boot === here.boot) {
    if (!processExists(mark.pid)) return false
    const found = readProcess(mark.pid)
    if (found !== null && mark.processStart !== null)
      return !found.isGone && found.start === mark.processStart
  }
  if (isOfEarlierStart(mark, here)) return false
  return Math.abs(now - Date.parse(mark.heartbeat)) < LONGEST_SILENCE
}

/** Whether a mark was made on this computer, before it was started as it is now. */
function isOfEarlierStart({ boot, computer }: ProcessMark, here: Here): boolean {
  const isHere = computer != null && computer === here.computer
  return isHere && boot !== null && here.boot !== null && boot !== here.boot
}
