import { lstat, writeFile } from 'node:fs/promises'
import { columnNamed } from '#shared/history/column-names'
import { parseFilter } from '#shared/history/filter-expression'
import { byData } from '#shared/history/runs-on-data'
import { type SortKey, sortRuns } from '#shared/history/sort-runs'
import { isBelieved, rankingColumn } from '#shared/history/standing'
import type { RunSummary } from '#shared/records/run-summary'
import { EXCHANGE_COLUMN_IDS, TABLE_COLUMNS } from '#shared/records/table-columns'
import { exchangeCsvWith } from '#shared/records/table-export'
import { writeAtomically } from '../base/atomic-file'
import { FileError, fileFault } from '../base/file-errors'
import { CommandError } from './command-error'
import type { OptionHelp, ParsedArguments } from './parsed-arguments'

/** Options by which runs are chosen, ordered and written. */
export const RUNS_OPTIONS: readonly OptionHelp[] = [
  {
    name: 'sort',
    value: 'COLUMN',
    text: 'by which column; several with commas, up or down with :asc or :desc',
  },
  { name: 'where', value: 'FILTER', text: 'only those, such as "test_acc > 0.9 and optimizer = adam"' },
  { name: 'csv', value: 'FILE', text: 'also writes them as a CSV that begins with the 14 columns' },
  { name: 'archived', text: 'archived runs too' },
]

const OTHER_COLUMNS = TABLE_COLUMNS.filter(({ id }) => !EXCHANGE_COLUMN_IDS.some((known) => known === id))

function sortKey(text: string): SortKey {
  const [name = '', direction] = text.trim().split(':')
  const column = columnNamed(name)
  if (column === null) {
    const known = TABLE_COLUMNS.map(({ id }) => id).join(', ')
    throw new CommandError(`There is no column ${JSON.stringify(name)} to sort by; there are ${known}.`)
  }
  if (direction !== undefined && direction !== 'asc' && direction !== 'desc') {
    throw new CommandError(`--sort ${text} must end in :asc or :desc, or in nothing.`)
  }
  // Accuracies are wanted with the best first, other columns from small to large.
  const descending = direction === undefined ? column.type === 'accuracy' : direction === 'desc'
  return { column: column.id, descending }
}

/** The runs that the arguments ask for, in the order that they ask for. */
export function chooseRuns(runs: readonly RunSummary[], args: ParsedArguments): readonly RunSummary[] {
  const where = args.text('where') ?? ''
  const filter = parseFilter(where)
  if (!filter.ok)
    throw new CommandError(`Cannot understand --where at character ${filter.at + 1}: ${filter.reason}`)
  const keys = (args.text('sort') ?? '')
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(sortKey)
  const shown = runs.filter(({ annotations }) => args.flag('archived') || !annotations.archived)
  const sorted = sortRuns(shown.filter(filter.test), keys)
  const [first] = keys
  if (first === undefined || rankingColumn(first.column) === null) return sorted
  // Runs on other data are no rivals, and what is not believed does not lead a ranking.
  return byData(sorted).flatMap((part) => [
    ...part.filter(isBelieved),
    ...part.filter((run) => !isBelieved(run)),
  ])
}

/** Writes the runs as the CSV that the arguments ask for; nothing where they do not. */
export async function writeRunsCsv(
  runs: readonly RunSummary[],
  args: ParsedArguments,
): Promise<string | null> {
  const file = args.text('csv')
  if (file === undefined) return null
  const text = exchangeCsvWith(OTHER_COLUMNS, runs)
  try {
    // Not what a link leads to: /dev/stdout is one, and must not be replaced.
    const isFile = await lstat(file).then(
      (found) => found.isFile(),
      () => true,
    )
    // A table that lies there stays until the new one is whole; a device or a pipe is written to as it is.
    await (isFile ? writeAtomically(file, text) : writeFile(file, text))
  } catch (error) {
    if (error instanceof FileError) throw error
    throw new CommandError(`Cannot write ${file}: ${fileFault(error)}.`)
  }
  return file
}
