import { availableParallelism } from 'node:os'
import { app } from 'electron'
import { readMachine } from '../../base/machine'
import { setApplicationMenu } from '../application-menu'
import { buildFacts } from '../build-facts'
import type { RequestHandlers } from '../ipc-main'
import type { Services } from '../services'
import { showFolder } from '../show-folder'

export function appHandlers({
  libraryPath,
  settings,
  trainer,
  sharing,
  events,
}: Services): RequestHandlers<'app:info' | 'app:open-library' | 'settings:get' | 'settings:set'> {
  return {
    'app:info': async () => {
      const { engine, reason, arithmetic } = await trainer.describe()
      return {
        version: app.getVersion(),
        electron: process.versions['electron'] ?? '',
        chrome: process.versions['chrome'] ?? '',
        node: process.versions.node,
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
    'app:open-library': () => showFolder(libraryPath),
    'settings:get': () => settings.get(),
    'settings:set': async (change) => {
      const changed = await settings.change(change)
      events.send('settings:changed', changed)
      setApplicationMenu(changed.language, events)
      sharing.then(
        (opened) => opened.soon(),
        () => undefined,
      )
      return changed
    },
  }
}
