import type { ElectronApplication, Page } from '@playwright/test'

/** Tries to reach more through the bridge than the contract gives; tells what came of it. */
export function escapeThroughBridge(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const found: string[] = []
    const { lab } = window
    const attempt = async (name: string, way: () => unknown): Promise<void> => {
      try {
        if (await way()) found.push(name)
      } catch {
        // Refused.
      }
    }
    const isPowerful = (value: unknown): boolean =>
      value !== null &&
      (typeof value === 'object' || typeof value === 'function') &&
      ['invoke', 'sendSync', 'postMessage', 'sender', 'senderFrame', 'getPathForFile', 'mainModule'].some(
        (key) => value !== window && !(value instanceof EventTarget) && key in value,
      )
    await attempt('another bridge', () => {
      Object.assign(window, { lab: { requests: {} } })
      return window.lab !== lab
    })
    await attempt('another function', () => {
      Object.assign(lab.requests, { 'settings:get': () => 'stolen' })
      return (lab.requests['settings:get'] as () => unknown)() === 'stolen'
    })
    await attempt('a function of another world', () => {
      const make = (lab.requests['settings:get'] as unknown as { constructor: unknown }).constructor
      return make !== Function
    })
    await attempt('a promise of another world', async () => {
      const answer = lab.requests['settings:get']()
      const isForeign = !(answer instanceof Promise)
      await answer
      return isForeign
    })
    await attempt('an error of another world', () =>
      lab.requests['runs:record']('../x').then(
        () => true,
        (error: unknown) => !(error instanceof Error) || isPowerful(error),
      ),
    )
    // What the preload hands to functions that the page has replaced.
    const seen: unknown[] = []
    const places = [
      [Function.prototype, 'call'],
      [Function.prototype, 'apply'],
      [Function.prototype, 'bind'],
      [Promise.prototype, 'then'],
      [Array.prototype, 'forEach'],
      [Array.prototype, 'map'],
    ] as const
    const originals = places.map(([owner, key]) => [owner, key, Reflect.get(owner, key) as unknown] as const)
    for (const [owner, key, original] of originals) {
      Object.defineProperty(owner, key, {
        configurable: true,
        writable: true,
        value(this: unknown, ...values: unknown[]) {
          seen[seen.length] = this
          for (const value of values) seen[seen.length] = value
          return Reflect.apply(original as () => unknown, this, values) as unknown
        },
      })
    }
    const heard = new Promise<readonly unknown[]>((resolve) => {
      lab.events['settings:changed']((...values: unknown[]) => resolve(values))
    })
    await lab.requests['settings:set']({ theme: 'light' })
    const told = await heard
    for (const [owner, key, value] of originals)
      Object.defineProperty(owner, key, { configurable: true, writable: true, value })
    if (seen.some(isPowerful)) found.push('what the preload works with')
    if (told.length !== 1 || told.some(isPowerful)) found.push('the event object')
    return found
  })
}

/** Opens a window of main's with the lab's preload and a page that is not the lab's; tells how it is answered. */
export function askFromForeignPage(app: ElectronApplication): Promise<string> {
  return app.evaluate(async ({ BrowserWindow, app: electron }) => {
    const preload = `${electron.getAppPath()}/out/preload/index.cjs`
    const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } })
    await window.loadURL('data:text/html,foreign')
    const answer: unknown = await window.webContents.executeJavaScript(
      'window.lab.requests["settings:get"]().then(() => "answered", (error) => error.message)',
    )
    window.destroy()
    return String(answer)
  })
}
