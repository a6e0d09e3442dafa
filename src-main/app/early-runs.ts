import type { RunSummary } from '#shared/records/run-summary'

type Listener = (runs: readonly RunSummary[]) => void

/** The runs that were read while the library still opens, for a window that asks before it is open. */
export interface EarlyRuns {
  add(run: RunSummary): void
  /** Tells what was read so far at once, and then what is read until the returned function is called. */
  follow(listener: Listener): () => void
}

export function createEarlyRuns(): EarlyRuns {
  const read: RunSummary[] = []
  const listeners = new Set<Listener>()

  return {
    add: (run) => {
      read.push(run)
      for (const listener of listeners) listener([run])
    },
    follow: (listener) => {
      if (read.length > 0) listener([...read])
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
