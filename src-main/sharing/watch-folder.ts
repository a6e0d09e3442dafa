import { watch, type FSWatcher } from 'chokidar'

const QUIET = 3_000
const LONGEST = 30_000

interface Options {
  readonly root: string
  readonly after: (milliseconds: number, callback: () => void) => () => void
  readonly clock: () => number
  readonly onHint: () => void
}

/**
 * Tells that something may have happened in a folder. Hints only: no file service promises them, so that passes by time go on
 * whether there are any or not, and a watcher that fails is simply closed.
 */
export function watchFolder({ root, after, clock, onHint }: Options): { close(): Promise<void>; readonly isAlive: boolean } {
  let cancel = (): void => undefined
  let first: number | null = null
  let isAlive = true
  const fire = (): void => {
    first = null
    onHint()
  }
  const hint = (): void => {
    first ??= clock()
    cancel()
    cancel = after(Math.max(0, Math.min(QUIET, first + LONGEST - clock())), fire)
  }
  const watcher: FSWatcher = watch(root, {
    ignoreInitial: true,
    followSymlinks: false,
    depth: 3,
    awaitWriteFinish: { stabilityThreshold: 2_000 },
    ignored: (path) => /[/\\](?:\.[^/\\]*|~[^/\\]*)$/.test(path.slice(root.length)),
  })
  const close = async (): Promise<void> => {
    isAlive = false
    cancel()
    await watcher.close()
  }
  watcher.on('all', hint)
  watcher.on('error', () => void close())
  return {
    close,
    get isAlive() {
      return isAlive
    },
  }
}
