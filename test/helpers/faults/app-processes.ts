import type { ElectronApplication } from '@playwright/test'

/** The processes of the app that a fault of theirs, or the system, may end at any moment. */
export const VICTIMS = ['main', 'trainer', 'window', 'evaluator', 'gpu'] as const
export type Victim = (typeof VICTIMS)[number]

function processOf(app: ElectronApplication, victim: Victim): Promise<number | undefined> {
  return app.evaluate(({ app: electron, BrowserWindow }, name) => {
    if (name === 'main') return process.pid
    if (name === 'window') return BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId()
    const metrics = electron.getAppMetrics()
    if (name === 'gpu') return metrics.find(({ type }) => type === 'GPU')?.pid
    return metrics.find((metric) => metric.name === `The ${name}`)?.pid
  }, victim)
}

/** Kills a process of the app, and waits where main ends; false where there was none. */
export async function kill(app: ElectronApplication, victim: Victim): Promise<boolean> {
  const pid = await processOf(app, victim)
  if (pid === undefined || pid === 0) return false
  const ended = new Promise<void>((resolve) => app.process().once('exit', () => resolve()))
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has just ended by itself.
    return false
  }
  if (victim === 'main') await ended
  return true
}

/** Stops all processes of the app at once, as a computer that falls asleep does; answers with what wakes them up. */
export async function putToSleep(app: ElectronApplication): Promise<() => void> {
  const all = await app.evaluate(({ app: electron }) => electron.getAppMetrics().map(({ pid }) => pid))
  const tell = (signal: 'SIGSTOP' | 'SIGCONT'): void => all.forEach((pid) => process.kill(pid, signal))
  tell('SIGSTOP')
  return () => tell('SIGCONT')
}
