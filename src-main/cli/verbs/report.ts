import { classCounts } from '#shared/data/labels'
import type { ClassificationReport } from '#shared/evaluation/classification-report'
import { REPORT_DIGITS, reportText } from '#shared/evaluation/report-text'
import { checkedReport, reportFaultSentence } from '#shared/records/report-check'
import { reportCsv, reportMarkdown } from '#shared/records/report-files'
import type { RunRecord } from '#shared/records/run-record'
import { printableJson } from '../../base/printable-text'
import { classNamesOf } from '../../library/run-class-names'
import type { DataSet } from '../../trainer/data-files'
import { CommandError } from '../command-error'
import { findRun, theId } from '../find-run'
import { withLibrary } from '../look-library'
import { noteDoubt } from '../note-doubt'
import { DATA_OPTION, dataOfRun } from '../run-data'
import type { Verb } from '../verb'

const MOST_DIGITS = 17
const FORMATS = ['text', 'csv', 'md'] as const

interface RunReport {
  readonly report: ClassificationReport
  readonly names: readonly string[]
  readonly truth: Uint8Array
  readonly predicted: Uint8Array
}

/** The report of a run that checked itself; a sentence where it is not sound. */
function reportOf(record: RunRecord, { testLabels: truth, fingerprint }: DataSet): RunReport {
  const names = classNamesOf(record)
  const checked = checkedReport(record, {
    fingerprint,
    testLabels: truth,
    classCounts: classCounts(truth, names.length),
  })
  if (!checked.ok) throw new CommandError(`Run ${record.id}: ${reportFaultSentence(checked.fault)}`)
  return { report: checked.report, names, truth, predicted: checked.predicted }
}

function reportJson({ report, names, truth, predicted }: RunReport): string {
  return printableJson({
    accuracy: report.accuracy,
    classes: report.classes.map((scores, index) => ({ name: names[index] ?? String(index), ...scores })),
    macro: report.macro,
    weighted: report.weighted,
    confusion: report.matrix,
    trueClasses: [...truth],
    predictedClasses: [...predicted],
  })
}

function reportLines({ report, names }: RunReport, format: string, digits: number): readonly string[] {
  const text =
    format === 'csv'
      ? reportCsv(report, names)
      : format === 'md'
        ? reportMarkdown(report, names, digits)
        : reportText(report, names, digits)
  return text.replace(/\n$/, '').split('\n')
}

/** Prints the classification report of a run. */
export const report: Verb = {
  usage: 'ID',
  options: [
    { name: 'digits', value: 'N', text: `decimals of the text (default: ${REPORT_DIGITS})` },
    { name: 'format', value: 'FORMAT', text: `${FORMATS.join(', ')} (default: text)` },
    DATA_OPTION,
  ],
  notes: [
    'It checks itself first: the support of a class is the number of its images, and the accuracy is that of the record.',
    'With --json it also has the confusion matrix, a row a true class, and the classes of every test image.',
  ],
  async run(args, context) {
    const { output } = context
    const wanted = theId(args, 'report')
    const digits = args.whole('digits', 0, MOST_DIGITS) ?? REPORT_DIGITS
    const format = args.text('format') ?? 'text'
    if (!FORMATS.some((known) => known === format))
      throw new CommandError(`There is no format ${JSON.stringify(format)}; there are ${FORMATS.join(', ')}.`)
    return withLibrary(args, context, async (library) => {
      const id = await findRun(library, wanted)
      const record = await library.record(id)
      const found = reportOf(record, (await dataOfRun(record, args, context)).data)
      await noteDoubt(library, id, output)
      if (args.flag('json')) output.line(reportJson(found))
      else for (const line of reportLines(found, format, digits)) output.line(line)
      return 0
    })
  },
}
