import { basename } from 'node:path'
import { conventionsText } from '#shared/records/conventions-text'
import { type ImportReport, LARGEST_TABLE, refusedTable, tooLargeTable } from '#shared/records/import-report'
import { FileError } from '../../base/file-errors'
import { printableJson } from '../../base/printable-text'
import { readWholeFile, TooLargeError } from '../../base/read-file'
import { type ImportProgress, importTable } from '../../library/import-table'
import { type Library, openLibrary } from '../../library/library'
import { CommandError } from '../command-error'
import type { Output, Verb } from '../verb'

const PROGRESS_MS = 500
const WORTH_PROGRESS = 2000

function progressOf(file: string, output: Output): ImportProgress {
  let last = performance.now()
  return (done, total) => {
    if (total < WORTH_PROGRESS || performance.now() - last < PROGRESS_MS) return
    last = performance.now()
    output.progress(`${file}: ${done} of ${total} rows`)
  }
}

async function importFile(library: Library, path: string, output: Output): Promise<ImportReport> {
  const name = basename(path)
  const bytes = await readWholeFile(path, LARGEST_TABLE).catch((error: unknown) => {
    if (error instanceof TooLargeError) return error
    throw error
  })
  if (bytes instanceof TooLargeError) return tooLargeTable(name, bytes.size)
  return importTable(library, name, bytes, {
    onProgress: progressOf(name, output),
  })
}

function reportLines(report: ImportReport): readonly string[] {
  const { file, added, known, problems, problemCount, numbers, leftOut } = report
  const places = problems.map(({ line, reason }) =>
    line === 0 ? `${file}: ${reason}` : `${file}, line ${line}: ${reason}`,
  )
  const further = problemCount - problems.length
  const kinds = Object.entries(report.counts).map(([kind, count]) => `${kind} ${count}`)
  return [
    ...places,
    ...(further > 0 ? [`${file}: and ${further} further problems; by kind: ${kinds.join(', ')}.`] : []),
    ...(leftOut.length > 0
      ? [`${file}: columns that an imported row does not keep: ${leftOut.join(', ')}.`]
      : []),
    ...(numbers === null ? [] : [`${file}: ${conventionsText(numbers)}`]),
    `${file}: ${added} added, ${known} known before, ${problemCount} problems.`,
  ]
}

/** Imports one file after the other: one that cannot be read keeps none of the others from being taken. */
async function importFiles(
  library: Library,
  paths: readonly string[],
  output: Output,
): Promise<readonly ImportReport[]> {
  const reports: ImportReport[] = []
  for (const path of paths) {
    const report = await importFile(library, path, output).catch((error: unknown) => {
      if (!(error instanceof FileError) || paths.length === 1) throw error
      return refusedTable(basename(path), error.message)
    })
    reports.push(report)
  }
  return reports
}

const isNothing = ({ added, known }: ImportReport): boolean => added + known === 0

/** Takes the rows of 14-column tables into a library. */
export const importVerb: Verb = {
  usage: 'FILE...',
  options: [],
  notes: [
    'FILE is a CSV as pandas, a spreadsheet or this lab writes it, JSON lines, a Markdown table, or a printed table that was copied.',
    'What is known adds nothing: a table that is imported twice, or with other digits, is there once.',
    'Rows that cannot be read are named, the others are taken. The exit code is 1 where nothing could be taken from a file.',
    'With several files, --json ends stdout with a list of their reports.',
  ],
  async run(args, { output, library: own }) {
    const paths = args.positional
    if (paths.length === 0) throw new CommandError('lab import takes one file or several.')
    const library = await openLibrary(args.text('library') ?? own)
    try {
      const reports = await importFiles(library, paths, output)
      if (args.flag('json')) output.line(printableJson(paths.length === 1 ? reports[0] : reports))
      else for (const line of reports.flatMap(reportLines)) output.line(line)
      return reports.some(isNothing) ? 1 : 0
    } finally {
      await library.close()
    }
  },
}
