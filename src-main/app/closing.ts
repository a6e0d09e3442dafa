import { join } from 'node:path'
import { app, type BrowserWindow, nativeImage, Tray } from 'electron'
import type { HowToClose, Job } from '#shared/ipc'
import type { WindowEvents } from './window-events'

const ICON = join(import.meta.dirname, '../../resources/icons/app/64x64.png')
const ICON_SIZE = 22

/** Something is in the trainer: closing would interrupt it. A result that could not be written has a question of its own. */
const isAtWork = (jobs: readonly Job[]): boolean =>
  jobs.some(({ state }) => state !== 'waiting' && state !== 'unwritten')
/** Nothing trains, and nothing will before the user does something. Between two jobs of the queue that is not so. */
const needsUser = (jobs: readonly Job[]): boolean =>
  jobs.some(({ state }) => state === 'unwritten') ||
  jobs.every(({ state, held }) => state === 'waiting' && (held ?? null) !== null)

/** Shows a window that was hidden, minimized or behind others. */
export function bringBack(window: BrowserWindow | null): void {
  if (window === null) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

interface ClosingOptions {
  readonly events: WindowEvents
  readonly jobs: () => readonly Job[]
  /** Ends what trains as the user's stop does, and starts nothing more. */
  readonly stopAndKeep: () => Promise<void>
}

/** What happens when somebody closes the window or quits while something trains: the window asks, and the person decides. */
export interface Closing {
  attach(window: BrowserWindow): void
  /**
   * Somebody quits by the menu or its key. What the system ends (a signal, the end of the session) is not asked about and goes on at
   * the next start.
   */
  quit(): void
  close(how: HowToClose): Promise<void>
  /** The jobs have changed: a window that went away to let them train comes back when all is done. */
  backWhenDone(): void
  /** The app quits, and nothing is asked any more. */
  leave(): void
}

export function createClosing({ events, jobs, stopAndKeep }: ClosingOptions): Closing {
  let isQuitting = false
  let hasAsked = false
  let isInBackground = false
  let tray: Tray | null = null

  function leaveTray(): void {
    tray?.destroy()
    tray = null
  }

  /** Not every desktop shows one; starting the lab again brings the window back everywhere. */
  function enterTray(): void {
    const icon = nativeImage.createFromPath(ICON).resize({ width: ICON_SIZE, height: ICON_SIZE })
    if (tray !== null || icon.isEmpty()) return
    tray = new Tray(icon)
    tray.setToolTip(app.getName())
    tray.on('click', () => bringBack(events.window))
  }

  function attach(window: BrowserWindow): void {
    window.on('show', () => {
      isInBackground = false
      leaveTray()
    })
    // A window that died took the question with it.
    window.webContents.on('did-finish-load', () => {
      hasAsked = false
    })
    window.on('close', (event) => {
      if (isQuitting || !isAtWork(jobs())) return
      event.preventDefault()
      quit()
    })
  }

  /** Who closes or quits again, or cannot be asked, gets what loses nothing: it goes on at the next start. */
  function quit(): void {
    if (!isAtWork(jobs()) || hasAsked || !events.ask('app:closing')) return app.quit()
    hasAsked = true
    events.window?.focus()
  }

  async function close(how: HowToClose): Promise<void> {
    hasAsked = false
    if (how === 'stay') return
    // It may have ended while the question stood: then there is nothing to wait for.
    if (how === 'background' && isAtWork(jobs())) {
      isInBackground = true
      enterTray()
      events.window?.hide()
      return
    }
    if (how === 'stop') await stopAndKeep()
    app.quit()
  }

  function backWhenDone(): void {
    const { window } = events
    if (!isInBackground || window === null || !needsUser(jobs())) return
    window.showInactive()
  }

  return { attach, quit, close, backWhenDone, leave: () => void (isQuitting = true) }
}
