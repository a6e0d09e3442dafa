import { join, resolve } from 'node:path'
import { app, BrowserWindow } from 'electron'
import { tellTerminal } from '../base/terminal'
import { registerAppScheme, serveApp } from './app-protocol'
import { setApplicationMenu } from './application-menu'
import { buildFacts } from './build-facts'
import { createCameraGate } from './camera-gate'
import { bringBack } from './closing'
import { displayFault, endWithoutDisplay } from './display'
import { createGivenFile, fileNamed } from './given-file'
import { answerRequests } from './ipc-main'
import { openLabWindow } from './lab-window'
import { languageOf } from './language-of'
import { denyPermissions, lockDownPages } from './lockdown'
import { type LogFile, noteNotice } from './log-file'
import type { QuitQuestion } from './quit-question'
import type { Services } from './services'
import { setSwitches } from './switches'
import { refuseToStart, userDataDirectory, userDataFault } from './user-data'
import { watchFaults } from './watch-faults'
import { WindowEvents } from './window-events'

/** Milliseconds. */
const LONGEST_WAIT_FOR_SCRIPT = 500

const events = new WindowEvents()
const camera = createCameraGate()
const givenFile = createGivenFile(() => events.send('file:given'))

/**
 * Holds the end of the app back until the user knows what it would lose, and the training has written what it needs to go on another
 * day.
 */
function closeBeforeQuit(services: Promise<Services>): void {
  let stage: 'open' | 'leaving' | 'closed' = 'open'

  /** Whether the app goes. */
  async function leave(): Promise<boolean> {
    const opened = await services
    if (!(await opened.quitQuestion.mayQuit())) return false
    opened.closing.leave()
    await opened.close()
    return true
  }

  app.on('before-quit', (event) => {
    if (stage === 'closed') return
    event.preventDefault()
    if (stage === 'leaving') return
    stage = 'leaving'
    void leave()
      .catch(() => true)
      .then((goes) => {
        stage = goes ? 'closed' : 'open'
        if (goes) app.quit()
      })
  })
}

/** Opens the window. Where the app goes with it, it stays while there is something to ask. */
function openWindow(services: Promise<Services>): void {
  const window = openLabWindow()
  let quitQuestion: QuitQuestion | null = null
  // Services that do not open have nothing to lose, and tell their fault to every request.
  services.then(
    (opened) => {
      quitQuestion = opened.quitQuestion
      opened.closing.attach(window)
    },
    () => undefined,
  )
  window.on('close', (event) => {
    if (process.platform === 'darwin' || quitQuestion?.isOpen !== true) return
    event.preventDefault()
    app.quit()
  })
  events.attach(window)
  camera.attach(window.webContents)
}

/**
 * Serves the window, and waits until it has its script: the window's own process works at it long enough to load meanwhile, in this
 * one, what answers it. A window that does not come to that is not waited for.
 */
function windowHasScript(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, LONGEST_WAIT_FOR_SCRIPT)
    serveApp(join(import.meta.dirname, '../renderer'), (type) => {
      if (type.startsWith('text/javascript')) setImmediate(resolve)
    })
  })
}

function start(log: LogFile): void {
  denyPermissions(camera)
  setApplicationMenu({ language: languageOf(app.getLocale()), events, quit: () => app.quit() })
  const lab = windowHasScript().then(async () => {
    const { openLab } = await import('./open-lab')
    return openLab({ events, camera, givenFile, log })
  })
  const services = lab.then((opened) => opened.services)
  closeBeforeQuit(services)
  answerRequests(lab)
  openWindow(services)
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow(services)
    else bringBack(events.window)
  })
}

function holdsTheLab(directory: string): boolean {
  app.setPath('userData', directory)
  return app.requestSingleInstanceLock()
}

/** The folder that the command line names, or else the one of this app among those of all. */
function chosenDirectory(): ReturnType<typeof userDataDirectory> {
  const named = app.commandLine.getSwitchValue('user-data-dir')
  return named === '' ? userDataDirectory() : { directory: resolve(named) }
}

const { standIn, isDriven } = buildFacts()
if (standIn !== null) {
  tellTerminal(`This package holds the stand-in Electron ${standIn} and is for tests only.`)
}
setSwitches(isDriven)
const chosen = chosenDirectory()
const directory = 'directory' in chosen ? chosen.directory : ''
const noDisplay = await displayFault()
const fault = 'fault' in chosen ? chosen.fault : await userDataFault(directory)

if (noDisplay !== null) {
  endWithoutDisplay(noDisplay)
} else if (fault !== null) {
  refuseToStart(fault)
} else if (holdsTheLab(directory)) {
  const log = watchFaults(directory)
  events.onNotice((notice) => noteNotice(log, notice))
  registerAppScheme()
  lockDownPages()
  givenFile.put(fileNamed(process.argv.slice(1), process.cwd()))
  // macOS names the file in an event of its own.
  app.on('open-file', (event, path) => {
    event.preventDefault()
    givenFile.put(path)
    bringBack(events.window)
  })
  app.on('second-instance', (_, words, folder) => {
    givenFile.put(fileNamed(words.slice(1), folder))
    bringBack(events.window)
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  // Awaiting this at the top level would deadlock: an ES module must have run before the app becomes ready.
  void app.whenReady().then(() => start(log))
} else {
  app.quit()
}
