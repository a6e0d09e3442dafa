import { accuracyText } from '#shared/evaluation/accuracy-text'
import { chartSvg } from '#shared/figures/chart-figure'
import { differingColumns } from '#shared/history/differing-columns'
import { sortRuns } from '#shared/history/sort-runs'
import { bestRun, type RankingColumnId, standingOf } from '#shared/history/standing'
import { tiesWithBest } from '#shared/history/ties'
import { dataName } from '#shared/records/data-of-run'
import { doubtSentence } from '#shared/records/doubt-sentence'
import { reportRows } from '#shared/records/report-files'
import type { StopReason } from '#shared/records/run-record'
import type { RunSummary } from '#shared/records/run-summary'
import { SETTING_COLUMNS, type TableColumn } from '#shared/records/table-columns'
import { classNamesOf } from '../../library/run-class-names'
import type { ExportRun } from '../export-run'
import { reportOfRun } from '../report-of-run'
import { runName } from '../run-name'
import { textOfExperiment } from '../text-of-experiment'
import { curveFigures } from './curve-figures'
import type { Block, Line } from './report-document'
import type { ReportWords } from './report-words'

const DIGITS = 4

/** How the file of a figure is called, by what the figure shows. */
type FigureName = (id: string) => string

const percent = (share: number | null): string => (share === null ? '' : `${(100 * share).toFixed(2)} %`)

const heading = (level: 1 | 2, text: string): Block => ({ kind: 'heading', level, text })

function cell({ value }: TableColumn, run: RunSummary): string {
  const found = value(run)
  return found === null ? '' : String(found)
}

function commandOf({ record }: RunSummary): string {
  const text = record.identity === null ? null : textOfExperiment(record)
  return text === null ? '' : `lab train --design "${text}"`
}

const commandsPart = (title: string, commands: readonly string[]): readonly Block[] =>
  commands.length === 0 ? [] : [heading(2, title), { kind: 'code', lines: commands }]

/** The test accuracy with its interval of 95 %, where it is known of how many images it is. */
function testText({ record }: RunSummary, images: number | undefined, { word }: ReportWords): string {
  const { testAccuracy } = record
  if (testAccuracy === null || images === undefined) return percent(testAccuracy)
  return accuracyText(testAccuracy, images, word('interval'))
}

function settingsPart(title: string, run: RunSummary, { word }: ReportWords): readonly Block[] {
  const rows = SETTING_COLUMNS.flatMap((column) => {
    const value = cell(column, run)
    return value === '' ? [] : [[[{ code: column.id }], [value]]]
  })
  return [heading(2, title), { kind: 'table', headings: [[word('setting')], [word('value')]], rows }]
}

function curvesPart(runs: readonly ExportRun[], nameOf: FigureName, words: ReportWords): readonly Block[] {
  const figures = curveFigures(runs, words).map(({ id, figure }): Block => ({
    kind: 'figure',
    name: nameOf(id),
    title: figure.title,
    svg: chartSvg(figure),
  }))
  return figures.length === 0 ? [] : [heading(2, words.word('curves')), ...figures]
}

/** The table with which a report begins: a fact a row, and only what there is to tell. */
function factsPart({ record, summary, data }: ExportRun, words: ReportWords): Block {
  const { word } = words
  const { iterations: done, plannedIterations: planned } = record
  const facts: readonly (readonly [name: string, value: Line])[] = [
    [word('run'), [{ code: record.id }]],
    [word('data'), [dataName(record)]],
    [word('author'), [record.author]],
    [word('started'), [record.startedAt ?? '']],
    [word('testAccuracy'), [testText(summary, data?.testLabels.length, words)]],
    [word('validationAccuracy'), [percent(record.validationAccuracy)]],
    [word('trainingAccuracy'), [percent(record.trainAccuracy)]],
    [word('parameters'), [String(record.parameters)]],
    [word('iterations'), [summary.origin === 'imported' ? '' : word('iterationsOf', { done, planned })]],
    [word('seconds'), [record.seconds === null ? '' : record.seconds.toFixed(1)]],
    [word('tags'), [summary.annotations.tags.join(', ')]],
  ]
  const rows = facts.filter(([, [value]]) => value !== '').map(([name, value]) => [[name], value])
  return { kind: 'table', headings: [[], []], rows }
}

function scoresPart(run: ExportRun, { word }: ReportWords): readonly Block[] {
  const classNames = classNamesOf(run.record)
  const report = reportOfRun(run, classNames.length)
  if (report === null) return []
  const names = { accuracy: word('totalAccuracy'), macro: word('macro'), weighted: word('weighted') }
  const rows = reportRows(report, classNames, DIGITS, names)
  const matrix = report.matrix.map((row, label) => [
    [classNames[label] ?? String(label)],
    ...row.map((count) => [String(count)]),
  ])
  const headings = ['', word('precision'), word('recall'), word('f1'), word('support')]
  const asLines = (cells: readonly string[]): readonly Line[] => cells.map((text) => [text])
  return [
    heading(2, word('report')),
    { kind: 'table', headings: asLines(headings), rows: rows.map(asLines), numbersFrom: 1 },
    heading(2, word('matrix')),
    { kind: 'table', headings: asLines([word('truth'), ...classNames]), rows: matrix },
  ]
}

function oneRun(run: ExportRun, nameOf: FigureName, words: ReportWords): readonly Block[] {
  const { language, word } = words
  const { summary } = run
  const { note } = summary.annotations
  const command = commandOf(summary)
  const doubt = summary.doubt === null ? [] : [doubtSentence(summary.doubt, language)]
  return [
    heading(1, runName(summary)),
    ...doubt.map((why): Block => ({ kind: 'lines', lines: [[{ strong: word('doubted') }, ` ${why}`]] })),
    factsPart(run, words),
    ...(note === ''
      ? []
      : [
          heading(2, word('notes')),
          { kind: 'lines', lines: note.split('\n').map((line) => [line]) } as const,
        ]),
    ...curvesPart([run], nameOf, words),
    ...settingsPart(word('settings'), summary, words),
    ...scoresPart(run, words),
    ...commandsPart(word('again'), command === '' ? [] : [command]),
  ]
}

/** By what the runs are compared: by validation images where all have some, because a choice by test images flatters the chosen. */
function rankingOf(runs: readonly RunSummary[]): RankingColumnId {
  return runs.every(({ record }) => record.validationAccuracy !== null) ? 'validation_acc' : 'test_acc'
}

const ranks = (run: RunSummary): boolean => ['ranked', 'imported'].includes(standingOf(run))

function bestLine(runs: readonly RunSummary[], best: RunSummary | null, { word }: ReportWords): Line {
  if (best === null) return [word('noBest')]
  const ranking = rankingOf(runs)
  const count = tiesWithBest(runs.filter(ranks), ranking).size - 1
  const tied = count > 0 ? word('tied', { count }) : ''
  const by = word(ranking === 'validation_acc' ? 'bestByValidation' : 'bestByTest')
  return [`${by}: `, { strong: runName(best) }, ' (', { code: best.record.id }, `).${tied}`]
}

/** The runs as a comparison lists them: the best first, and behind those that rank the others. */
function orderedRuns(runs: readonly ExportRun[]): readonly ExportRun[] {
  const summaries = runs.map(({ summary }) => summary)
  const sorted = sortRuns(summaries, [{ column: rankingOf(summaries), descending: true }])
  const ordered = [...sorted.filter(ranks), ...sorted.filter((run) => !ranks(run))]
  const places = new Map(ordered.map(({ record }, place) => [record.id, place]))
  const placeOf = ({ record }: ExportRun): number => places.get(record.id) ?? 0
  return runs.toSorted((a, b) => placeOf(a) - placeOf(b))
}

function comparedPart(runs: readonly ExportRun[], words: ReportWords): Block {
  const { language, word } = words
  const differing = differingColumns(runs.map(({ summary }) => summary))
  const columns = SETTING_COLUMNS.filter(({ id }) => differing.includes(id))
  const endWord = (reason: StopReason | null): string => (reason === null ? '' : word(reason))
  const endOf = ({ doubt, record }: RunSummary): string =>
    doubt === null ? endWord(record.stopReason) : `${word('doubted')} ${doubtSentence(doubt, language)}`
  const rows = runs.map(({ summary, data }): readonly Line[] => [
    [runName(summary)],
    [{ code: summary.record.id }],
    ...columns.map((column) => [cell(column, summary)]),
    [percent(summary.record.validationAccuracy)],
    [testText(summary, data?.testLabels.length, words)],
    [summary.record.seconds === null ? '' : summary.record.seconds.toFixed(1)],
    [endOf(summary)],
  ])
  const settings = columns.map(({ id }) => [{ code: id }])
  const ends = [word('validation'), word('test'), word('seconds'), word('end')].map((text) => [text])
  return { kind: 'table', headings: [[word('name')], [word('run')], ...settings, ...ends], rows }
}

function severalRuns(runs: readonly ExportRun[], nameOf: FigureName, words: ReportWords): readonly Block[] {
  const { word } = words
  const summaries = runs.map(({ summary }) => summary)
  const best = bestRun(summaries, rankingOf(summaries))
  const ordered = orderedRuns(runs)
  const commands = ordered.map(({ summary }) => commandOf(summary)).filter((command) => command !== '')
  return [
    heading(1, word('several')),
    { kind: 'lines', lines: [bestLine(summaries, best, words)] },
    comparedPart(ordered, words),
    ...curvesPart(ordered, nameOf, words),
    ...(best === null ? [] : settingsPart(word('bestSettings'), best, words)),
    ...commandsPart(word('severalAgain'), commands),
  ]
}

/** A report: of one run all that is known, of several a comparison. */
export function reportOfRuns(
  runs: readonly [ExportRun, ...ExportRun[]],
  words: ReportWords,
  nameOf: FigureName,
): readonly Block[] {
  return runs.length === 1 ? oneRun(runs[0], nameOf, words) : severalRuns(runs, nameOf, words)
}
