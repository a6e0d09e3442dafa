import { availableParallelism } from 'node:os'
import { app } from 'electron'
import { readMachine } from '../../base/machine'
import { buildFacts } from '../build-facts'
import type { RequestHandlers } from '../ipc-main'
import type { Services } from '../services'

export function appHandlers({
  libraryPath,
  settings,
  trainer,
  sharing,
  events,
  quitQuestion,
}: Services): RequestHandlers<'app:info' | 'app:quit' | 'settings:get' | 'settings:set'> {
  return {
    'app:info': async () => {
      const { engine, reason, arithmetic } = await trainer.describe()
      return {
        version: app.getVersion(),
        electron: process.versions['electron'] ?? '',
        standIn: buildFacts().standIn !== null,
        cores: availableParallelism(),
        processor: readMachine().model,
        engine,
        engineReason: reason,
        arithmetic,
        libraryPath,
        calibration: settings.calibration(engine),
      }
    },
    'app:quit': () => {
      quitQuestion.settle()
      app.quit()
    },
    'settings:get': () => settings.get(),
    'settings:set': async (change) => {
      const changed = await settings.change(change)
      events.send('settings:changed', changed)
      sharing.then(
        (opened) => opened.soon(),
        () => undefined,
      )
      return changed
    },
  }
}
