import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ElectronApplication, Page } from '@playwright/test'
import { parseExperiment } from '#shared/experiment/experiment-schema'
import { finalNetwork } from '#shared/experiment/presets'
import { call, listRuns, refusal } from '../helpers/lab-calls'
import { choose } from '../helpers/lab-pages'
import { expect, isRoot, launchLab, test } from '../helpers/lab-window'

/** Whether the page's security policy let an address be loaded. */
function canFetch(page: Page, address: string): Promise<boolean> {
  return page.evaluate(
    (target) =>
      fetch(target, { mode: 'no-cors' }).then(
        () => true,
        () => false,
      ),
    address,
  )
}

test('the window is sandboxed, isolated and has no Node', async ({ launch }) => {
  const { app, page } = await launch()
  const preferences = await app.evaluate(({ BrowserWindow, app: electron }) => {
    const [window] = BrowserWindow.getAllWindows()
    // A method that Electron has, but does not document.
    const contents = window?.webContents as unknown as
      { getLastWebPreferences(): Record<string, unknown> } | undefined
    const found = contents?.getLastWebPreferences()
    return {
      sandbox: found?.sandbox,
      contextIsolation: found?.contextIsolation,
      nodeIntegration: found?.nodeIntegration,
      webSecurity: found?.webSecurity,
      noSandbox: electron.commandLine.hasSwitch('no-sandbox'),
    }
  })
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    // Chromium's sandbox refuses to run as root.
    noSandbox: isRoot,
  })
  const globals = await page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'ipcRenderer'].filter((name) => name in window),
  )
  expect(globals).toEqual([])
})

test('the bridge has the functions of the contract and no way to other channels', async ({ launch }) => {
  const { page } = await launch()
  const bridge = await page.evaluate(() => ({
    keys: Object.keys(window.lab).sort(),
    kinds: [...Object.values(window.lab.requests), ...Object.values(window.lab.events)].map(
      (value) => typeof value,
    ),
    requests: Object.keys(window.lab.requests).length,
  }))
  expect(bridge.keys).toEqual(['events', 'platform', 'requests'])
  expect(new Set(bridge.kinds)).toEqual(new Set(['function']))
  expect(bridge.requests).toBeGreaterThan(30)
})

test('the page cannot leave the lab, open windows, embed pages, use devices or reach the net', async () => {
  const server = createServer((_request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.end('<h1>outside</h1>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const outside = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  // Not by the fixture: here the complaints of the page are what is wanted.
  const { app, page } = await launchLab()
  const home = page.url()
  expect(home).toBe('app://lab/index.html')

  await page.evaluate((target) => window.location.assign(target), outside)
  await page.waitForTimeout(300)
  expect(page.url()).toBe(home)
  expect(await page.evaluate((target) => window.open(target), outside)).toBeNull()
  expect(await page.evaluate(() => window.open('app://lab/index.html'))).toBeNull()
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)

  expect(await canFetch(page, outside)).toBe(false)
  expect(await canFetch(page, 'file:///etc/passwd')).toBe(false)
  expect(await canFetch(page, 'app://lab/index.html')).toBe(true)
  const escaped = await page.evaluate(() =>
    fetch('app://lab/%2e%2e/main/index.js').then(({ status }) => status),
  )
  expect(escaped).toBe(404)
  // Not in the call itself: the debugger that drives the test is allowed to evaluate.
  const evaluated = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        setTimeout(() => {
          try {
            resolve(String(new Function('return 1')()))
          } catch (error) {
            resolve(error instanceof Error ? error.name : '')
          }
        })
      }),
  )
  expect(evaluated).toBe('EvalError')

  const permissions = await page.evaluate(async () => {
    const ask = (name: string): Promise<string> =>
      navigator.permissions.query({ name: name as PermissionName }).then(({ state }) => state)
    const position = new Promise<string>((resolve) => {
      navigator.geolocation.getCurrentPosition(
        () => resolve('given'),
        () => resolve('denied'),
      )
    })
    return [await ask('geolocation'), await ask('notifications'), await ask('microphone'), await position]
  })
  expect(permissions).toEqual(['denied', 'denied', 'denied', 'denied'])
  await app.close()
  server.close()
})

test('a frame inside the page stays empty and has no bridge', async () => {
  const { app, page } = await launchLab()
  const inFrame = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const frame = document.createElement('iframe')
        frame.src = 'app://lab/index.html'
        frame.onload = () => {
          try {
            resolve('lab' in (frame.contentWindow ?? {}) ? 'bridge' : 'page')
          } catch {
            resolve('nothing')
          }
        }
        document.body.append(frame)
      }),
  )
  expect(inFrame).toBe('nothing')
  await app.close()
})

test('the page may copy and paste, because a button says so', async ({ launch }) => {
  const { page } = await launch()
  const pasted = await page.evaluate(async () => {
    await navigator.clipboard.writeText('{"design": 784}')
    return navigator.clipboard.readText()
  })
  expect(pasted).toBe('{"design": 784}')
})

test('an experiment is copied from its menu, also where the page may not write to the clipboard', async ({
  launch,
}) => {
  const { app, page } = await launch()
  await choose(page, 'en', 'light')
  const clipboardText = (): Promise<string> => app.evaluate(({ clipboard }) => clipboard.readText())
  const copy = async (): Promise<void> => {
    await app.evaluate(({ clipboard }) => clipboard.clear())
    const menu = page.getByRole('button', { name: 'Copy or open an experiment' })
    await menu.click()
    await page.getByRole('menuitem', { name: 'Copy as JSON' }).click()
    await expect.poll(clipboardText).toContain('"hidden"')
    expect(parseExperiment(JSON.parse(await clipboardText()))).toMatchObject({ ok: true })
    await menu.click()
    await page.getByRole('menuitem', { name: 'Copy as text' }).click()
    await expect.poll(clipboardText).toMatch(/^onn1:.*;check=\w{6}$/)
  }

  await copy()
  await app.evaluate(({ session }) => {
    session.defaultSession.setPermissionCheckHandler(() => false)
    session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  })
  await copy()
})

test('a window whose page died is drawn again, where the first load fails too, and the training has gone on', async ({
  launch,
}) => {
  const { app, page } = await launch()
  const id = await call(page, 'training:start', finalNetwork, null)
  const told = await app.evaluate(
    ({ BrowserWindow, session }) =>
      new Promise<unknown>((resolve) => {
        let loads = 0
        session.defaultSession.webRequest.onBeforeRequest(
          { urls: ['app://lab/index.html'] },
          (_details, answer) => {
            loads += 1
            answer({ cancel: loads === 1 })
          },
        )
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        contents?.on('did-finish-load', () => {
          // Chromium's own page about the failure knows no lab.
          contents.executeJavaScript('window.lab.requests["training:jobs"]()').then(
            (jobs: unknown) => resolve({ loads, jobs }),
            () => undefined,
          )
        })
        contents?.forcefullyCrashRenderer()
      }),
  )
  expect(told).toMatchObject({ loads: 2, jobs: [{ id, state: 'running' }] })
})

test('requests with wrong arguments are refused with a sentence that names what is wrong', async ({
  launch,
}) => {
  const { page } = await launch()
  const cases: readonly (readonly [string, readonly unknown[], RegExp])[] = [
    ['runs:record', ['../../etc/passwd'], /runs:record was refused: The id of a run/],
    ['runs:record', [], /runs:record was refused/],
    ['runs:record', ['01ARZ3NDEKTSV4RRFFQ69G5FAV', 'more'], /runs:record was refused/],
    [
      'runs:record',
      ['01ARZ3NDEKTSV4RRFFQ69G5FAV'],
      /There is no run "01ARZ3NDEKTSV4RRFFQ69G5FAV" in the library/,
    ],
    ['settings:set', [{ threads: -1 }], /settings:set was refused/],
    ['settings:set', [{ userData: '/' }], /settings:set was refused/],
    ['training:command', ['01ARZ3NDEKTSV4RRFFQ69G5FAV', 'pause'], /is not being trained/],
    ['training:command', ['01ARZ3NDEKTSV4RRFFQ69G5FAV', 'explode'], /training:command was refused/],
    ['image:classify', ['01ARZ3NDEKTSV4RRFFQ69G5FAV', new Array(784).fill(0)], /image:classify was refused/],
    ['data:image', ['test', 10_000], /There is no image 10000: this part of the data has 10000 images/],
    ['data:read-folder', ['/etc'], /data:read-folder was refused: it carries nothing that was dropped/],
    ['file:read', ['/etc/passwd'], /file:read was refused: it carries nothing that was dropped/],
    ['training:unqueue', ['01ARZ3NDEKTSV4RRFFQ69G5FAV'], /does not wait in the queue/],
  ]
  for (const [channel, values, sentence] of cases) {
    expect(await refusal(page, channel, ...values), channel).toMatch(sentence)
  }
})

/** Milliseconds; a slow core may hold main up a while, but what hung it hung a fast one for tens of seconds. */
const BUSY = 5_000

/** Watches from inside how long main goes without a turn; the answer says how long at most since. */
async function watchMain(app: ElectronApplication): Promise<() => Promise<number>> {
  await app.evaluate(() => {
    const watched = globalThis as unknown as { longestTurn: number }
    watched.longestTurn = 0
    let last = performance.now()
    setInterval(() => {
      const now = performance.now()
      watched.longestTurn = Math.max(watched.longestTurn, now - last)
      last = now
    }, 10)
  })
  return () => app.evaluate(() => (globalThis as unknown as { longestTurn: number }).longestTurn)
}

test('what is far too large stays in the window: main goes on answering meanwhile', async ({ launch }) => {
  const { app, page } = await launch()
  const longestTurn = await watchMain(app)
  const sentences = await page.evaluate(async () => {
    const requests = window.lab.requests as unknown as Record<
      string,
      (...values: unknown[]) => Promise<unknown>
    >
    const bytes = new Uint8Array(40 * 1024 * 1024)
    const attempts: readonly (readonly [string, readonly unknown[]])[] = [
      ['runs:annotate', [new Array(1_000_000).fill('../x'), { star: true }]],
      ['settings:set', [bytes]],
      ['settings:set', [new Float64Array(bytes.buffer)]],
      ['training:start', [bytes, null]],
      ['runs:annotate', [['01ARZ3NDEKTSV4RRFFQ69G5FAV'], bytes]],
      ['runs:import-bytes', ['runs.csv', bytes]],
      ['runs:record', ['x'.repeat(100_000_000)]],
      ['app:info', [bytes]],
    ]
    const told: string[] = []
    for (const [channel, values] of attempts) {
      const answer = requests[channel]?.(...values) ?? Promise.reject(new Error('no channel'))
      told.push(
        await answer.then(
          () => '',
          (error: unknown) => String(error),
        ),
      )
    }
    return told
  })
  for (const sentence of sentences) expect(sentence).toMatch(/was refused: it carries /)
  expect(await longestTurn()).toBeLessThan(BUSY)
})

test('a large file that is no table is read aside: main goes on answering meanwhile', async ({ launch }) => {
  const { app, page } = await launch()
  await listRuns(page)
  const longestTurn = await watchMain(app)
  const reports = await page.evaluate(async () => {
    const kinds = [',', '\n', '"', 'relu,0.1\n', 'hidden_size_list,activation\n"[5]",relu\n']
    const told: string[] = []
    for (const kind of kinds) {
      const bytes = new TextEncoder().encode(kind.repeat(Math.floor(4_000_000 / kind.length)))
      const { added, problems } = await window.lab.requests['runs:import-bytes']('large.csv', bytes)
      told.push(`${added} ${problems.length > 0}`)
    }
    return told
  })
  expect(reports).toEqual(new Array(5).fill('0 true'))
  expect(await longestTurn()).toBeLessThan(BUSY)
})
