import { shapeOf } from '#shared/experiment/dataset-description'
import { unpackPredictions } from '#shared/records/predictions'
import { exportAside } from '../export-aside'
import { saveFile } from '../file-dialogs'
import type { RequestHandlers } from '../ipc-main'
import { printPage } from '../print-page'
import { openRunPortions } from '../run-portions'
import { saveExported } from '../save-exported'
import type { Services } from '../services'

const MOST_NOTES = 500

type RunsChannel =
  `runs:${'list' | 'record' | 'curves' | 'predictions' | 'evaluate' | 'checkpoints' | 'evaluate-checkpoint' | 'notes' | 'annotate' | 'export' | 'write-file' | 'count-look'}`

export function runsHandlers({
  library,
  datasets,
  earlyRuns,
  looks,
  settings,
  evaluator,
  events,
}: Services): RequestHandlers<RunsChannel> {
  return {
    'runs:list': async (nonce) => {
      const { window } = events
      if (window === null) return 0
      const portions = openRunPortions(window.webContents, nonce)
      const endEarly = earlyRuns.follow(portions.add)
      const opened = await library.finally(endEarly)
      portions.add(await opened.list())
      return portions.end()
    },
    'runs:record': async (id) => (await library).record(id),
    'runs:curves': async (id) => (await library).curves(id),
    'runs:predictions': async (id) => {
      const { predictions, dataset } = await (await library).record(id)
      return predictions === null ? null : unpackPredictions(predictions, shapeOf(dataset).testImages)
    },
    'runs:evaluate': async (id) => evaluator.evaluate(await library, id),
    'runs:checkpoints': async (id) => (await library).checkpoints(id),
    'runs:evaluate-checkpoint': async (id, iteration) =>
      evaluator.evaluateCheckpoint(await library, id, iteration),
    'runs:notes': async (id) => (await (await library).notes(id)).slice(-MOST_NOTES),
    'runs:annotate': async (ids, edit) => (await library).annotate([...new Set(ids)], edit),
    'runs:export': (name, table) => saveFile(events.window, name, table),
    'runs:write-file': async (format, ids, name) => {
      const runs = { ids: [...new Set(ids)], searches: [] }
      const opened = await library
      return saveExported(events.window, name, async (chosen) => {
        const { language } = settings.get()
        const made = await exportAside(opened, datasets, { format, name: chosen, language, ...runs })
        return format === 'pdf' ? { ...made, bytes: await printPage(made.bytes, language) } : made
      })
    },
    'runs:count-look': (id) => looks.count(id),
  }
}
