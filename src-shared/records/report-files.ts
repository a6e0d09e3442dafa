import type { ClassificationReport, ClassScores } from '../evaluation/classification-report'
import { fixedText } from '../evaluation/fixed-text'
import { scoreTexts } from '../evaluation/report-text'
import { type CsvCell, writeCsv } from './csv-write'
import { pythonFloatText } from './number-text'

const HEADINGS = ['precision', 'recall', 'f1-score', 'support'] as const

function scoreCells({ precision, recall, f1, support }: ClassScores): readonly CsvCell[] {
  const shares = [precision, recall, f1].map((share) => ({ literal: pythonFloatText(share) }))
  return [...shares, { literal: String(support) }]
}

/** The report as CSV, its numbers in full: what `pandas.DataFrame(classification_report(output_dict=True)).T` holds. */
export function reportCsv(report: ClassificationReport, classNames: readonly string[]): string {
  const accuracy = { literal: pythonFloatText(report.accuracy) }
  const empty = { literal: '' }
  return writeCsv(
    ['class', ...HEADINGS],
    [
      ...report.classes.map((scores, index) => [
        { text: classNames[index] ?? String(index) },
        ...scoreCells(scores),
      ]),
      [{ text: 'accuracy' }, empty, empty, accuracy, { literal: String(report.macro.support) }],
      [{ text: 'macro avg' }, ...scoreCells(report.macro)],
      [{ text: 'weighted avg' }, ...scoreCells(report.weighted)],
    ],
  )
}

/** A text that cannot end its cell of a table, nor begin markup of its own. */
export const markdownText = (text: string): string =>
  text.replaceAll(/[\\|`*_<>[\]]/g, '\\$&').replaceAll('\n', ' ')

/** What the rows below those of the classes are called, as scikit-learn calls them. */
const TOTALS = { accuracy: 'accuracy', macro: 'macro avg', weighted: 'weighted avg' } as const

/** The rows of the report as people read them: a name, precision, recall, F1 and the number of images. */
export function reportRows(
  report: ClassificationReport,
  classNames: readonly string[],
  digits: number,
  totals: Readonly<Record<keyof typeof TOTALS, string>> = TOTALS,
): readonly (readonly string[])[] {
  return [
    ...report.classes.map((scores, index) => [
      classNames[index] ?? String(index),
      ...scoreTexts(scores, digits),
    ]),
    [totals.accuracy, '', '', fixedText(report.accuracy, digits), String(report.macro.support)],
    [totals.macro, ...scoreTexts(report.macro, digits)],
    [totals.weighted, ...scoreTexts(report.weighted, digits)],
  ]
}

/** The report as a table in Markdown. */
export function reportMarkdown(
  report: ClassificationReport,
  classNames: readonly string[],
  digits: number,
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`
  return [
    line(['', ...HEADINGS]),
    line(['---', ...HEADINGS.map(() => '--:')]),
    ...reportRows(report, classNames, digits).map((cells) => line(cells.map(markdownText))),
  ].join('')
}
