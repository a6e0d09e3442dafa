import { join, resolve } from 'node:path'
import { app, BrowserWindow } from 'electron'
import { appDataDirectory, userDataIn } from '../base/default-directory'
import { tellTerminal } from '../base/terminal'
import { setApplicationMenu } from './application-menu'
import { registerAppScheme, serveApp } from './app-protocol'
import { buildFacts } from './build-facts'
import { allHandlers } from './handlers/all-handlers'
import { answerRequests } from './ipc-main'
import { openLabWindow } from './lab-window'
import { denyPermissions, lockDownPages } from './lockdown'
import { createServices, type Services } from './services'
import { languageOf, SettingsStore } from './settings-store'
import { setSwitches } from './switches'
import { refuseToStart, userDataFault } from './user-data'
import { WindowEvents } from './window-events'

const events = new WindowEvents()

function focusOpenWindow(): void {
  const { window } = events
  if (window === null) return
  if (window.isMinimized()) window.restore()
  window.focus()
}

async function openServices(): Promise<Services> {
  const userData = app.getPath('userData')
  const settings = await SettingsStore.open(join(userData, 'settings.json'), app.getLocale())
  if (settings.fault !== null) events.notifyText('warning', settings.fault)
  setApplicationMenu(settings.get().language, events)
  return createServices(userData, settings, events)
}

/** Holds the end of the app back until the training has written what it needs to go on another day. */
function closeBeforeQuit(services: Promise<Services>): void {
  let isClosed = false
  app.on('before-quit', (event) => {
    if (isClosed) return
    event.preventDefault()
    const close = services.then((opened) => opened.close())
    void close
      .catch(() => undefined)
      .then(() => {
        isClosed = true
        app.quit()
      })
  })
}

function start(): void {
  denyPermissions()
  setApplicationMenu(languageOf(app.getLocale()), events)
  serveApp(join(import.meta.dirname, '../renderer'))
  const services = openServices()
  closeBeforeQuit(services)
  answerRequests(services.then(allHandlers))
  events.attach(openLabWindow())
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) events.attach(openLabWindow())
  })
}

function holdsTheLab(directory: string): boolean {
  app.setPath('userData', directory)
  return app.requestSingleInstanceLock()
}

/** The folder that the command line names, or else the one of this app among those of all. */
function chosenDirectory(): string {
  const named = app.commandLine.getSwitchValue('user-data-dir')
  return named === '' ? userDataIn(appDataDirectory()) : resolve(named)
}

const { standIn, isDriven } = buildFacts()
if (standIn !== null) {
  tellTerminal(`This package holds the stand-in Electron ${standIn} and is for tests only.`)
}
setSwitches(isDriven)
const directory = chosenDirectory()
const fault = userDataFault(directory)

if (fault !== null) {
  refuseToStart(fault)
} else if (holdsTheLab(directory)) {
  registerAppScheme()
  lockDownPages()
  app.on('second-instance', focusOpenWindow)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  // Awaiting this at the top level would deadlock: an ES module must have run before the app becomes ready.
  void app.whenReady().then(start)
} else {
  app.quit()
}
