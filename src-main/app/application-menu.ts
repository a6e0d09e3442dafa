import { app, Menu } from 'electron'
import type { Language } from '#shared/ipc'
import { menuTemplate } from './menu-template'
import type { WindowEvents } from './window-events'

/** Sets the menu of the app in a language; its commands go to the window. */
export function setApplicationMenu(language: Language, events: WindowEvents): void {
  const template = menuTemplate({
    language,
    platform: process.platform,
    isPackaged: app.isPackaged,
    act: (command) => events.send('menu:command', command),
  })
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
