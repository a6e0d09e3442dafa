import type { BrowserWindow } from 'electron'
import type { Job } from '#shared/ipc'

interface ShownProgress {
  /** From 0 to 1. */
  readonly share: number
  readonly mode: 'normal' | 'paused' | 'error'
}

/** How far the job is that trains, for the title and the task bar; null where none does. */
export function progressOf(jobs: readonly Job[]): ShownProgress | null {
  const job = jobs.find(({ state }) => state !== 'waiting')
  if (job === undefined) return null
  const share = Math.min(1, job.iteration / Math.max(1, job.experiment.plan.iterations))
  const mode = job.state === 'unwritten' ? 'error' : job.state === 'paused' ? 'paused' : 'normal'
  // The systems draw whole steps of a hundredth; what changes less is no news to them.
  return { share: Math.floor(share * 100) / 100, mode }
}

/** The title with the progress before the name, so that a narrow task bar still shows it. */
export function titleWith(name: string, progress: ShownProgress | null): string {
  return progress === null ? name : `${Math.round(progress.share * 100)} % · ${name}`
}

type ProgressWindow = Pick<BrowserWindow, 'setTitle' | 'setProgressBar' | 'isDestroyed'>

/** Keeps the title and the task bar of a window in step with what trains; tells them only what is new. */
export function createWindowProgress(
  name: string,
): (window: ProgressWindow | null, jobs: readonly Job[]) => void {
  let shown = 'null'
  return (window, jobs) => {
    const progress = progressOf(jobs)
    const key = JSON.stringify(progress)
    if (window === null || window.isDestroyed() || key === shown) return
    shown = key
    window.setTitle(titleWith(name, progress))
    if (progress === null) window.setProgressBar(-1)
    else window.setProgressBar(progress.share, { mode: progress.mode })
  }
}
