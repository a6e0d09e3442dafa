import { join } from 'node:path'
import { name } from '../../package.json'

/** What a person types where a package is installed. */
const PACKAGED_COMMAND = `${name} lab`

/** How this program is started. */
export interface Invocation {
  /** As a person types it. */
  readonly typed: string
  /** The words that start it anew, before its own. */
  readonly words: readonly string[]
}

/** In a package the app is the command; in the repository Node runs the file. */
export function invocationOf(programs: string): Invocation {
  const { execPath, versions } = process
  if (versions['electron'] === undefined)
    return { typed: 'npm run -s lab --', words: [execPath, join(programs, 'lab.js')] }
  // Chromium's sandbox refuses to run as root.
  const switches = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return { typed: PACKAGED_COMMAND, words: [execPath, ...switches, 'lab'] }
}

/** What follows `lab` where that is the first word of the app; null where it is not. Switches before it are Chromium's. */
export function wordsAfterLab(words: readonly string[]): readonly string[] | null {
  const first = words.findIndex((word) => !word.startsWith('-'))
  return words[first] === 'lab' ? words.slice(first + 1) : null
}
