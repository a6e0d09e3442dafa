import { basename } from 'node:path'
import type { ImportReport } from '#shared/ipc'
import { conventionsText } from '#shared/records/conventions-text'
import { printableJson } from '../../base/printable-text'
import { importTable, LARGEST_TABLE, tooLargeReport, type ImportProgress } from '../../library/import-table'
import { openLibrary, type Library } from '../../library/library'
import { readWholeFile, TooLargeError } from '../../base/read-file'
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
  if (bytes instanceof TooLargeError) return tooLargeReport(name, bytes.size)
  return importTable(library, name, bytes, { onProgress: progressOf(name, output) })
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

/** Takes the rows of a 14-column table into a library. */
export const importVerb: Verb = {
  name: 'import',
  summary: 'takes the rows of a 14-column table into a library',
  usage: 'FILE',
  options: [],
  notes: [
    'FILE is a CSV as pandas, a spreadsheet or this lab writes it, a Markdown table, or a printed table that was copied.',
    'What is known adds nothing: a table that is imported twice, or with other digits, is there once.',
    'Rows that cannot be read are named, the others are taken. The exit code is 1 where nothing could be taken.',
  ],
  async run(words, { output, library: own }) {
    const [path, ...others] = words.positional
    if (path === undefined || others.length > 0) throw new CommandError('lab import takes one file.')
    const library = await openLibrary(words.text('library') ?? own)
    try {
      const report = await importFile(library, path, output)
      if (words.flag('json')) output.line(printableJson(report))
      else for (const line of reportLines(report)) output.line(line)
      return report.added + report.known === 0 ? 1 : 0
    } finally {
      await library.close()
    }
  },
}
