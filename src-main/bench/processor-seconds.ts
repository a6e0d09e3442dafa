import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Clock ticks a second in which Linux counts the time of processes; no system that Node runs on has others. */
const TICKS = 100
/** Places of user and system time behind the name in /proc/PID/stat. */
const USER = 11
const SYSTEM = 12

/** Processor seconds from the text of /proc/PID/stat; the name of the program may hold spaces and parentheses. */
export function secondsOfStat(text: string): number {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[USER]) + Number(fields[SYSTEM])) / TICKS
}

/** Processor seconds from what `ps -o cputime=` prints on macOS: [[hours:]minutes:]seconds. */
export function secondsOfPs(text: string): number {
  return text
    .trim()
    .split(':')
    .reduce((sum, part) => 60 * sum + Number(part), 0)
}

/** Seconds that all processors have given a process of ours so far. Throws where the process is gone. */
export function processorSeconds(pid: number): number {
  if (process.platform === 'linux') return secondsOfStat(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  return secondsOfPs(execFileSync('ps', ['-o', 'cputime=', '-p', String(pid)], { encoding: 'utf8' }))
}
