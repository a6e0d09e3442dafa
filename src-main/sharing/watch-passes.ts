import { systemEnvironment } from '../base/system-environment'
import { PassSchedule } from './pass-schedule'
import type { SyncOutcome } from './sync-once'
import { FolderWatcher } from './watch-folder'

interface Options {
  readonly root: string
  readonly sync: (impatient?: boolean) => Promise<SyncOutcome>
  readonly onWake: (wake: () => void) => void
  readonly tell: (outcome: SyncOutcome) => void
  /** Resolves when nobody reads any more what is told. */
  readonly closed?: Promise<void>
}

/** Passes over a folder until the process is told to end: at changes here, at hints from there, and once a minute. */
export async function watchPasses({ root, sync, onWake, tell, closed }: Options): Promise<void> {
  const { clock, timers } = systemEnvironment
  const schedule = new PassSchedule({
    clock,
    timers,
    pass: async () => {
      const outcome = await sync(false)
      tell(outcome)
      await watcher.follow()
      return outcome.retryAt
    },
  })
  const watcher = new FolderWatcher({ root, clock, timers, onHint: () => schedule.soon() })
  onWake(() => schedule.soon())
  const ended = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const) process.once(signal, resolve)
    void closed?.then(resolve)
  })
  await schedule.now()
  await ended
  watcher.close()
  await schedule.end()
}
