import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ImportReport } from '#shared/ipc'
import { fileFault } from '../../library/file-errors'
import { importTable, LARGEST_TABLE, tooLargeReport } from '../../library/import-table'
import { openLibrary, type Library } from '../../library/library'
import { CommandError } from '../command-error'
import type { Verb } from '../verb'

async function importFile(library: Library, path: string): Promise<ImportReport> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw new CommandError(`Cannot read ${path}: ${fileFault(error)}.`)
  })
  try {
    const stats = await file.stat()
    if (stats.isDirectory()) throw new CommandError(`Cannot read ${path}: it is a folder.`)
    if (stats.size > LARGEST_TABLE) return tooLargeReport(basename(path), stats.size)
    return await importTable(library, basename(path), await file.readFile())
  } finally {
    await file.close()
  }
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
      if (words.flag('json')) output.line(JSON.stringify(report))
      else for (const line of reportLines(report)) output.line(line)
      return report.added + report.known === 0 ? 1 : 0
    } finally {
      await library.close()
    }
  },
}
