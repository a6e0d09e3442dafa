import { doubtSentence } from '#shared/records/record-doubt'
import { printableJson } from '../../foreign-text/printable-text'
import { recordDoubt } from '../../library/record-check'
import { loadDataSet } from '../../library/data-files'
import { join } from 'node:path'
import { findRun, theId } from '../find-run'
import { withLibrary } from '../look-library'
import { runLines, runReport } from '../run-report'
import type { Verb } from '../verb'

/** Shows one run. */
export const show: Verb = {
  name: 'show',
  summary: 'shows a run and its classification report',
  usage: 'ID',
  options: [{ name: 'data', value: 'DIR', text: 'folder with the four files of Fashion-MNIST' }],
  notes: ['With --json it prints the whole record on one line.'],
  async run(words, context) {
    const { output, data } = context
    return withLibrary(words, context, async (library) => {
      const record = await library.record(await findRun(library, theId(words, 'show')))
      if (words.flag('json')) {
        output.line(printableJson(record))
        return 0
      }
      const { testLabels } = await loadDataSet(words.text('data') ?? data)
      for (const line of runLines(record, testLabels.length)) output.line(line)
      const doubt = recordDoubt(record)
      if (doubt !== null) output.line(`not believed: ${doubtSentence(doubt)}`)
      output.line(`identity ${record.identity ?? 'none'}`)
      output.line(`weights  ${record.weightsSha256 ?? 'none'}`)
      if (record.predictions !== null) for (const line of runReport(record, testLabels)) output.line(line)
      output.line(`Recorded in ${join(library.directory, 'runs', record.id)}`)
      return 0
    })
  },
}
