import { basename } from 'node:path'
import type { RunFileContents, TakenRunFile } from '#shared/records/run-file-contents'
import { printableJson } from '../../base/printable-text'
import { openRunFile } from '../../exports/run-file/read-run-file'
import { lookIntoRunFile, takeRunFile } from '../../exports/run-file/take-run-file'
import { openLibrary } from '../../library/library'
import { libraryPaths } from '../../library/library-paths'
import { openSearches } from '../../search/searches'
import { CommandError } from '../command-error'
import type { Verb } from '../verb'

function contentLines(file: string, contents: RunFileContents): readonly string[] {
  const { runs, fresh, conflicts, withWeights, doubted, searches, freshSearches, datasets, first } = contents
  const further = runs - first.length
  return [
    `${file}: runs: ${runs}, not here yet: ${fresh}, with weights: ${withWeights}.`,
    ...first.map(({ id, author, startedAt }) =>
      ['', id, startedAt?.slice(0, 10), author]
        .filter((part) => part !== undefined)
        .join('  ')
        .trimEnd(),
    ),
    ...(further > 0 ? [`  and ${further} more`] : []),
    ...(searches > 0 ? [`Searches: ${searches}, not here yet: ${freshSearches}.`] : []),
    ...(datasets.length > 0 ? [`Trained on data of one's own: ${datasets.join(', ')}.`] : []),
    ...(conflicts > 0 ? [`Here with another record: ${conflicts}. Both records are kept.`] : []),
    ...(doubted > 0 ? [`Not believed, because they cannot be so: ${doubted}.`] : []),
  ]
}

const takenLine = ({ added, known, conflicts, searches }: TakenRunFile): string =>
  `Taken: ${added} runs and ${searches} searches; ${known} runs were here already, ${conflicts} stand beside another record.`

/** Shows what is in a run file, and takes it into a library. */
export const openVerb: Verb = {
  usage: 'FILE',
  options: [{ name: 'yes', text: 'takes what is in it; without it the file is only looked into' }],
  notes: [
    'FILE is a run file (.onn): runs with their curves, weights, notes and replays, and whole searches.',
    'Nothing that is in the library is changed, and nothing is there twice.',
  ],
  async run(args, { output, library: own }) {
    const [path, ...others] = args.positional
    if (path === undefined || others.length > 0) throw new CommandError('lab open takes one run file.')
    const name = basename(path)
    const file = await openRunFile(path)
    const directory = args.text('library') ?? own
    const library = await openLibrary(directory)
    try {
      const target = { library, searches: openSearches(libraryPaths(directory).searches) }
      const contents = await lookIntoRunFile(file, target)
      const report = (done: number): void => output.progress(`${name}: ${done} of ${contents.runs} runs`)
      const taken = args.flag('yes') ? await takeRunFile(file, target, report) : null
      if (args.flag('json')) output.line(printableJson({ ...contents, taken }))
      else for (const line of contentLines(name, contents)) output.line(line)
      for (const problem of (taken ?? contents).problems) output.note(problem)
      if (!args.flag('json'))
        output.line(taken === null ? 'Nothing was taken: lab open FILE --yes takes it.' : takenLine(taken))
      return 0
    } finally {
      await library.close()
      await file.zip.close()
    }
  },
}
