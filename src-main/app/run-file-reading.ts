import { randomUUID } from 'node:crypto'
import { basename, resolve } from 'node:path'
import type { RunFileOffer } from '#shared/ipc'
import type { TakenRunFile } from '#shared/records/run-file-contents'
import { readWholeFile } from '../base/read-file'
import { openedRunFile, type RunFile } from '../exports/run-file/read-run-file'
import { LARGEST_RUN_FILE, RUN_FILE_EXTENSION } from '../exports/run-file/run-file-entries'
import { lookIntoRunFile, type RunFileTarget, takeRunFile } from '../exports/run-file/take-run-file'

/** The run file that a command line names; null where it names none. */
export function runFileNamed(words: readonly string[], folder: string): string | null {
  const found = words.find(
    (word) => !word.startsWith('-') && word.toLowerCase().endsWith(`.${RUN_FILE_EXTENSION}`),
  )
  return found === undefined ? null : resolve(folder, found)
}

/** A run file that the system hands over, until the window asks for it. */
export interface GivenRunFile {
  readonly put: (path: string | null) => void
  readonly take: () => string | null
}

export function createGivenRunFile(onGiven: () => void): GivenRunFile {
  let given: string | null = null
  return {
    put(path) {
      if (path === null) return
      given = path
      onGiven()
    },
    take() {
      const path = given
      given = null
      return path
    },
  }
}

/** Run files that the window opens, one at a time: a newer one takes the place of the older. */
export interface RunFileReading {
  readonly read: (path: string) => Promise<RunFileOffer>
  readonly take: (token: string) => Promise<TakenRunFile>
  readonly forget: (token: string) => void
}

export function openRunFileReading(target: () => Promise<RunFileTarget>): RunFileReading {
  let current: { readonly token: string; readonly file: RunFile } | null = null

  function forget(token: string): void {
    if (current?.token === token) current = null
  }

  return {
    async read(path) {
      current = null
      const name = basename(path)
      const file = openedRunFile(name, await readWholeFile(path, LARGEST_RUN_FILE))
      const contents = await lookIntoRunFile(file, await target())
      current = { token: randomUUID(), file }
      return { token: current.token, file: name, contents }
    },
    async take(token) {
      if (current?.token !== token)
        throw new Error('What was read of this run file is gone: open the file again.')
      const { file } = current
      const taken = await takeRunFile(file, await target())
      forget(token)
      return taken
    },
    forget,
  }
}
