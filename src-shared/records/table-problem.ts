/** What a problem of a table is about; reports count them by it. */
export const PROBLEM_KINDS = [
  'file',
  'header',
  'row',
  'empty',
  'number',
  'marks',
  'date',
  'limits',
  'word',
  'widths',
  'time',
  'end',
] as const
export type ProblemKind = (typeof PROBLEM_KINDS)[number]

/** What is wrong at a line of the file, counted from 1; 0 stands for the whole file. */
export interface TableProblem {
  readonly line: number
  readonly kind: ProblemKind
  readonly reason: string
}

/** A cell that could not be read; the reason is a part of a sentence that names the column. */
export class CellProblem extends Error {
  readonly kind: ProblemKind

  constructor(kind: ProblemKind, message: string) {
    super(message)
    this.kind = kind
  }
}

const MOST_LISTED = 200

/** Problems of a table: the first ones in full, and of all of them how many there are of each kind. */
export interface ProblemList {
  readonly listed: readonly TableProblem[]
  readonly counts: Readonly<Partial<Record<ProblemKind, number>>>
  readonly total: number
}

/** Gathers problems. However long and faulty a table is, its report stays short. */
export function createProblemList(): { add: (problem: TableProblem) => void; list: () => ProblemList } {
  const listed: TableProblem[] = []
  const counts: Partial<Record<ProblemKind, number>> = {}
  let total = 0
  return {
    add(problem) {
      if (listed.length < MOST_LISTED) listed.push(problem)
      counts[problem.kind] = (counts[problem.kind] ?? 0) + 1
      total += 1
    },
    list: () => ({ listed, counts, total }),
  }
}
