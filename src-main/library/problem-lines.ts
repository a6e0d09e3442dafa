import { basename, dirname } from 'node:path'
import { linesByKind } from '../base/lines-by-kind'
import { FILES } from './library-paths'
import type { LibraryProblem } from './library-problem'

const FOLDERS: readonly string[] = [FILES.notes, FILES.replays]

/** By its name, or where it is one of many, by their folder's. */
function kindOf({ file }: LibraryProblem): string {
  const folder = basename(dirname(file))
  return FOLDERS.includes(folder) ? folder : basename(file)
}

interface Told {
  /** What each line of a file begins with. */
  readonly before?: string
  readonly most?: number
}

/** What could not be used, as lines: a damaged disk damages many files, and only the first of each kind are told. */
export function problemLines(
  problems: readonly LibraryProblem[],
  { before = '', most }: Told = {},
): readonly string[] {
  return linesByKind(problems, kindOf, ({ file, reason }) => `${before}${file}: ${reason}`, most)
}
