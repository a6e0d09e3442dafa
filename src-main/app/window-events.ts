import type { BrowserWindow } from 'electron'
import type { Events, Notice } from '#shared/ipc'
import { shortPrintableText } from '../base/printable-text'
import { sendEvent } from './ipc-main'

/** A notice is read at a glance. */
const LONGEST_NOTICE = 1000

/** Speaks to the lab's window, whether there is one or not. */
export class WindowEvents {
  #window: BrowserWindow | null = null
  #isLoaded = false
  #unheard: Notice[] = []
  readonly #onVisibility: ((isVisible: boolean) => void)[] = []
  #onNotice: (notice: Notice) => void = () => undefined

  get window(): BrowserWindow | null {
    return this.#window
  }

  attach(window: BrowserWindow): void {
    this.#window = window
    this.#isLoaded = false
    window.webContents.on('did-finish-load', () => {
      this.#isLoaded = true
      this.#unheard.splice(0).forEach((notice) => this.#deliver(notice))
    })
    const tellVisibility = (): void => this.#onVisibility.forEach((listener) => listener(this.isVisible))
    window.on('show', tellVisibility)
    window.on('hide', tellVisibility)
    window.on('minimize', tellVisibility)
    window.on('restore', tellVisibility)
    window.on('closed', () => {
      if (this.#window === window) this.#window = null
    })
  }

  send<E extends keyof Events>(event: E, ...values: Parameters<Events[E]>): void {
    if (this.#window !== null) sendEvent(this.#window.webContents, event, ...values)
  }

  /** A notice waits for a window that can show it: what happens at the start would be lost otherwise. */
  notify(notice: Notice): void {
    this.#deliver(notice)
    this.#onNotice(notice)
  }

  #deliver(notice: Notice): void {
    if (this.#window === null || !this.#isLoaded) this.#unheard.push(notice)
    else this.send('notice', notice)
  }

  notifyText(kind: Notice['kind'], text: string): void {
    this.notify({ kind, key: 'plain', values: { text: shortPrintableText(text, LONGEST_NOTICE) } })
  }

  /** Shows the window and tells it; false where there is none that could answer. */
  ask<E extends keyof Events>(event: E, ...values: Parameters<Events[E]>): boolean {
    const window = this.#window
    if (window === null || !this.#isLoaded || window.webContents.isCrashed()) return false
    if (window.isMinimized()) window.restore()
    window.show()
    this.send(event, ...values)
    return true
  }

  /** Tells one listener of each notice, once. */
  onNotice(listener: (notice: Notice) => void): void {
    this.#onNotice = listener
  }

  onVisibility(listener: (isVisible: boolean) => void): void {
    this.#onVisibility.push(listener)
  }

  /** Nobody looks at a window that is hidden or minimized. */
  get isVisible(): boolean {
    return this.#window !== null && this.#window.isVisible() && !this.#window.isMinimized()
  }
}
