import { extname } from 'node:path'
import { EXPORT_FORMAT_NAMES, EXPORT_FORMATS, type ExportFormatName } from '#shared/exports/export-formats'
import { writeAtomically } from '../../base/atomic-file'
import { printableJson } from '../../base/printable-text'
import { type ExportRun, readStoredRun, withData } from '../../exports/export-run'
import { EXPORT_WRITERS } from '../../exports/export-writers'
import type { Library } from '../../library/library'
import { CommandError } from '../command-error'
import { findRun } from '../find-run'
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

async function readRuns(
  library: Library,
  words: readonly string[],
  args: ParsedArguments,
  context: CommandContext,
): Promise<readonly ExportRun[]> {
  const runs: ExportRun[] = []
  for (const word of words) {
    const id = await findRun(library, word)
    await noteDoubt(library, id, context.output)
    const stored = await readStoredRun(library, id)
    runs.push(withData(stored, (await dataOfRun(stored.record, args, context)).data))
  }
  return runs
}

/** Writes runs to a file that others can use. */
export const exportVerb: Verb = {
  usage: 'ID... --out FILE',
  options: [
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
    const { positional } = args
    const out = args.text('out')
    if (positional.length === 0 || out === undefined)
      throw new CommandError('lab export takes ids of runs and --out FILE; `lab runs` lists the runs.')
    const format = formatOf(args.text('format'), out)
    if (EXPORT_FORMATS[format].takes === 'one run' && positional.length > 1)
      throw new CommandError(`A file of the format ${format} holds one run, not ${positional.length}.`)
    return withLibrary(args, context, async (library) => {
      const [first, ...others] = await readRuns(library, positional, args, context)
      if (first === undefined) return 1
      const { bytes, checked } = await EXPORT_WRITERS[format].write([first, ...others])
      await writeAtomically(out, bytes)
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
