import { lstat, writeFile } from 'node:fs/promises'
import { columnNamed } from '#shared/history/column-names'
import { parseFilter } from '#shared/history/filter-expression'
import { byData } from '#shared/history/runs-on-data'
import { type SortKey, sortRuns } from '#shared/history/sort-runs'
import { isBelieved, rankingColumn } from '#shared/history/standing'
import type { RunSummary } from '#shared/records/run-summary'
import { wholeTable } from '#shared/records/run-table'
import { TABLE_COLUMNS } from '#shared/records/table-columns'
import { TABLE_FORMAT_NAMES, TABLE_FORMATS, type TableFormat } from '#shared/records/table-formats'
import { writeAtomically } from '../base/atomic-file'
import { FileError, fileFault } from '../base/file-errors'
import { CommandError } from './command-error'
import type { OptionHelp, ParsedArguments } from './parsed-arguments'

const WORDS: Readonly<Record<TableFormat, string>> = {
  csv: 'also writes them as a CSV that begins with the 14 columns',
  jsonl: 'also writes them as JSON lines with the same columns, for pandas and polars',
  parquet: 'also writes them as Parquet with the same columns, each with its type',
}

/** Options by which runs are chosen. */
export const WHERE_OPTIONS: readonly OptionHelp[] = [
  { name: 'where', value: 'FILTER', text: 'only those, such as "test_acc > 0.9 and optimizer = adam"' },
  { name: 'archived', text: 'archived runs too' },
]

/** Options by which runs are chosen, ordered and written. */
export const RUNS_OPTIONS: readonly OptionHelp[] = [
  {
    name: 'sort',
    value: 'COLUMN',
    text: 'by which column; several with commas, up or down with :asc or :desc',
  },
  ...WHERE_OPTIONS,
  ...TABLE_FORMAT_NAMES.map((name) => ({ name, value: 'FILE', text: WORDS[name] })),
]

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

/** Writes a table to a file, or to what is no file. */
export async function writeTable(file: string, content: string | Uint8Array): Promise<void> {
  try {
    // Not what a link leads to: /dev/stdout is one, and must not be replaced.
    const isFile = await lstat(file).then(
      (found) => found.isFile(),
      () => true,
    )
    // A table that lies there stays until the new one is whole; a device or a pipe is written to as it is.
    await (isFile ? writeAtomically(file, content) : writeFile(file, content))
  } catch (error) {
    if (error instanceof FileError) throw error
    throw new CommandError(`Cannot write ${file}: ${fileFault(error)}.`)
  }
}

/** Writes the runs as the tables that the arguments ask for, and names their files. */
export async function writeRunsTables(
  runs: readonly RunSummary[],
  args: ParsedArguments,
): Promise<readonly string[]> {
  const files: string[] = []
  for (const format of TABLE_FORMAT_NAMES) {
    const file = args.text(format)
    if (file === undefined) continue
    await writeTable(file, TABLE_FORMATS[format](wholeTable(runs)))
    files.push(file)
  }
  return files
}
