import { basename, dirname } from 'node:path'
import type { Environment } from '../base/environment'
import { withProcessLock } from '../base/process-lock'

const LONGEST_WAIT = 120_000
const LATE = 'Another program of the lab has been sharing this library for two minutes.'

/** Lets one process at a time work on what sharing keeps beside a library: the app and the command use the same. */
export function withPassLock<T>(
  path: string,
  { clock, timers }: Environment,
  work: () => Promise<T>,
): Promise<T> {
  const options = { clock, timers, longestWait: LONGEST_WAIT, late: LATE }
  return withProcessLock(dirname(path), basename(path), options, work)
}
