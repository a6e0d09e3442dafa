import { CLASS_NAMES, classCounts } from '#shared/data/labels'
import type { ClassificationReport } from '#shared/evaluation/classification-report'
import { REPORT_DIGITS, reportText } from '#shared/evaluation/report-text'
import { doubtSentence } from '#shared/records/record-doubt'
import { checkedReport, reportFaultSentence } from '#shared/records/report-check'
import { reportCsv, reportMarkdown } from '#shared/records/report-files'
import { printableJson } from '../../base/printable-text'
import type { Library } from '../../library/library'
import { loadDataSet } from '../../trainer/data-files'
import { CommandError } from '../command-error'
import { findRun, theId } from '../find-run'
import { withLibrary } from '../look-library'
import type { CommandContext, Verb } from '../verb'

const MOST_DIGITS = 17
const FORMATS = ['text', 'csv', 'md'] as const

interface RunReport {
  readonly report: ClassificationReport
  readonly truth: Uint8Array
  readonly predicted: Uint8Array
}

/** The report of a run that checked itself; a sentence where it is not sound. */
async function reportOf(library: Library, id: string, dataDirectory: string): Promise<RunReport> {
  const record = await library.record(id)
  const { testLabels: truth, fingerprint } = await loadDataSet(dataDirectory)
  const checked = checkedReport(record, {
    fingerprint,
    testLabels: truth,
    classCounts: classCounts(truth, CLASS_NAMES.length),
  })
  if (!checked.ok) throw new CommandError(`Run ${id}: ${reportFaultSentence(checked.fault)}`)
  return { report: checked.report, truth, predicted: checked.predicted }
}

function reportJson({ report, truth, predicted }: RunReport, names: readonly string[]): string {
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

function reportLines(report: ClassificationReport, format: string, digits: number): readonly string[] {
  const text =
    format === 'csv'
      ? reportCsv(report, CLASS_NAMES)
      : format === 'md'
        ? reportMarkdown(report, CLASS_NAMES, digits)
        : reportText(report, CLASS_NAMES, digits)
  return text.replace(/\n$/, '').split('\n')
}

async function noteDoubt(library: Library, id: string, { output }: CommandContext): Promise<void> {
  const doubt = (await library.list()).find(({ record }) => record.id === id)?.doubt ?? null
  if (doubt !== null) output.note(`Run ${id} is not believed: ${doubtSentence(doubt)}`)
}

/** Prints the classification report of a run. */
export const report: Verb = {
  name: 'report',
  summary: 'prints the classification report of a run, as scikit-learn does',
  usage: 'ID',
  options: [
    { name: 'digits', value: 'N', text: `decimals of the text (default: ${REPORT_DIGITS})` },
    { name: 'format', value: 'FORMAT', text: `${FORMATS.join(', ')} (default: text)` },
    { name: 'data', value: 'DIR', text: 'folder with the four files of Fashion-MNIST' },
  ],
  notes: [
    'It checks itself first: the support of a class is the number of its images, and the accuracy is that of the record.',
    'With --json it also has the confusion matrix, a row a true class, and the classes of every test image.',
  ],
  async run(args, context) {
    const { output, data } = context
    const wanted = theId(args, 'report')
    const digits = args.whole('digits', 0, MOST_DIGITS) ?? REPORT_DIGITS
    const format = args.text('format') ?? 'text'
    if (!FORMATS.some((known) => known === format))
      throw new CommandError(`There is no format ${JSON.stringify(format)}; there are ${FORMATS.join(', ')}.`)
    return withLibrary(args, context, async (library) => {
      const id = await findRun(library, wanted)
      const found = await reportOf(library, id, args.text('data') ?? data)
      await noteDoubt(library, id, context)
      if (args.flag('json')) output.line(reportJson(found, CLASS_NAMES))
      else for (const line of reportLines(found.report, format, digits)) output.line(line)
      return 0
    })
  },
}
