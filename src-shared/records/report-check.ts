import { type ClassificationReport, classificationReport } from '../evaluation/classification-report'
import { unpackPredictions } from './predictions'
import type { RunRecord } from './run-record'

/** The test images that a report is about. */
export interface ReportData {
  /** SHA-256 of the data set. */
  readonly fingerprint: string
  readonly testLabels: Uint8Array
  readonly classCounts: readonly number[]
}

/** Why a report would not be sound; the window has a sentence of its own for each. */
export interface ReportFault {
  readonly code: 'none' | 'data' | 'predictions' | 'support' | 'accuracy' | 'weights' | 'evaluation'
  readonly values: Readonly<Record<string, string | number>>
}

const SENTENCES: Readonly<Record<ReportFault['code'], (values: ReportFault['values']) => string>> = {
  none: () => 'This run has no predictions, so there is nothing to report.',
  data: () => 'This run was trained on other data than these test images.',
  predictions: ({ reason }) => `The predictions of this run cannot be read: ${reason}`,
  support: ({ found, index, expected }) =>
    `The report counts ${found} images of class ${index}, but the data set has ${expected}.`,
  accuracy: ({ found, expected }) =>
    `The predictions of this run give a test accuracy of ${found}, but its record says ${expected}.`,
  weights: () => 'The weights that were evaluated are not those of the record.',
  evaluation: ({ count }) =>
    `Evaluated anew, the weights of this run predict ${count} test images otherwise than its record says.`,
}

/** The fault as an English sentence. */
export function reportFaultSentence({ code, values }: ReportFault): string {
  return SENTENCES[code](values)
}

export type CheckedReport =
  | { readonly ok: true; readonly report: ClassificationReport; readonly predicted: Uint8Array }
  | { readonly ok: false; readonly fault: ReportFault }

const refused = (code: ReportFault['code'], values: ReportFault['values'] = {}): CheckedReport => ({
  ok: false,
  fault: { code, values },
})

/**
 * The classification report of a run, if it is sound: it is about the data that the run was trained on, counts as many images of each
 * class as there are, and has the accuracy that the record, and so the table, tells.
 */
export function checkedReport(record: RunRecord, data: ReportData): CheckedReport {
  if (record.predictions === null) return refused('none')
  if (record.data !== data.fingerprint) return refused('data')
  const { testLabels, classCounts } = data
  let predicted: Uint8Array
  let report: ClassificationReport
  try {
    predicted = unpackPredictions(record.predictions, testLabels.length)
    report = classificationReport(testLabels, predicted, classCounts.length)
  } catch (error) {
    return refused('predictions', { reason: error instanceof Error ? error.message : String(error) })
  }
  const wrong = report.classes.findIndex(({ support }, index) => support !== classCounts[index])
  if (wrong >= 0) {
    const [found = 0, expected = 0] = [report.classes[wrong]?.support, classCounts[wrong]]
    return refused('support', { found, index: wrong, expected })
  }
  if (report.accuracy !== record.testAccuracy)
    return refused('accuracy', { found: report.accuracy, expected: record.testAccuracy ?? 'nothing' })
  return { ok: true, report, predicted }
}

/** What the evaluator says when it asks the weights of a run about all test images. */
export interface AskedAgain {
  readonly weightsSha256: string
  readonly predicted: Uint8Array
}

/** Why an evaluation of the run's weights is not the one behind its record; null where it is, byte for byte. */
export function evaluationFault(
  record: Pick<RunRecord, 'weightsSha256'>,
  recorded: Uint8Array,
  again: AskedAgain,
): ReportFault | null {
  if (again.weightsSha256 !== record.weightsSha256) return { code: 'weights', values: {} }
  const more = Math.max(0, again.predicted.length - recorded.length)
  const count = recorded.reduce((sum, value, at) => sum + Number(value !== again.predicted[at]), more)
  return count === 0 ? null : { code: 'evaluation', values: { count } }
}
