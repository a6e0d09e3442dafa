import { powerSaveBlocker } from 'electron'
import type { Job } from '#shared/ipc'

type Blocker = Pick<typeof powerSaveBlocker, 'start' | 'stop'>

/** Keeps the computer from falling asleep while something trains; its screen may. Told of each change of the jobs. */
export function createKeepAwake(blocker: Blocker = powerSaveBlocker): (jobs: readonly Job[]) => void {
  let asked: number | null = null
  return (jobs) => {
    const isBusy = jobs.some(({ state }) => state === 'running' || state === 'evaluating')
    if (isBusy && asked === null) asked = blocker.start('prevent-app-suspension')
    if (isBusy || asked === null) return
    blocker.stop(asked)
    asked = null
  }
}
