import { app, Menu } from 'electron'
import type { Language } from '#shared/language/language'
import { menuTemplate } from './menu-template'
import type { WindowEvents } from './window-events'

interface MenuOptions {
  readonly language: Language
  readonly events: WindowEvents
  /** Somebody wants to quit, and may be asked. */
  readonly quit: () => void
}

/** Sets the menu of the app in a language; its commands go to the window. */
export function setApplicationMenu({ language, events, quit }: MenuOptions): void {
  const template = menuTemplate({
    language,
    platform: process.platform,
    isPackaged: app.isPackaged,
    act: (command) => events.send('menu:command', command),
    quit,
  })
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
