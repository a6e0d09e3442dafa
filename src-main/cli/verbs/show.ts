import { dataOf } from '#shared/records/data-of-run'
import { doubtSentence } from '#shared/records/doubt-sentence'
import { historyOf, writerText } from '#shared/records/edit-text'
import type { RunSummary } from '#shared/records/run-summary'
import { printableJson } from '../../base/printable-text'
import type { Library } from '../../library/library'
import { missingDataSentence } from '../../library/missing-data'
import { peopleNames } from '../../sharing/people-names'
import { findRun, theId } from '../find-run'
import { withLibrary } from '../look-library'
import { DATA_OPTION, dataOfRun } from '../run-data'
import { runLines, runReport } from '../run-report'
import type { Verb } from '../verb'

const MOST_LINES = 20

/** What was said about a run and how replays came out, with who wrote it; the newest first. */
async function saidLines(
  library: Library,
  id: string,
  summary: RunSummary | null,
): Promise<readonly string[]> {
  const now = Date.now()
  const names = await peopleNames(library.directory, now)
  const notes = historyOf(await library.notes(id), now).map(({ note, at, isAhead }) => {
    const ahead = isAhead ? ', from a clock more than a day ahead: it decides nothing until then' : ''
    return `edited   ${at} by ${writerText(note.device, names.get(note.device))}${ahead}: ${JSON.stringify(note.edit)}`
  })
  const replays = (summary?.replays ?? []).map(({ at, author, device, identical, difference }) => {
    const outcome = identical ? 'identical' : (difference ?? 'different')
    return `replayed ${at} by ${writerText(device, author)}: ${outcome}`
  })
  return [...notes.slice(0, MOST_LINES), ...replays.slice(-MOST_LINES)]
}

/** Shows one run. */
export const show: Verb = {
  usage: 'ID',
  options: [DATA_OPTION],
  notes: ['With --json it prints the whole record on one line, with `doubt` where it is not believed.'],
  async run(args, context) {
    const { output } = context
    return withLibrary(args, context, async (library) => {
      const record = await library.record(await findRun(library, theId(args, 'show')))
      const summary = await library.summary(record.id)
      const doubt = summary?.doubt ?? null
      if (args.flag('json')) {
        // Only where there is one, so that the record of every other run stands there as it is.
        output.line(printableJson(doubt === null ? record : { ...record, doubt }))
        return 0
      }
      const { data } = await dataOfRun(record, args, context)
      for (const line of runLines(record)) output.line(line)
      if (doubt !== null) output.line(`not believed: ${doubtSentence(doubt, 'en')}`)
      output.line(`identity ${record.identity ?? 'none'}`)
      output.line(`weights  ${record.weightsSha256 ?? 'none'}`)
      const isOfRun = dataOf(record) === data.fingerprint
      if (!isOfRun) output.note(missingDataSentence(record))
      else if (record.predictions !== null)
        for (const line of runReport(record, data.testLabels)) output.line(line)
      for (const line of await saidLines(library, record.id, summary)) output.line(line)
      output.line(`Recorded in ${library.placeOf(record.id)}`)
      return 0
    })
  },
}
