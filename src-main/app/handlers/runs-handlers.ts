import { DATA_SHAPE } from '#shared/experiment/data-shape'
import { unpackPredictions } from '#shared/records/predictions'
import { saveFile } from '../file-dialogs'
import type { RequestHandlers } from '../ipc-main'
import { sendInPortions } from '../send-in-portions'
import type { Services } from '../services'

const MOST_NOTES = 500

type RunsChannel =
  `runs:${'list' | 'record' | 'curves' | 'predictions' | 'notes' | 'annotate' | 'export' | 'count-look'}`

export function runsHandlers({ library, looks, events }: Services): RequestHandlers<RunsChannel> {
  return {
    'runs:list': async (nonce) => {
      const runs = await (await library).list()
      if (events.window !== null) sendInPortions(events.window.webContents, nonce, runs)
      return runs.length
    },
    'runs:record': async (id) => (await library).record(id),
    'runs:curves': async (id) => (await library).curves(id),
    'runs:predictions': async (id) => {
      const { predictions } = await (await library).record(id)
      return predictions === null ? null : unpackPredictions(predictions, DATA_SHAPE.testImages)
    },
    'runs:notes': async (id) => (await (await library).notes(id)).slice(-MOST_NOTES),
    'runs:annotate': async (ids, edit) => (await library).annotate([...new Set(ids)], edit),
    'runs:export': (name, text) => saveFile(events.window, name, text),
    'runs:count-look': (id) => looks.count(id),
  }
}
