import { confusionMatrix } from './confusion-matrix'

export interface ClassScores {
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** Images of the class, by their true label. */
  readonly support: number
}

/** The report as scikit-learn prints it: a share without a denominator is 0. */
export interface ClassificationReport {
  readonly matrix: readonly (readonly number[])[]
  readonly classes: readonly ClassScores[]
  readonly accuracy: number
  readonly macro: ClassScores
  readonly weighted: ClassScores
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function classScores(matrix: readonly (readonly number[])[], index: number): ClassScores {
  const row = matrix[index] ?? []
  const correct = row[index] ?? 0
  const support = sum(row)
  const predicted = sum(matrix.map((counts) => counts[index] ?? 0))
  // 2pr/(p+r) in whole numbers, so that nothing is rounded twice.
  return {
    precision: share(correct, predicted),
    recall: share(correct, support),
    f1: share(2 * correct, support + predicted),
    support,
  }
}

function average(classes: readonly ClassScores[], weight: (scores: ClassScores) => number): ClassScores {
  const total = sum(classes.map(weight))
  const mean = (value: (scores: ClassScores) => number): number =>
    share(sum(classes.map((scores) => weight(scores) * value(scores))), total)
  return {
    precision: mean(({ precision }) => precision),
    recall: mean(({ recall }) => recall),
    f1: mean(({ f1 }) => f1),
    support: sum(classes.map(({ support }) => support)),
  }
}

/**
 * Why a report must not be shown; null where it is sound.
 *
 * The support of a class is the number of its images, which the data set tells: where it is another, true and predicted labels
 * were swapped or belong to other images.
 */
export function checkSupport(report: ClassificationReport, classCounts: readonly number[]): string | null {
  const wrong = report.classes.findIndex(({ support }, index) => support !== classCounts[index])
  if (report.classes.length !== classCounts.length) {
    return `The report has ${report.classes.length} classes, but the data set has ${classCounts.length}.`
  }
  if (wrong < 0) return null
  const support = report.classes[wrong]?.support
  return `The report counts ${support} images of class ${wrong}, but the data set has ${classCounts[wrong]}.`
}

/** Precision, recall, f1-score and support of every class, from the true and the predicted class of each image. */
export function classificationReport(
  truth: Uint8Array,
  predicted: Uint8Array,
  classes: number,
): ClassificationReport {
  const matrix = confusionMatrix(truth, predicted, classes)
  const scores = matrix.map((_, index) => classScores(matrix, index))
  const correct = sum(matrix.map((row, index) => row[index] ?? 0))
  return {
    matrix,
    classes: scores,
    accuracy: share(correct, truth.length),
    macro: average(scores, () => 1),
    weighted: average(scores, ({ support }) => support),
  }
}
