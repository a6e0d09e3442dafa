import { availableParallelism } from 'node:os'
import { app, shell } from 'electron'
import description from '../../../package.json'
import { readMachine } from '../../base/machine'
import { setApplicationMenu } from '../application-menu'
import { buildFacts } from '../build-facts'
import { diagnosticsText } from '../diagnostics'
import type { RequestHandlers } from '../ipc-main'
import type { Services } from '../services'
import { showFolder } from '../show-folder'
import { noticeOfSystem } from '../system-notice'

type AppChannel =
  | 'app:info'
  | 'app:quit'
  | 'app:notify'
  | 'app:close'
  | 'app:open-library'
  | 'app:open-log'
  | 'app:diagnostics'
  | 'app:look-for-release'
  | 'app:open-releases'
  | 'settings:get'
  | 'settings:set'

export function appHandlers(services: Services): RequestHandlers<AppChannel> {
  const { libraryPath, settings, trainer, sharing, closing, events, quitQuestion, log, releases } = services
  return {
    'app:notify': (title, text) => noticeOfSystem(settings, events, title, text),
    'app:close': (how) => closing.close(how),
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
    'app:open-log': () => showFolder(log.folder),
    'app:diagnostics': () => diagnosticsText(services),
    'app:look-for-release': () => releases.look(),
    'app:open-releases': () => shell.openExternal(description.releases.page),
    'app:quit': () => {
      quitQuestion.settle()
      app.quit()
    },
    'settings:get': () => settings.get(),
    'settings:set': async (change) => {
      const changed = await settings.change(change)
      events.send('settings:changed', changed)
      setApplicationMenu({ language: changed.language, events, quit: () => closing.quit() })
      sharing.then(
        (opened) => opened.soon(),
        () => undefined,
      )
      return changed
    },
  }
}
