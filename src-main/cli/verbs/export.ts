import { basename, extname } from 'node:path'
import { EXPORT_FORMAT_NAMES, EXPORT_FORMATS, type ExportFormatName } from '#shared/exports/export-formats'
import type { Language } from '#shared/language/language'
import { dataOf } from '#shared/records/data-of-run'
import { wholeTable } from '#shared/records/run-table'
import { TABLE_FORMAT_NAMES, TABLE_FORMATS, type TableFormat } from '#shared/records/table-formats'
import { printableJson } from '../../base/printable-text'
import { type ExportRun, readStoredRun, withData } from '../../exports/export-run'
import { EXPORT_WRITERS } from '../../exports/export-writers'
import { wholeSearch } from '../../exports/passed-search'
import { writeExported } from '../../exports/write-exported'
import type { Library } from '../../library/library'
import { libraryPaths } from '../../library/library-paths'
import { openSearches } from '../../search/searches'
import type { DataSet } from '../../trainer/data-files'
import { CommandError } from '../command-error'
import { findRuns } from '../find-run'
import { findSearch } from '../find-search'
import { withLibrary } from '../look-library'
import { noteDoubt } from '../note-doubt'
import type { ParsedArguments } from '../parsed-arguments'
import { DATA_OPTION, dataOfRun } from '../run-data'
import { chooseRuns, WHERE_OPTIONS, writeTable } from '../runs-choice'
import type { CommandContext, Verb } from '../verb'

/** Tables are made of what the list of runs has, and every other file of all that is stored of each. */
type Format = ExportFormatName | TableFormat
const FORMATS: readonly Format[] = [...EXPORT_FORMAT_NAMES, ...TABLE_FORMAT_NAMES]
const NAMES = FORMATS.join(', ')

const isTable = (format: Format): format is TableFormat => format in TABLE_FORMATS
const extensionOf = (format: Format): string => (isTable(format) ? format : EXPORT_FORMATS[format].extension)

/** The format that is asked for, or else the one whose files end like this one. */
function formatOf(asked: string | undefined, file: string): Format {
  const extension = extname(file).slice(1).toLowerCase()
  const found = FORMATS.find((name) =>
    asked === undefined ? extensionOf(name) === extension : name === asked,
  )
  if (found !== undefined) return found
  const said =
    asked === undefined
      ? `The ending of ${file} is that of no format`
      : `There is no format ${JSON.stringify(asked)}`
  throw new CommandError(`${said}; there are ${NAMES}.`)
}

/** The language that is asked for, where the format has any. */
function languageOf(asked: string | undefined, format: Format): Language {
  if (asked === undefined) return 'en'
  if (asked !== 'ko' && asked !== 'en')
    throw new CommandError(`--language is ${JSON.stringify(asked)}, but must be ko or en.`)
  if (isTable(format) || !('hasLanguage' in EXPORT_FORMATS[format]))
    throw new CommandError(`A file of the format ${format} has no language to choose: leave --language out.`)
  return asked
}

/** Refuses what the format cannot hold. */
function checkCount(args: ParsedArguments, format: Format): void {
  if (format === 'pdf')
    throw new CommandError('The window writes a PDF: export it there, or print the run card in a browser.')
  if (isTable(format) || EXPORT_FORMATS[format].takes === 'several runs') return
  const count = args.positional.length
  const others = args.text('search') === undefined ? 'a selection' : 'a search'
  if (count > 1 || args.text('search') !== undefined || args.text('where') !== undefined)
    throw new CommandError(`A file of the format ${format} holds one run, not ${count > 1 ? count : others}.`)
}

/** The runs that fit --where; files that are no tables hold only those that have ended. */
async function fittingRuns(
  library: Library,
  args: ParsedArguments,
  format: Format,
): Promise<readonly string[]> {
  if (args.text('where') === undefined) return []
  const fitting = chooseRuns(await library.list(), args)
  const ended = fitting.filter(({ record }) => isTable(format) || record.stopReason !== null)
  if (ended.length === 0) throw new CommandError('No run fits --where.')
  return ended.map(({ record }) => record.id)
}

/** The runs that the arguments name one by one or choose, and the search that they name with all its runs that have ended. */
async function namedRuns(library: Library, args: ParsedArguments, format: Format) {
  const named = args.positional.length === 0 ? [] : await findRuns(library, args.positional)
  const ids = [...named, ...(await fittingRuns(library, args, format))]
  const wanted = args.text('search')
  if (wanted === undefined) return { ids: [...new Set(ids)], searches: [] }
  const searches = openSearches(libraryPaths(library.directory).searches)
  const search = await findSearch(searches, wanted)
  const whole = await wholeSearch(library, searches, search)
  return { ids: [...new Set([...ids, ...whole.ids])], searches: [whole.passed] }
}

async function readRuns(
  library: Library,
  ids: readonly string[],
  args: ParsedArguments,
  context: CommandContext,
): Promise<readonly ExportRun[]> {
  const runs: ExportRun[] = []
  const data = new Map<string, DataSet>()
  for (const id of ids) {
    await noteDoubt(library, id, context.output)
    const stored = await readStoredRun(library, id)
    const fingerprint = dataOf(stored.record)
    const found = data.get(fingerprint) ?? (await dataOfRun(stored.record, args, context)).data
    data.set(fingerprint, found)
    runs.push(withData(stored, found))
  }
  return runs
}

/** Writes a table of runs, and tells of it in a sentence. */
async function exportTable(
  library: Library,
  ids: readonly string[],
  format: TableFormat,
  out: string,
): Promise<string> {
  const named = new Set(ids)
  const runs = (await library.list()).filter(({ record }) => named.has(record.id))
  await writeTable(out, TABLE_FORMATS[format](wholeTable(runs)))
  return `Wrote ${runs.length} runs to ${out}.`
}

/** Writes runs to a file that others can use. */
export const exportVerb: Verb = {
  usage: 'ID... --out FILE',
  options: [
    { name: 'search', value: 'ID', text: 'all runs of a search that have ended, and the search itself' },
    ...WHERE_OPTIONS.map((option) =>
      option.name === 'where'
        ? { ...option, text: 'all runs that fit a filter of `lab runs`, that have ended' }
        : option,
    ),
    {
      name: 'out',
      value: 'FILE',
      text: 'the file to write; one that is there is replaced, and with a report its figures',
    },
    { name: 'format', value: 'FORMAT', text: `${NAMES} (default: by the ending of FILE)` },
    { name: 'language', value: 'LANGUAGE', text: 'of a report in Markdown: en or ko (default: en)' },
    DATA_OPTION,
  ],
  notes: [
    ...EXPORT_FORMAT_NAMES.map((name) => `${name}: ${EXPORT_WRITERS[name].words}`),
    `${TABLE_FORMAT_NAMES.join(', ')}: the table of the runs, as \`lab runs\` writes it`,
    'A network is read back from what was written and run over all test images before the file takes its place.',
  ],
  async run(args, context) {
    const { output } = context
    const out = args.text('out')
    const choices = [...args.positional, args.text('search'), args.text('where')]
    if (choices.every((choice) => choice === undefined) || out === undefined)
      throw new CommandError(
        'lab export takes ids of runs, --where or --search, and --out FILE; `lab runs` lists the runs.',
      )
    const format = formatOf(args.text('format'), out)
    const language = languageOf(args.text('language'), format)
    checkCount(args, format)
    return withLibrary(args, context, async (library) => {
      const { ids, searches } = await namedRuns(library, args, format)
      if (isTable(format)) {
        const told = await exportTable(library, ids, format, out)
        if (args.flag('json')) output.line(printableJson({ file: out, format, runs: ids.length }))
        else output.line(told)
        return 0
      }
      const [first, ...others] = await readRuns(library, ids, args, context)
      if (first === undefined) throw new CommandError('The search has no run that has ended.')
      const order = { searches, name: basename(out), language }
      const made = await EXPORT_WRITERS[format].write([first, ...others], order)
      await writeExported(out, made)
      const { bytes, checked } = made
      if (args.flag('json')) output.line(printableJson({ file: out, format, bytes: bytes.length, checked }))
      else
        for (const line of [
          `Wrote ${out}: ${bytes.length} bytes, ${EXPORT_WRITERS[format].words}.`,
          ...checked,
        ])
          output.line(line)
      return 0
    })
  },
}
