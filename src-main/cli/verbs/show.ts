import { doubtSentence } from '#shared/records/record-doubt'
import { printableJson } from '../../base/printable-text'
import { recordDoubt } from '../../library/record-check'
import { loadDataSet } from '../../trainer/data-files'
import { join } from 'node:path'
import { historyOf, writerText } from '#shared/records/edit-text'
import type { Library } from '../../library/library'
import { peopleNames } from '../../sharing/people-names'
import { findRun, theId } from '../find-run'
import { withLibrary } from '../look-library'
import { runLines, runReport } from '../run-report'
import type { Verb } from '../verb'

const MOST_LINES = 20

/** What was said about a run and how replays came out, with who wrote it; the newest first. */
async function saidLines(library: Library, id: string): Promise<readonly string[]> {
  const now = Date.now()
  const names = await peopleNames(library.directory, now)
  const notes = historyOf(await library.notes(id), now).map(({ note, at, isAhead }) => {
    const ahead = isAhead ? ', from a clock more than a day ahead: it decides nothing until then' : ''
    return `edited   ${at} by ${writerText(note.device, names.get(note.device))}${ahead}: ${JSON.stringify(note.edit)}`
  })
  const summary = (await library.list()).find(({ record }) => record.id === id)
  const replays = (summary?.replays ?? []).map(({ at, author, device, identical, difference }) => {
    const outcome = identical ? 'identical' : (difference ?? 'different')
    return `replayed ${at} by ${writerText(device, author)}: ${outcome}`
  })
  return [...notes.slice(0, MOST_LINES), ...replays.slice(-MOST_LINES)]
}

/** Shows one run. */
export const show: Verb = {
  name: 'show',
  summary: 'shows a run and its classification report',
  usage: 'ID',
  options: [{ name: 'data', value: 'DIR', text: 'folder with the four files of Fashion-MNIST' }],
  notes: ['With --json it prints the whole record on one line.'],
  async run(args, context) {
    const { output, data } = context
    return withLibrary(args, context, async (library) => {
      const record = await library.record(await findRun(library, theId(args, 'show')))
      if (args.flag('json')) {
        output.line(printableJson(record))
        return 0
      }
      const { testLabels } = await loadDataSet(args.text('data') ?? data)
      for (const line of runLines(record, testLabels.length)) output.line(line)
      const doubt = recordDoubt(record)
      if (doubt !== null) output.line(`not believed: ${doubtSentence(doubt)}`)
      output.line(`identity ${record.identity ?? 'none'}`)
      output.line(`weights  ${record.weightsSha256 ?? 'none'}`)
      if (record.predictions !== null) for (const line of runReport(record, testLabels)) output.line(line)
      for (const line of await saidLines(library, record.id)) output.line(line)
      output.line(`Recorded in ${join(library.directory, 'runs', record.id)}`)
      return 0
    })
  },
}
