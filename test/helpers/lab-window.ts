import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { ElectronApplication, Page } from '@playwright/test'
import { _electron, test as base } from '@playwright/test'
import { hasOwnScreens, openOwnScreen } from './own-screen.ts'
import { PATIENCE } from './patience.ts'

/** The folder of the project, which is the built app. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

export const isRoot = process.getuid?.() === 0

export interface LaunchOptions {
  /** Kept between two launches of one test; otherwise every launch gets a fresh, empty folder. */
  readonly userDataDir?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** A packaged app to start in place of the built one. */
  readonly executablePath?: string
}

export interface LabWindow {
  readonly app: ElectronApplication
  readonly page: Page
  /** Of its main process, which leads a group of all of them. */
  readonly pid: number | undefined
  readonly userDataDir: string
  /** What the page complained about: console errors, exceptions, refused requests. */
  readonly complaints: string[]
}

export type LaunchLab = (options?: LaunchOptions) => Promise<LabWindow>

function environment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const own = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const { NODE_OPTIONS: _, ELECTRON_RUN_AS_NODE: __, ...rest } = Object.fromEntries(own)
  return { ...rest, ...extra }
}

/** What main knows of a window that stays empty: was it shown, has it loaded, what is in it. */
function whyEmpty(app: ElectronApplication): Promise<unknown> {
  return app.evaluate(async ({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0]
    if (window === undefined) return 'There is no window.'
    const contents = window.webContents
    const late = new Promise((resolve) => setTimeout(() => resolve('The page does not answer.'), 2_000))
    const asked = contents.executeJavaScript(
      'window.lab.requests["settings:get"]().then((s) => [document.readyState, document.body.outerHTML, s])',
    )
    return {
      isVisible: window.isVisible(),
      isLoading: contents.isLoading(),
      isCrashed: contents.isCrashed(),
      address: contents.getURL(),
      page: await Promise.race([asked, late]).catch(String),
    }
  })
}

/** Starts the built app and waits for its page. */
export async function launchLab(options: LaunchOptions = {}): Promise<LabWindow> {
  const userDataDir = options.userDataDir ?? mkdtempSync(join(tmpdir(), 'lab-user-data-'))
  const target =
    options.executablePath === undefined
      ? { args: [root] }
      : { args: [], executablePath: options.executablePath }
  const app = await _electron.launch({
    ...target,
    args: [
      ...target.args,
      `--user-data-dir=${userDataDir}`,
      '--disable-gpu',
      '--lang=en-US',
      ...(options.args ?? []),
    ],
    chromiumSandbox: !isRoot,
    timeout: PATIENCE,
    env: environment(options.env),
  })
  const complaints: string[] = []
  // Chromium also reports what its security policy refused as a console error.
  app.context().on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`)
  })
  app.context().on('weberror', (report) => complaints.push(`exception: ${report.error().message}`))
  app.context().setDefaultTimeout(PATIENCE)
  const page = await app.firstWindow({ timeout: PATIENCE })
  await page.waitForSelector('#app > *').catch(async (error: unknown) => {
    throw new Error(`The window stays empty: ${JSON.stringify(await whyEmpty(app))}`, { cause: error })
  })
  return { app, page, pid: app.process().pid, userDataDir, complaints }
}

/** Milliseconds after which an app that has said its end must be gone. */
const LONGEST_END = 60_000

/**
 * Closes an app. Once in some thousand windows Chromium stays after it has ended everything of ours ("End, exit code 0" stands in the log):
 * what stays then is killed, and told. An app that has not come to its end is waited for until the test is late.
 */
async function closeApp({ app, pid, userDataDir }: LabWindow): Promise<void> {
  const closed = app.close().then(() => true)
  if (await Promise.race([closed, sleep(LONGEST_END, false, { ref: false })])) return
  const log = readFileSync(join(userDataDir, 'logs/main.log'), 'utf8')
  if (pid !== undefined && /End, exit code 0\s*$/.test(log)) {
    console.warn(`The processes of an app stayed for ${LONGEST_END / 1000} s after its end, and were killed.`)
    process.kill(-pid, 'SIGKILL')
  }
  await closed
}

/**
 * The test function of every window test: `launch` starts an app, and when the test is over each app is closed and must not have
 * complained about anything.
 */
export const test = base.extend<{ readonly launch: LaunchLab }, { readonly ownScreen: void }>({
  ownScreen: [
    async ({}, use) => {
      const close = hasOwnScreens ? await openOwnScreen() : null
      await use()
      close?.()
    },
    { scope: 'worker', auto: true },
  ],
  launch: async ({}, use) => {
    const windows: LabWindow[] = []
    await use(async (options) => {
      const window = await launchLab(options)
      windows.push(window)
      return window
    })
    for (const window of windows) await closeApp(window)
    for (const { userDataDir } of windows)
      rmSync(userDataDir, { recursive: true, maxRetries: 10, force: true })
    base.expect(windows.flatMap(({ complaints }) => complaints)).toEqual([])
  },
})

export { expect } from '@playwright/test'
