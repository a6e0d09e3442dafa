import { join } from 'node:path'
import type { Requests } from '#shared/ipc'
import { dataOf } from '#shared/records/data-of-run'
import { FASHION_MNIST } from '#shared/records/fashion-mnist-test-labels'
import type { RunRecord } from '#shared/records/run-record'
import { makeFolder } from '../../base/atomic-file'
import { fileError } from '../../base/file-errors'
import { missingDataSentence } from '../../library/missing-data'
import { checkShape } from '../check-shape'
import { chooseFolder } from '../file-dialogs'
import type { RequestHandlers } from '../ipc-main'
import type { Services } from '../services'
import type { JobOrder } from '../training-job'

type TrainingChannel = Extract<keyof Requests, `training:${string}`>

/** A job says on which data it trains where these are not Fashion-MNIST. */
const onData = (data: string | undefined): Pick<JobOrder, 'data'> =>
  data === undefined || data === FASHION_MNIST ? {} : { data }

export function trainingHandlers({
  library,
  jobs,
  searches,
  ends,
  datasets,
  trainer,
  events,
}: Services): RequestHandlers<TrainingChannel> {
  /** The data of a run; throws a sentence where they are not on this computer. */
  async function dataHere(record: RunRecord): Promise<string> {
    const data = dataOf(record)
    if ((await datasets.find(data)) === null) throw new Error(missingDataSentence(record))
    return data
  }

  return {
    'training:jobs': () => jobs.jobs,
    'training:ends': () => ends,
    'training:start': async (experiment, parent, data) => {
      // What does not fit is told now, while the user looks.
      if (data !== undefined) checkShape(experiment, await datasets.find(data))
      const id = (await library).newId()
      await jobs.add({ id, kind: 'train', experiment, ...onData(data), parent, resumes: false })
      return id
    },
    'training:command': (id, command) => jobs.command(id, command),
    'training:continue': async (id) => {
      const opened = await library
      const data = await dataHere(await opened.record(id))
      const { arithmetic } = await trainer.describe()
      // All that could refuse it is looked at now, while the user looks, and again when its turn comes.
      const { record } = await opened.prepareResumption(id, { data, arithmetic })
      const { experiment, parent } = record
      await jobs.add({ id, kind: 'train', experiment, ...onData(data), parent, resumes: true })
    },
    'training:replay': async (id) => {
      const record = await (await library).record(id)
      const data = await dataHere(record)
      const { experiment } = record
      await jobs.add({ id, kind: 'replay', experiment, ...onData(data), parent: null, resumes: false })
    },
    'training:unqueue': async (id) => {
      jobs.remove(id)
      // A search whose trial was taken out does not go on by itself.
      await searches.ended({ id, problem: null })
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
