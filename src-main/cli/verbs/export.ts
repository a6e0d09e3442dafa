import { basename, extname } from 'node:path'
import { EXPORT_FORMAT_NAMES, EXPORT_FORMATS, type ExportFormatName } from '#shared/exports/export-formats'
import { dataOf } from '#shared/records/data-of-run'
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
import { findRun } from '../find-run'
import { findSearch } from '../find-search'
import { withLibrary } from '../look-library'
import { noteDoubt } from '../note-doubt'
import type { ParsedArguments } from '../parsed-arguments'
import { DATA_OPTION, dataOfRun } from '../run-data'
import type { CommandContext, Verb } from '../verb'

const NAMES = EXPORT_FORMAT_NAMES.join(', ')

/** The format that is asked for, or else the one whose files end like this one. */
function formatOf(asked: string | undefined, file: string): ExportFormatName {
  const extension = extname(file).slice(1).toLowerCase()
  const found = EXPORT_FORMAT_NAMES.find((name) =>
    asked === undefined ? EXPORT_FORMATS[name].extension === extension : name === asked,
  )
  if (found !== undefined) return found
  const said =
    asked === undefined
      ? `The ending of ${file} is that of no format`
      : `There is no format ${JSON.stringify(asked)}`
  throw new CommandError(`${said}; there are ${NAMES}.`)
}

/** The runs that the arguments name one by one, and the search that they name with all its runs that have ended. */
async function namedRuns(library: Library, args: ParsedArguments) {
  const ids: string[] = []
  for (const word of args.positional) ids.push(await findRun(library, word))
  const wanted = args.text('search')
  if (wanted === undefined) return { ids, searches: [] }
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

/** Writes runs to a file that others can use. */
export const exportVerb: Verb = {
  usage: 'ID... --out FILE',
  options: [
    { name: 'search', value: 'ID', text: 'all runs of a search that have ended, and the search itself' },
    { name: 'out', value: 'FILE', text: 'the file to write; one that is there is replaced' },
    { name: 'format', value: 'FORMAT', text: `${NAMES} (default: by the ending of FILE)` },
    DATA_OPTION,
  ],
  notes: [
    ...EXPORT_FORMAT_NAMES.map((name) => `${name}: ${EXPORT_WRITERS[name].words}`),
    'A network is read back from what was written and run over all test images before the file takes its place.',
  ],
  async run(args, context) {
    const { output } = context
    const out = args.text('out')
    const namesNothing = args.positional.length === 0 && args.text('search') === undefined
    if (namesNothing || out === undefined)
      throw new CommandError('lab export takes ids of runs and --out FILE; `lab runs` lists the runs.')
    const format = formatOf(args.text('format'), out)
    const count = args.positional.length
    if (EXPORT_FORMATS[format].takes === 'one run' && (count > 1 || args.text('search') !== undefined))
      throw new CommandError(
        `A file of the format ${format} holds one run, not ${count > 1 ? count : 'a search'}.`,
      )
    return withLibrary(args, context, async (library) => {
      const { ids, searches } = await namedRuns(library, args)
      const [first, ...others] = await readRuns(library, ids, args, context)
      if (first === undefined) throw new CommandError('The search has no run that has ended.')
      const made = await EXPORT_WRITERS[format].write([first, ...others], searches, basename(out))
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
