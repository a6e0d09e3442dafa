import { join } from 'node:path'
import { app, crashReporter, powerMonitor } from 'electron'
import { errorMessage } from '../base/error-message'
import { type LogFile, openLogFile } from './log-file'

/** Where the frames of a stack lie in the program; what was thrown may hold anything. */
function placesOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  const places = error.stack?.match(/[\w-]+\.js:\d+/g) ?? []
  return places.length === 0 ? '' : ` (${places.slice(0, 5).join(' < ')})`
}

/**
 * Opens the log of this app, and writes into it what Electron tells of processes that died and of errors that nobody caught. Reports of
 * crashes stay on this computer, below the app's own folder. Must be called before the app is ready.
 */
export function watchFaults(directory: string): LogFile {
  crashReporter.start({ uploadToServer: false })
  const log = openLogFile(join(directory, 'logs'), [
    { path: directory, name: 'data' },
    { path: app.getAppPath(), name: 'app' },
  ])
  const { electron, chrome, node } = process.versions
  log.note(
    `Start of ${app.getVersion()} on Electron ${electron}, Chromium ${chrome}, Node ${node}, ${process.platform}-${process.arch}`,
  )
  process.on('uncaughtExceptionMonitor', (error) =>
    log.fault(`Nobody caught: ${errorMessage(error)}${placesOf(error)}`),
  )
  app.on('child-process-gone', (_event, { type, name, serviceName, reason, exitCode }) => {
    if (reason === 'clean-exit') return
    log.fault(`A process has died: ${name ?? serviceName ?? type}, ${reason}, exit code ${exitCode}`)
  })
  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    log.fault(`The process of the window has died: ${reason}, exit code ${exitCode}`)
  })
  app.on('web-contents-created', (_event, contents) => {
    contents.on('unresponsive', () => log.fault('The window does not answer.'))
    contents.on('responsive', () => log.note('The window answers again.'))
    contents.on('preload-error', (_preload, _path, error) =>
      log.fault(`The preload script failed: ${errorMessage(error)}`),
    )
  })
  app.on('quit', (_event, code) => log.note(`End, exit code ${code}`))
  void app.whenReady().then(() => {
    powerMonitor.on('suspend', () => log.note('The computer goes to sleep.'))
    powerMonitor.on('resume', () => log.note('The computer is awake again.'))
  })
  return log
}
