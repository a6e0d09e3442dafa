import type { RequestHandlers } from '../ipc-main'
import type { Services } from '../services'

type TrainingChannel =
  `training:${'jobs' | 'start' | 'command' | 'continue' | 'replay' | 'unqueue' | 'move' | 'watch'}`

export function trainingHandlers({
  library,
  jobs,
  trainer,
  events,
}: Services): RequestHandlers<TrainingChannel> {
  return {
    'training:jobs': () => jobs.jobs,
    'training:start': async (experiment, parent) => {
      const id = (await library).newId()
      await jobs.add({ id, kind: 'train', experiment, parent, continues: false })
      return id
    },
    'training:command': (id, command) => jobs.command(id, command),
    'training:continue': async (id) => {
      const { experiment, parent, stopReason } = await (await library).record(id)
      if (stopReason === 'completed')
        throw new Error(`Run ${id} has done all its iterations: there is nothing to go on with.`)
      await jobs.add({ id, kind: 'train', experiment, parent, continues: true })
    },
    'training:replay': async (id) => {
      const { experiment } = await (await library).record(id)
      await jobs.add({ id, kind: 'replay', experiment, parent: null, continues: false })
    },
    'training:unqueue': (id) => jobs.remove(id),
    'training:move': (id, place) => jobs.move(id, place),
    'training:watch': (nonce) => {
      const contents = events.window?.webContents
      if (contents !== undefined) trainer.watch(contents, nonce)
    },
  }
}
