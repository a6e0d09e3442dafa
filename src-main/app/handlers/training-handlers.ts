import { join } from 'node:path'
import type { Requests } from '#shared/ipc'
import { makeFolder } from '../../base/atomic-file'
import { fileError } from '../../base/file-errors'
import { chooseFolder } from '../file-dialogs'
import type { RequestHandlers } from '../ipc-main'
import type { Services } from '../services'

type TrainingChannel = Extract<keyof Requests, `training:${string}`>

export function trainingHandlers({
  library,
  jobs,
  ends,
  trainer,
  evaluator,
  events,
}: Services): RequestHandlers<TrainingChannel> {
  return {
    'training:jobs': () => jobs.jobs,
    'training:ends': () => ends,
    'training:start': async (experiment, parent) => {
      const id = (await library).newId()
      await jobs.add({ id, kind: 'train', experiment, parent, resumes: false })
      return id
    },
    'training:command': (id, command) => jobs.command(id, command),
    'training:continue': async (id) => {
      const opened = await library
      const [data, { arithmetic }] = await Promise.all([evaluator.fingerprint(), trainer.describe()])
      // All that could refuse it is looked at now, while the user looks, and again when its turn comes.
      const { record } = await opened.prepareResumption(id, { data, arithmetic })
      const { experiment, parent } = record
      await jobs.add({ id, kind: 'train', experiment, parent, resumes: true })
    },
    'training:replay': async (id) => {
      const { experiment } = await (await library).record(id)
      await jobs.add({ id, kind: 'replay', experiment, parent: null, resumes: false })
    },
    'training:unqueue': async (id) => {
      jobs.remove(id)
      await jobs.saved()
    },
    'training:move': async (id, place) => {
      jobs.move(id, place)
      await jobs.saved()
    },
    'training:start-waiting': () => jobs.startWaiting(),
    'training:write-again': (id) => jobs.writeAgain(id),
    'training:save-elsewhere': async (id) => {
      const chosen = await chooseFolder(events.window)
      if (chosen === null) return null
      const folder = join(chosen, id)
      await makeFolder(folder).catch((error: unknown) => {
        throw fileError('write', folder, error)
      })
      await jobs.saveResult(id, folder)
      return folder
    },
    'training:watch': (nonce) => {
      const contents = events.window?.webContents
      if (contents !== undefined) trainer.watch(contents, nonce)
    },
  }
}
