import type { ElectronApplication, Page } from '@playwright/test'

const OUTSIDE_THE_BUNDLE: readonly string[] = [
  ...[
    '%2e%2e/main/index.js',
    '..%2fmain%2findex.js',
    '..%2f..%2fpackage.json',
    'assets/..%2f..%2f..%2fpackage.json',
  ],
  ...[
    '%252e%252e/main/index.js',
    '..%5cmain%5cindex.js',
    '%2fetc%2fpasswd',
    '/etc/passwd',
    '//etc/hosts.json',
  ],
  ...['index.html%00.js', 'index.html%00', '%', '%zz/index.html', 'assets', 'assets/', '.', ''],
  ...[
    'index.html/',
    'index.html::$DATA',
    'C:/Windows/win.json',
    'file:///etc/passwd',
    '%c0%ae%c0%ae/main/index.js',
  ],
]

/** Which files outside the bundle `app://` gives, of many names for them. */
export function filesOutsideBundle(page: Page): Promise<readonly string[]> {
  return page.evaluate(async (names) => {
    const given: string[] = []
    for (const name of names) {
      const isGiven = await fetch(`app://lab/${name}`).then(
        ({ status }) => status !== 404,
        () => false,
      )
      if (isGiven) given.push(name)
    }
    return given
  }, OUTSIDE_THE_BUNDLE)
}

/** Which hosts other than the lab's `app://` answers, asked by main, which no policy of the page holds back. */
export function answeringHosts(app: ElectronApplication): Promise<readonly string[]> {
  return app.evaluate(async ({ session }) => {
    const answered: string[] = []
    for (const host of ['main', 'lab.', 'labs', 'xn--lab', 'localhost', '..', 'lab%2f..']) {
      const isAnswered = await session.defaultSession.fetch(`app://${host}/index.html`).then(
        ({ ok }) => ok,
        () => false,
      )
      if (isAnswered) answered.push(host)
    }
    return answered
  })
}

/** Lets the page go elsewhere, without the net. By main, because a driver of pages waits for where they go. */
export async function leaveByAddress(app: ElectronApplication): Promise<void> {
  const addresses = [
    'file:///etc/passwd',
    'data:text/html,away',
    'blob:app://lab/1',
    'app://main/index.html',
    'app://lab/%2e%2e/main/index.js',
    'chrome://gpu',
    'devtools://devtools/bundled/inspector.html',
    'view-source:app://lab/index.html',
    'mailto:nobody@example.org',
    'our-neural-network://x',
    // The last, because the page goes there, and comes back.
    'about:blank',
  ]
  await app.evaluate(async ({ BrowserWindow }, all) => {
    const frame = (): Electron.WebFrameMain | undefined =>
      BrowserWindow.getAllWindows()[0]?.webContents.mainFrame
    for (const address of all) {
      const target = JSON.stringify(address)
      for (const way of [`window.open(${target})`, `window.location.assign(${target})`])
        void frame()
          ?.executeJavaScript(way)
          .catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }, addresses)
}
