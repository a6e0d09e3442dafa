import { resolve } from 'node:path'
import { openedKind } from '#shared/exports/opened-files'

/** The file that a command line names, of a kind that the lab opens; null where it names none. */
export function fileNamed(words: readonly string[], folder: string): string | null {
  const found = words.find((word) => !word.startsWith('-') && openedKind(word) !== null)
  return found === undefined ? null : resolve(folder, found)
}

/** A file that the system hands over, until the window asks for it. */
export interface GivenFile {
  readonly put: (path: string | null) => void
  readonly take: () => string | null
}

export function createGivenFile(onGiven: () => void): GivenFile {
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
