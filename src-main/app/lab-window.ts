import { join } from 'node:path'
import { BrowserWindow } from 'electron'
import { appOrigin } from './app-protocol'
import { developmentServer } from './page-origin'

// What the page needs nothing of and what would open dialogs of its own or reach devices. A file is chosen through <input>, which
// gives the page nothing but what the person chose, or by our own dialogs in main.
const UNUSED_FEATURES: readonly string[] = [
  'FileSystemAccessLocal',
  'WebBluetooth',
  'WebHID',
  'WebUSB',
  'Serial',
  'WebShare',
  'EyeDropperAPI',
  'Presentation',
]

/** Opens the one window of the lab: sandboxed, without Node, and never leaving the lab's own page. */
export function openLabWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 860,
    minWidth: 720,
    minHeight: 600,
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      disableBlinkFeatures: UNUSED_FEATURES.join(),
    },
  })
  // The training lives elsewhere and goes on, so a window that died is simply drawn again.
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit' && reason !== 'launch-failed') window.webContents.reload()
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL(developmentServer() ?? `${appOrigin}/index.html`)
  return window
}
