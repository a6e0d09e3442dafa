import type { ClassificationReport, ClassScores } from './classification-report'
import { fixedText } from './fixed-text'

/** Decimals of a report where nobody asks for more, as in scikit-learn. */
export const REPORT_DIGITS = 2

const HEADINGS = ['precision', 'recall', 'f1-score', 'support'] as const
const AVERAGES = ['accuracy', 'macro avg', 'weighted avg'] as const
const CELL_WIDTH = 9

/** The four figures of a class or of an average as texts. */
export function scoreTexts(
  { precision, recall, f1, support }: ClassScores,
  digits: number,
): readonly string[] {
  return [...[precision, recall, f1].map((share) => fixedText(share, digits)), String(support)]
}

/** The report in exactly the layout that `sklearn.metrics.classification_report` prints. */
export function reportText(
  report: ClassificationReport,
  classNames: readonly string[],
  digits = REPORT_DIGITS,
): string {
  const width = Math.max(...[...classNames, ...AVERAGES].map((name) => name.length), digits)
  const line = (name: string, cells: readonly string[]): string =>
    `${name.padStart(width)} ${cells.map((cell) => ` ${cell.padStart(CELL_WIDTH)}`).join('')}`
  const [accuracy, macro, weighted] = AVERAGES
  const { support } = report.macro
  return [
    line('', HEADINGS),
    '',
    ...report.classes.map((scores, index) =>
      line(classNames[index] ?? String(index), scoreTexts(scores, digits)),
    ),
    '',
    line(accuracy, ['', '', fixedText(report.accuracy, digits), String(support)]),
    line(macro, scoreTexts(report.macro, digits)),
    line(weighted, scoreTexts(report.weighted, digits)),
    '',
  ].join('\n')
}
