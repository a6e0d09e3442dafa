import type { Library } from '../library/library'
import type { SyncOutcome } from './sync-once'
import { watchFolder } from './watch-folder'

const INTERVAL = 60_000
const SOON = 300

interface Options {
  readonly library: Library
  readonly root: string
  readonly sync: (impatient?: boolean) => Promise<SyncOutcome>
  readonly tell: (outcome: SyncOutcome) => void
}

/** Passes over a folder until the process is told to end: at changes here, at hints from there, and once a minute. */
export async function watchPasses({ library, root, sync, tell }: Options): Promise<void> {
  let wake = (): void => undefined
  let isEnded = false
  let isDue = true
  const due = (): void => {
    isDue = true
    wake()
  }
  const end = (): void => {
    isEnded = true
    wake()
  }
  const after = (milliseconds: number, callback: () => void): (() => void) => {
    const timer = setTimeout(callback, milliseconds)
    return () => clearTimeout(timer)
  }
  const watcher = watchFolder({ root, after, clock: Date.now, onHint: due })
  const unfollow = library.onChange((changed) => {
    if (changed.some(({ runningIteration }) => runningIteration === null)) due()
  })
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
  try {
    while (!isEnded) {
      if (isDue) {
        isDue = false
        tell(await sync(false))
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(due, INTERVAL)
        wake = () => {
          clearTimeout(timer)
          // Several changes that come together are one pass.
          setTimeout(resolve, SOON)
        }
        if (isDue || isEnded) wake()
      })
    }
  } finally {
    process.off('SIGINT', end)
    process.off('SIGTERM', end)
    unfollow()
    await watcher.close()
  }
}
