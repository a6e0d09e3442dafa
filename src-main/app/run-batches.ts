import type { RunSummary } from '#shared/records/run-summary'

type Listener = (changed: readonly RunSummary[], removed: readonly string[]) => void

const PAUSE = 200

function folderOf({ record, conflict }: RunSummary): string {
  return conflict ? `${record.id} ${JSON.stringify(record)}` : record.id
}

/**
 * Gathers changes of runs and tells them together: the first at once, the following five times a second.
 *
 * A team's history that arrives for the first time is thousands of changes; the window would draw its table for each.
 */
export function inBatches(tell: Listener): Listener {
  const changed = new Map<string, RunSummary>()
  const removed = new Set<string>()
  let timer: NodeJS.Timeout | null = null

  function flush(): void {
    timer = null
    if (changed.size === 0 && removed.size === 0) return
    const batch = [[...changed.values()], [...removed]] as const
    changed.clear()
    removed.clear()
    timer = setTimeout(flush, PAUSE)
    tell(...batch)
  }

  return (summaries, folders) => {
    for (const summary of summaries) {
      changed.set(folderOf(summary), summary)
      removed.delete(summary.record.id)
    }
    for (const folder of folders) {
      changed.delete(folder)
      removed.add(folder)
    }
    if (timer === null) flush()
  }
}
