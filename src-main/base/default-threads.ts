import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { coreCapacities, coresThatTrain, type ReadText } from './processor-cores'
import { processorQuota } from './processor-quota'

/** The files of Linux that tell of processors; other systems have none of them. */
export const readSystemFile: ReadText = (path) => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/**
 * Training threads in a terminal where nobody chose a number: one for each physical core that this process may use, as far as a
 * container's quota goes. Where the system tells nothing of that, all that it counts.
 */
export function defaultThreads(
  read: ReadText = readSystemFile,
  counted: number = availableParallelism(),
): number {
  const capacities = coreCapacities(read)
  const cores = capacities.length === 0 ? counted : Math.min(counted, coresThatTrain(capacities))
  return Math.max(1, Math.min(cores, Math.floor(processorQuota(read) ?? cores)))
}

/** Training threads beside a window where nobody chose a number: one core stays free for it. */
export function defaultThreadsBesideWindow(cores: number = defaultThreads()): number {
  return Math.max(1, cores - 1)
}
