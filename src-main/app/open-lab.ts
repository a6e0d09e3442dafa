import { join } from 'node:path'
import { app } from 'electron'
import type { Requests } from '#shared/ipc'
import { setApplicationMenu } from './application-menu'
import type { CameraGate } from './camera-gate'
import { checkRequest } from './check-request'
import type { GivenFile } from './given-file'
import { allHandlers } from './handlers/all-handlers'
import type { AnsweringLab, RequestHandler } from './ipc-main'
import type { LogFile } from './log-file'
import { createServices, type Services } from './services'
import { SettingsStore } from './settings-store'
import type { WindowEvents } from './window-events'

interface Given {
  readonly events: WindowEvents
  readonly camera: CameraGate
  readonly givenFile: GivenFile
  readonly log: LogFile
}

interface OpenLab extends AnsweringLab {
  readonly services: Promise<Services>
}

async function openServices(given: Given): Promise<Services> {
  const { events } = given
  const userData = app.getPath('userData')
  const settings = await SettingsStore.open(join(userData, 'settings.json'), app.getLocale())
  if (settings.fault !== null) events.notifyText('warning', settings.fault)
  const services = createServices({ userData, settings, ...given })
  const quit = (): void => services.closing.quit()
  setApplicationMenu({ language: settings.get().language, events, quit })
  return services
}

type LooseHandlers = Readonly<Partial<Record<string, RequestHandler<keyof Requests>>>>

/** Opens what answers the window; requests wait until the services are there. */
export function openLab(given: Given): OpenLab {
  const services = openServices(given)
  const handlers = services.then(allHandlers) as Promise<unknown> as Promise<LooseHandlers>

  return {
    services,
    async answer(channel, values) {
      // Before anything is waited for: what is refused is not kept in memory until the services are ready.
      const checked = checkRequest(channel, values)
      const handler = (await handlers)[channel]
      if (handler === undefined) throw new Error(`There is no answer to the request ${channel}.`)
      return handler(...checked)
    },
  }
}
