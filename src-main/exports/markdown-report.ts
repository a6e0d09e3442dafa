import { accuracyText } from '#shared/evaluation/accuracy-text'
import { differingColumns } from '#shared/history/differing-columns'
import { sortRuns } from '#shared/history/sort-runs'
import { bestRun, type RankingColumnId, standingOf } from '#shared/history/standing'
import { tiesWithBest } from '#shared/history/ties'
import { dataName } from '#shared/records/data-of-run'
import { doubtSentence } from '#shared/records/record-doubt'
import { markdownText, reportMarkdown } from '#shared/records/report-files'
import type { RunSummary } from '#shared/records/run-summary'
import { SETTING_COLUMNS, type TableColumn } from '#shared/records/table-columns'
import { classNamesOf } from '../library/run-class-names'
import type { ExportRun } from './export-run'
import { reportOfRun } from './report-of-run'
import { runName } from './run-name'
import { textOfExperiment } from './text-of-experiment'

const DIGITS = 4

const percent = (share: number | null): string => (share === null ? '' : `${(100 * share).toFixed(2)} %`)

/** A table of Markdown. Cells are texts that are escaped already. */
function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('')
}

function cell({ value }: TableColumn, run: RunSummary): string {
  const found = value(run)
  return found === null ? '' : markdownText(String(found))
}

function commandOf({ record }: RunSummary): string {
  const text = record.identity === null ? null : textOfExperiment(record)
  return text === null ? '' : `lab train --design "${text}"`
}

const block = (lines: readonly string[]): string =>
  lines.length === 0 ? '' : `\`\`\`\n${lines.join('\n')}\n\`\`\`\n`

/** The test accuracy with its interval of 95 %, where it is known of how many images it is. */
function testText({ record }: RunSummary, images: number | undefined): string {
  const { testAccuracy } = record
  if (testAccuracy === null || images === undefined) return percent(testAccuracy)
  return accuracyText(testAccuracy, images)
}

function settingsTable(run: RunSummary, columns: readonly TableColumn[]): string {
  const rows = columns.map((column) => [`\`${column.id}\``, cell(column, run)])
  return table(
    ['setting', 'value'],
    rows.filter(([, value]) => value !== ''),
  )
}

function matrixTable(matrix: readonly (readonly number[])[], classNames: readonly string[]): string {
  const names = classNames.map(markdownText)
  return table(
    ['true \\ predicted', ...names],
    matrix.map((row, label) => [names[label] ?? String(label), ...row.map(String)]),
  )
}

/** A figure in a file beside the report. */
interface LinkedFigure {
  readonly name: string
  readonly title: string
}

/** A name of a file as the target of a link, where brackets and spaces would end it. */
const linkTo = (name: string): string =>
  encodeURIComponent(Buffer.from(name).toString()).replaceAll('(', '%28').replaceAll(')', '%29')

function curvesPart(figures: readonly LinkedFigure[]): readonly string[] {
  const links = figures.map(({ name, title }) => `![${markdownText(title)}](${linkTo(name)})\n`)
  return links.length === 0 ? [] : [`## Curves\n\n${links.join('\n')}`]
}

function oneRun(run: ExportRun, figures: readonly LinkedFigure[]): readonly string[] {
  const { summary, record, data } = run
  const { annotations, doubt, origin } = summary
  const { note, tags } = annotations
  const facts = [
    ['run', `\`${record.id}\``],
    ['data', markdownText(dataName(record))],
    ['author', markdownText(record.author)],
    ['started', record.startedAt ?? ''],
    ['test accuracy', testText(summary, data?.testLabels.length)],
    ['validation accuracy', percent(record.validationAccuracy)],
    ['training accuracy', percent(record.trainAccuracy)],
    ['parameters', String(record.parameters)],
    ['iterations', origin === 'imported' ? '' : `${record.iterations} of ${record.plannedIterations}`],
    ['seconds', record.seconds === null ? '' : record.seconds.toFixed(1)],
    ['tags', tags.map(markdownText).join(', ')],
  ] as const
  const classNames = classNamesOf(record)
  const report = reportOfRun(run, classNames.length)
  const command = commandOf(summary)
  return [
    `# ${markdownText(runName(summary))}\n`,
    ...(doubt === null ? [] : [`**Not believed:** ${doubtSentence(doubt)}\n`]),
    table(
      ['', ''],
      facts.filter(([, value]) => value !== ''),
    ),
    ...(note === '' ? [] : [`## Notes\n\n${note.split('\n').map(markdownText).join('  \n')}\n`]),
    ...curvesPart(figures),
    `## Settings\n\n${settingsTable(summary, SETTING_COLUMNS)}`,
    ...(report === null
      ? []
      : [
          `## Classification report\n\n${reportMarkdown(report, classNames, DIGITS)}`,
          `## Confusion matrix\n\n${matrixTable(report.matrix, classNames)}`,
        ]),
    ...(command === '' ? [] : [`## Train it again\n\n${block([command])}`]),
  ]
}

/** By what the runs are compared: by validation images where all have some, because a choice by test images flatters the chosen. */
function rankingOf(runs: readonly RunSummary[]): RankingColumnId {
  return runs.every(({ record }) => record.validationAccuracy !== null) ? 'validation_acc' : 'test_acc'
}

const ranks = (run: RunSummary): boolean => ['ranked', 'imported'].includes(standingOf(run))

function bestText(best: RunSummary | null, runs: readonly RunSummary[], ranking: RankingColumnId): string {
  if (best === null) return 'No run is named the best: none of them ranks, or they are on different data.\n'
  const others = tiesWithBest(runs.filter(ranks), ranking).size - 1
  const by = ranking === 'validation_acc' ? 'validation accuracy' : 'test accuracy'
  const tied = others > 0 ? ` Runs that cannot be told apart from it at 95 %: ${others}.` : ''
  return `Best by ${by}: **${markdownText(runName(best))}** (\`${best.record.id}\`).${tied}\n`
}

/** The runs as a comparison lists them: the best first, and behind those that rank the others. */
export function orderedRuns(runs: readonly ExportRun[]): readonly ExportRun[] {
  const summaries = runs.map(({ summary }) => summary)
  const sorted = sortRuns(summaries, [{ column: rankingOf(summaries), descending: true }])
  const ordered = [...sorted.filter(ranks), ...sorted.filter((run) => !ranks(run))]
  const places = new Map(ordered.map(({ record }, place) => [record.id, place]))
  const placeOf = ({ record }: ExportRun): number => places.get(record.id) ?? 0
  return runs.toSorted((a, b) => placeOf(a) - placeOf(b))
}

function severalRuns(runs: readonly ExportRun[], figures: readonly LinkedFigure[]): readonly string[] {
  const ordered = orderedRuns(runs).map(({ summary }) => summary)
  const summaries = runs.map(({ summary }) => summary)
  const images = new Map(runs.map(({ record, data }) => [record.id, data?.testLabels.length]))
  const ranking = rankingOf(summaries)
  const best = bestRun(summaries, ranking)
  const differing = differingColumns(summaries)
  const columns = SETTING_COLUMNS.filter(({ id }) => differing.includes(id))
  const rows = ordered.map((run) => [
    markdownText(runName(run)),
    `\`${run.record.id}\``,
    ...columns.map((column) => cell(column, run)),
    percent(run.record.validationAccuracy),
    testText(run, images.get(run.record.id)),
    run.record.seconds === null ? '' : run.record.seconds.toFixed(1),
    run.doubt === null ? (run.record.stopReason ?? '') : `not believed: ${doubtSentence(run.doubt)}`,
  ])
  const settings = columns.map(({ id }) => `\`${id}\``)
  const headings = ['name', 'run', ...settings, 'validation', 'test', 'seconds', 'end']
  const commands = ordered.map(commandOf).filter((command) => command !== '')
  return [
    '# Our experiments\n',
    bestText(best, summaries, ranking),
    table(headings, rows),
    ...curvesPart(figures),
    ...(best === null ? [] : [`## Settings of the best run\n\n${settingsTable(best, SETTING_COLUMNS)}`]),
    ...(commands.length === 0 ? [] : [`## Train them again\n\n${block(commands)}`]),
  ]
}

/** A report in Markdown: of one run all that is known, of several a comparison. Its figures are files beside it. */
export function markdownReport(
  runs: readonly [ExportRun, ...ExportRun[]],
  figures: readonly LinkedFigure[] = [],
): string {
  const parts = runs.length === 1 ? oneRun(runs[0], figures) : severalRuns(runs, figures)
  return parts.join('\n')
}
