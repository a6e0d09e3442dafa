import { dataName, dataOf } from '#shared/records/data-of-run'
import { doubtSentence } from '#shared/records/doubt-sentence'
import { FASHION_MNIST } from '#shared/records/fashion-mnist-test-labels'
import { isImportedModel } from '#shared/records/imported-model'
import type { RunSummary } from '#shared/records/run-summary'
import { parseSearchParent } from '#shared/search/search-parent'
import { linesByKind } from '../../base/lines-by-kind'
import { printableJson } from '../../base/printable-text'
import type { LibraryProblem } from '../../library/library-problem'
import { problemLines } from '../../library/problem-lines'
import { withLibrary } from '../look-library'
import { chooseRuns, RUNS_OPTIONS, writeRunsTables } from '../runs-choice'
import type { Verb } from '../verb'

function percent(value: number | null): string {
  return value === null ? '' : (100 * value).toFixed(2)
}

/** How a run ended, and that it is not believed where it is not. */
function endedText({ record, doubt }: RunSummary): string {
  const ended = isImportedModel(record) ? 'imported' : (record.stopReason ?? 'running')
  if (doubt === null) return ended
  return `${ended} (${doubt.code === 'changed' ? 'changed' : 'not believed'})`
}

const COLUMNS: readonly (readonly [title: string, cell: (run: RunSummary) => string])[] = [
  ['id', ({ record }) => record.id],
  ['network', ({ record }) => record.experiment.design.hidden.join('-')],
  ['activation', ({ record }) => record.experiment.design.activation],
  ['optimizer', ({ record }) => (isImportedModel(record) ? '' : record.experiment.plan.optimizer.kind)],
  ['seed', ({ record, origin }) => (origin === 'imported' ? '' : String(record.experiment.plan.seed))],
  [
    'iterations',
    ({ record, runningIteration }) =>
      isImportedModel(record) ? '' : `${runningIteration ?? record.iterations}/${record.plannedIterations}`,
  ],
  ['ended', endedText],
  ['train %', ({ record }) => percent(record.trainAccuracy)],
  ['valid. %', ({ record }) => percent(record.validationAccuracy)],
  ['test %', ({ record }) => percent(record.testAccuracy)],
  ['seconds', ({ record }) => record.seconds?.toFixed(1) ?? ''],
]

/** Only where it tells runs apart. */
const DATA = ['data', ({ record }: RunSummary) => dataName(record)] as const

/** The runs as a table of text. */
function runsTable(runs: readonly RunSummary[]): readonly string[] {
  const isPlain = runs.every(({ record }) => dataOf(record) === FASHION_MNIST)
  const columns = isPlain ? COLUMNS : [...COLUMNS, DATA]
  const rows = [columns.map(([title]) => title), ...runs.map((run) => columns.map(([, cell]) => cell(run)))]
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

/** A run as `--json` prints it: the record's own fields, as in `lab show`, and what is known around it. */
function flat({ record, ...around }: RunSummary) {
  return { ...record, ...around }
}

/** What is to be known of the list: which runs are not believed, and which files could not be used. */
function passedOver(
  summaries: readonly RunSummary[],
  problems: readonly LibraryProblem[],
): readonly string[] {
  const doubted = summaries.flatMap(({ record: { id }, doubt }) => (doubt === null ? [] : [{ id, doubt }]))
  return [
    ...linesByKind(
      doubted,
      ({ doubt }) => doubt.code,
      ({ id, doubt }) => `Run ${id} is not ranked: ${doubtSentence(doubt, 'en')}`,
    ),
    ...problemLines(problems, { before: 'Passed over ' }),
  ]
}

/** Trials of searches would bury the runs that somebody has started one by one. */
function foldTrials(runs: readonly RunSummary[]): readonly RunSummary[] {
  return runs.filter(({ record }) => parseSearchParent(record.parent) === null)
}

function foldedLine(count: number): string {
  const [are, them] = count === 1 ? ['trial of a search is', 'it'] : ['trials of searches are', 'them']
  return `${count} ${are} not shown; \`lab runs --trials\` shows ${them}, and \`lab search --list\` the searches.`
}

/** Lists the runs of a library. */
export const runs: Verb = {
  usage: '',
  options: [
    ...RUNS_OPTIONS,
    { name: 'trials', text: 'trials of searches too; JSON and files always have them' },
  ],
  notes: ['With --json it prints one array of all runs on one line: their records without predictions.'],
  async run(args, context) {
    const { output } = context
    return withLibrary(args, context, async (library) => {
      const all = await library.list()
      const summaries = chooseRuns(all, args)
      const files = await writeRunsTables(summaries, args)
      if (args.flag('json')) output.line(printableJson(summaries.map(flat)))
      else if (all.length === 0) output.line(`There are no runs in the library ${library.directory}.`)
      else {
        const shown = args.flag('trials') ? summaries : foldTrials(summaries)
        for (const line of runsTable(shown)) output.line(line)
        if (shown.length < summaries.length) output.note(foldedLine(summaries.length - shown.length))
      }
      for (const file of files) output.note(`Wrote ${summaries.length} runs to ${file}.`)
      for (const line of passedOver(summaries, library.problems)) output.note(line)
      return 0
    })
  },
}
