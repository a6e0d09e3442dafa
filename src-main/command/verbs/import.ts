import { basename } from 'node:path'
import type { ImportReport } from '#shared/ipc'
import { printableJson } from '../../foreign-text/printable-text'
import { importTable, LARGEST_TABLE, tooLargeReport } from '../../library/import-table'
import { openLibrary, type Library } from '../../library/library'
import { readWholeFile, TooLargeError } from '../../library/read-file'
import { CommandError } from '../command-error'
import type { Verb } from '../verb'

async function importFile(library: Library, path: string): Promise<ImportReport> {
  const bytes = await readWholeFile(path, LARGEST_TABLE).catch((error: unknown) => {
    if (error instanceof TooLargeError) return error
    throw error
  })
  if (bytes instanceof TooLargeError) return tooLargeReport(basename(path), bytes.size)
  return importTable(library, basename(path), bytes)
}

function reportLines({ file, added, known, problems }: ImportReport): readonly string[] {
  const places = problems.map(({ line, reason }) =>
    line === 0 ? `${file}: ${reason}` : `${file}, line ${line}: ${reason}`,
  )
  return [...places, `${file}: ${added} added, ${known} known before, ${problems.length} problems.`]
}

/** Takes the rows of a 14-column table into a library. */
export const importVerb: Verb = {
  name: 'import',
  summary: 'takes the rows of a 14-column table into a library',
  usage: 'FILE',
  options: [],
  notes: [
    'FILE is a CSV as pandas writes it, or a printed table that was copied; a table that is imported twice is there once.',
    'Rows that cannot be read are named, the others are taken. The exit code is 1 where nothing could be taken.',
  ],
  async run(words, { output, library: own }) {
    const [path, ...others] = words.positional
    if (path === undefined || others.length > 0) throw new CommandError('lab import takes one file.')
    const library = await openLibrary(words.text('library') ?? own)
    try {
      const report = await importFile(library, path)
      if (words.flag('json')) output.line(printableJson(report))
      else for (const line of reportLines(report)) output.line(line)
      return report.added + report.known === 0 ? 1 : 0
    } finally {
      await library.close()
    }
  },
}
