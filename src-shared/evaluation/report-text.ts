import type { ClassificationReport, ClassScores } from './classification-report'

const NUMBER_WIDTH = 11

function line(name: string, nameWidth: number, cells: readonly string[]): string {
  return `${name.padStart(nameWidth)} ${cells.map((cell) => cell.padStart(NUMBER_WIDTH)).join('')}`
}

function scoreCells({ precision, recall, f1, support }: ClassScores): readonly string[] {
  return [precision.toFixed(4), recall.toFixed(4), f1.toFixed(4), String(support)]
}

/** The report as lines of text, in the layout that users of scikit-learn know. */
export function reportText(report: ClassificationReport, classNames: readonly string[]): string {
  const nameWidth = Math.max(12, ...classNames.map((name) => name.length))
  const images = String(report.macro.support)
  return [
    line('', nameWidth, ['precision', 'recall', 'f1-score', 'support']),
    ...report.classes.map((scores, index) =>
      line(classNames[index] ?? String(index), nameWidth, scoreCells(scores)),
    ),
    '',
    line('accuracy', nameWidth, ['', '', report.accuracy.toFixed(4), images]),
    line('macro avg', nameWidth, scoreCells(report.macro)),
    line('weighted avg', nameWidth, scoreCells(report.weighted)),
  ].join('\n')
}
