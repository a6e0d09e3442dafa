import { watch } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Timers } from '../base/environment'

const QUIET = 3_000
const LONGEST = 30_000
const MOST_FOLDERS = 2_000
const DEEPEST = 3

/** Watches what happens right in one folder. Answers with what ends it. */
export type WatchOne = (path: string, onEvent: () => void, onError: () => void) => () => void

interface Options {
  readonly root: string
  readonly clock: () => number
  readonly timers: Timers
  readonly onHint: () => void
  readonly watchOne?: WatchOne
}

const watchOneFolder: WatchOne = (path, onEvent, onError) => {
  const watcher = watch(path, { persistent: false }, onEvent)
  watcher.on('error', onError)
  return () => watcher.close()
}

/**
 * Tells that something may have happened in a folder. Hints only: no file service promises them, so passes by time go on whether
 * there are any or not, and what cannot be watched is left alone.
 */
export class FolderWatcher {
  readonly #options: Options
  readonly #watched = new Map<string, () => void>()
  #cancel = (): void => undefined
  #first: number | null = null
  #isClosed = false

  constructor(options: Options) {
    this.#options = options
  }

  get watched(): number {
    return this.#watched.size
  }

  /** Follows the folders that are there now: newest months first, because that is where things happen. */
  async follow(): Promise<void> {
    const folders = await this.#folders('', 0).catch(() => [])
    const wanted = new Set(folders.slice(0, MOST_FOLDERS))
    for (const [folder, end] of this.#watched) {
      if (wanted.has(folder)) continue
      end()
      this.#watched.delete(folder)
    }
    for (const folder of wanted) if (!this.#watched.has(folder) && !this.#isClosed) this.#watch(folder)
  }

  async #folders(path: string, depth: number): Promise<readonly string[]> {
    if (depth === DEEPEST) return [path]
    const entries = await readdir(join(this.#options.root, path), { withFileTypes: true })
    const names = entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name)
    const below: string[] = []
    for (const name of names.sort().reverse()) {
      if (below.length >= MOST_FOLDERS) break
      below.push(...(await this.#folders(join(path, name), depth + 1).catch(() => [])))
    }
    return [path, ...below]
  }

  #watch(folder: string): void {
    const { root, watchOne = watchOneFolder } = this.#options
    const forget = (): void => {
      this.#watched.get(folder)?.()
      this.#watched.delete(folder)
    }
    try {
      this.#watched.set(
        folder,
        watchOne(join(root, folder), () => this.#hint(), forget),
      )
    } catch {
      // The system's limit of watched folders, or a disk that cannot be watched: the passes by time see what happens there.
      this.#watched.delete(folder)
    }
  }

  #hint(): void {
    const { clock, timers, onHint } = this.#options
    if (this.#isClosed) return
    this.#first ??= clock()
    this.#cancel()
    const pause = Math.max(0, Math.min(QUIET, this.#first + LONGEST - clock()))
    this.#cancel = timers.after(pause, () => {
      this.#first = null
      onHint()
    })
  }

  close(): void {
    this.#isClosed = true
    this.#cancel()
    for (const end of this.#watched.values()) end()
    this.#watched.clear()
  }
}
