import { join } from 'node:path'
import { BrowserWindow } from 'electron'
import { appOrigin } from './app-protocol'
import { loadPage } from './load-page'
import { askToLoadAgain } from './page-failure'
import { developmentServer } from './page-origin'
import { rememberedPlace, rememberPlace } from './remember-window'
import { LEAST_SIZE } from './window-place'

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
  const { isMaximized, ...place } = rememberedPlace()
  const window = new BrowserWindow({
    ...place,
    minWidth: LEAST_SIZE.width,
    minHeight: LEAST_SIZE.height,
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
  const address = developmentServer() ?? `${appOrigin}/index.html`
  const load = (): void =>
    void loadPage({
      load: () => window.loadURL(address),
      askAgain: (reason) => askToLoadAgain(window, reason),
    })
  // The training lives elsewhere and goes on, so a window that died is simply drawn again.
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit' && reason !== 'launch-failed') load()
  })
  // Chromium goes to about:blank without asking whether it may.
  window.webContents.on('did-navigate', (_event, url) => {
    if (!url.startsWith(address)) load()
  })
  if (isMaximized) window.once('show', () => window.maximize())
  window.once('ready-to-show', () => window.show())
  rememberPlace(window)
  load()
  return window
}
