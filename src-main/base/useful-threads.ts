import { availableParallelism } from 'node:os'
import { readSystemFile } from './default-threads'
import type { ReadText } from './processor-cores'
import { processorQuota } from './processor-quota'

/** Processors that this process may use, hyper-threads among them, as far as a container's quota goes. */
export function usableProcessors(
  read: ReadText = readSystemFile,
  counted: number = availableParallelism(),
): number {
  return Math.max(1, Math.min(counted, Math.ceil(processorQuota(read) ?? counted)))
}

/**
 * How many of the threads that somebody asked for train: not more than there are processors. At every step all wait for each other, and one
 * that has no processor keeps the others waiting (docs/results.md).
 */
export function usefulThreads(wanted: number, processors: number = usableProcessors()): number {
  return Math.min(wanted, processors)
}
