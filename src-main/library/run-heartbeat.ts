import type { LibraryContext } from './library-context'
import { FILES } from './library-paths'
import { holdRunningMark, releaseRunningMark, renewRunningMark } from './running-mark'

const BEAT_MS = 2000

/**
 * Renews the marks of the runs that this process trains.
 *
 * So that another process knows them alive, and that after a crash the record can say how far the run was.
 */
export function createHeartbeat({ paths, now, serially, changed }: LibraryContext) {
  const iterations = new Map<string, number>()
  let timer: NodeJS.Timeout | null = null

  async function beat(id: string): Promise<void> {
    await serially(id, async () => {
      const iteration = iterations.get(id)
      if (iteration === undefined) return
      // A disk that is full for a moment must not end a training: the next beat tries again.
      await renewRunningMark(paths.file(id, FILES.running), iteration, now()).catch(() => undefined)
      await changed(id)
    })
  }

  function hold(id: string, iteration: number): void {
    iterations.set(id, iteration)
    holdRunningMark(paths.file(id, FILES.running))
    // A library whose disk was taken out says so where somebody waits for an answer; here it only may come back.
    const beatAll = (): void =>
      [...iterations.keys()].forEach((held) => void beat(held).catch(() => undefined))
    timer ??= setInterval(beatAll, BEAT_MS).unref()
  }

  function release(id: string): void {
    iterations.delete(id)
    releaseRunningMark(paths.file(id, FILES.running))
    if (iterations.size > 0 || timer === null) return
    clearInterval(timer)
    timer = null
  }

  function progress(id: string, iteration: number): void {
    if (iterations.has(id)) iterations.set(id, iteration)
  }

  return { hold, release, progress }
}

export type Heartbeat = ReturnType<typeof createHeartbeat>
