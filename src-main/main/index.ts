import { join } from 'node:path'
import { app, BrowserWindow } from 'electron'
import { registerAppScheme, serveApp } from './app-protocol'
import { openLabWindow } from './lab-window'
import { denyPermissions, lockDownPages } from './lockdown'

function focusOpenWindow(): void {
  const [window] = BrowserWindow.getAllWindows()
  if (window === undefined) return
  if (window.isMinimized()) window.restore()
  window.focus()
}

function start(): void {
  denyPermissions()
  serveApp(join(import.meta.dirname, '../renderer'))
  openLabWindow()
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openLabWindow()
  })
}

const userData = app.commandLine.getSwitchValue('user-data-dir')
if (userData !== '') app.setPath('userData', userData)

if (app.requestSingleInstanceLock()) {
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
