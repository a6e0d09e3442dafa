import type { TableConventions } from './table-conventions'
import type { ProblemKind, TableProblem } from './table-problem'

/** Largest table that is read. A row of the 14 columns has about 100 bytes. */
export const LARGEST_TABLE = 30 * 1024 * 1024

/** What became of one file that was imported. */
export interface ImportReport {
  readonly file: string
  readonly added: number
  readonly known: number
  /** The first problems; `counts` has the number of all by what they are about. */
  readonly problems: readonly TableProblem[]
  readonly counts: Readonly<Partial<Record<ProblemKind, number>>>
  readonly problemCount: number
  /** How the file writes its numbers, as decided from all of its cells; null where none was read. */
  readonly numbers: TableConventions | null
  /** Columns of the lab's own export that an imported row does not keep. */
  readonly leftOut: readonly string[]
}

/** The report of a file of which nothing was read. */
export function refusedTable(file: string, reason: string): ImportReport {
  const problems = [{ line: 0, kind: 'file', reason }] as const
  return {
    file,
    added: 0,
    known: 0,
    problems,
    counts: { file: 1 },
    problemCount: 1,
    numbers: null,
    leftOut: [],
  }
}

/** The report of a table that is too large; it is known before the table is read. */
export function tooLargeTable(file: string, size: number): ImportReport {
  const inMegabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`
  return refusedTable(
    file,
    `The file has ${inMegabytes(size)}, but a table may have at most ${inMegabytes(LARGEST_TABLE)}; nothing was read.`,
  )
}
