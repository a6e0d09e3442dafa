import { availableParallelism } from 'node:os'

/** Training threads in a terminal where nobody chose a number: all cores. */
export function defaultThreads(): number {
  return availableParallelism()
}

/** Training threads beside a window where nobody chose a number: one core stays free for it. */
export function defaultThreadsBesideWindow(cores: number = availableParallelism()): number {
  return Math.max(1, cores - 1)
}
