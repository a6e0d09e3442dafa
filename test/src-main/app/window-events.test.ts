import { EventEmitter } from 'node:events'
import type { BrowserWindow } from 'electron'
import { expect, test, vi } from 'vitest'
import type { Notice } from '#shared/ipc'

vi.mock('electron', () => ({ ipcMain: {}, app: {}, protocol: {} }))
const { WindowEvents } = await import('../../../src-main/app/window-events')

/** A window that keeps what it is sent. */
function listeningWindow() {
  const heard: Notice[] = []
  const webContents = Object.assign(new EventEmitter(), {
    isDestroyed: () => false,
    send: (_event: string, notice: Notice) => heard.push(notice),
  })
  const window = Object.assign(new EventEmitter(), { webContents }) as unknown as BrowserWindow
  return { window, heard, load: () => webContents.emit('did-finish-load') }
}

test('a notice shows what the name of a file or a record holds, short and without what would turn it around', () => {
  const events = new WindowEvents()
  const { window, heard, load } = listeningWindow()
  events.attach(window)
  events.notifyText('warning', 'runs/\u202egnp.exe\u0007: It is empty.')
  load()
  events.notifyText('error', 'x'.repeat(100_000))
  expect(heard.map(({ values }) => values['text'])).toEqual([
    'runs/\uFFFDgnp.exe\uFFFD: It is empty.',
    `${'x'.repeat(1000)}…`,
  ])
})
