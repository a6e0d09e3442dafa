// Measures the table of runs with 10,000 of them in the real window: npm run bench -- --runs [--count 10000]
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { hasDisplay, runOnDisplay } from './display/display.mjs'
import { launchLab } from './launch-lab.mjs'
import { isMainModule, runScript } from './main-module.mjs'
import { makeLibrary } from './make-library.mjs'
import { root } from './stale.mjs'

const REPEATS = 9
const GRID = '[data-testid="runs-grid"]'
// Conditions and words go into one box.
const SEARCH = 'main input[role="combobox"]'

/** @typedef {import('@playwright/test').Page} Page */

const sorted = (/** @type {readonly number[]} */ values) => [...values].sort((a, b) => a - b)
const quantile = (/** @type {readonly number[]} */ values, /** @type {number} */ share) =>
  sorted(values)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? Number.NaN

/**
 * @typedef {{ readonly selector: string, readonly text?: string, readonly shift?: boolean }} Action
 * A text that is typed, or else a click.
 */

/** Milliseconds from an action in the page until what it caused was painted. @param {Page} page @param {Action} action */
function paintedAfter(page, action) {
  return page.evaluate(async ({ selector, text, shift }) => {
    const element = document.querySelector(selector)
    const start = performance.now()
    if (text === undefined)
      element.dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: shift === true }))
    else {
      element.value = text
      element.dispatchEvent(new Event('input', { bubbles: true }))
    }
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    return performance.now() - start
  }, action)
}

/** From the click on the page's name until its first rows were painted. @param {Page} page */
async function openTable(page) {
  return page.evaluate(async (grid) => {
    const start = performance.now()
    document.querySelector('[data-page="runs"]').click()
    while (document.querySelector(`${grid} [data-run]`) === null) await new Promise(requestAnimationFrame)
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    return performance.now() - start
  }, GRID)
}

/** Scrolls sideways until a column is drawn: the table draws only those in sight. @param {Page} page @param {string} header */
function bringIntoSight(page, header) {
  return page.evaluate(async ([grid, selector]) => {
    const scroller = document.querySelector(grid)
    for (let left = 0; document.querySelector(selector) === null; left += scroller.clientWidth / 2) {
      if (left > scroller.scrollWidth) throw new Error(`The table has no ${selector}.`)
      scroller.scrollLeft = left
      await new Promise(requestAnimationFrame)
      await new Promise(requestAnimationFrame)
    }
  }, /** @type {const} */ ([GRID, header]))
}

/** Milliseconds between frames while the table scrolls. @param {Page} page @param {number} step */
function scrollFrames(page, step) {
  return page.evaluate(async ([grid, pixels]) => {
    const scroller = document.querySelector(grid)
    const frames = []
    let before = await new Promise(requestAnimationFrame)
    for (let frame = 0; frame < 150; frame += 1) {
      scroller.scrollTop += pixels
      const now = await new Promise(requestAnimationFrame)
      frames.push(now - before)
      before = now
    }
    scroller.scrollTop = 0
    return frames
  }, /** @type {const} */ ([GRID, step]))
}

/** Heap of the page after a collection, and all memory of its process, in MB. */
async function memory(
  /** @type {import('@playwright/test').ElectronApplication} */ app,
  /** @type {Page} */ page,
) {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const heap = await page.evaluate(() => performance.memory.usedJSHeapSize)
  const processes = await app.evaluate(({ app: electron }) => electron.getAppMetrics())
  const window = processes.find(({ type: kind }) => kind === 'Tab')
  return { heap: heap / 1e6, process: (window?.memory.workingSetSize ?? 0) / 1e3 }
}

/** @type {import('@playwright/test').ElectronApplication[]} */
const opened = []

async function launch(/** @type {string} */ userData) {
  const { app, page } = await launchLab(root, userData, ['--enable-precise-memory-info'])
  opened.push(app)
  await page.waitForSelector('[data-page="runs"]')
  return { app, page }
}

async function repeated(/** @type {() => Promise<number>} */ measure) {
  const values = []
  for (let time = 0; time < REPEATS; time += 1) values.push(await measure())
  return values
}

/** @param {string} userData */
async function measureWindow(userData) {
  const first = await launch(userData)
  const rows = [['first opening, library never read before', [await openTable(first.page)], '']]
  // The library writes its index in the background. The window opens at the page that was shown last.
  await first.page.waitForTimeout(3_000)
  await first.page.click('[data-page="design"]')
  await first.app.close()

  const { app, page } = await launch(userData)
  rows.push(['open the page', [await openTable(page)], '1,000'])
  const header = (/** @type {string} */ id) => `${GRID} [role="columnheader"][data-column="${id}"] > div`
  for (const id of ['test_acc', 'hidden_size_list', 'activation']) {
    await bringIntoSight(page, header(id))
    rows.push([`sort by ${id}`, await repeated(() => paintedAfter(page, { selector: header(id) })), '100'])
  }
  const second = { selector: header('time'), shift: true }
  await bringIntoSight(page, header('time'))
  rows.push(['sort by a second column too', await repeated(() => paintedAfter(page, second)), '100'])
  let turn = 0
  const next = (/** @type {readonly string[]} */ texts) => texts[(turn += 1) % texts.length] ?? ''
  for (const [name, selector, texts] of [
    ['filter by a condition', SEARCH, ['test_acc > 0.9', 'test_acc > 0.89 and optimizer = adam', '']],
    ['search for a word', SEARCH, ['ada', 'adam', '민준']],
  ]) {
    rows.push([name, await repeated(() => paintedAfter(page, { selector, text: next(texts) })), '100'])
    await paintedAfter(page, { selector, text: '' })
  }
  rows.push(['frames while scrolling, 120 px a frame', await scrollFrames(page, 120), ''])
  rows.push(['frames while scrolling, 600 px a frame', await scrollFrames(page, 600), ''])
  const inTable = await memory(app, page)
  await page.locator(`${GRID} [data-run] [id$="-tick"]`).first().waitFor()
  for (const place of [0, 1, 2, 3, 4, 5, 6, 7])
    await page.locator(`${GRID} [data-run] [id$="-tick"]`).nth(place).click()
  await page.getByTestId('compare').click()
  await page.waitForTimeout(2_000)
  const comparing = await memory(app, page)
  await app.close()
  return { rows, inTable, comparing }
}

const whole = (/** @type {number} */ value) => value.toFixed(value < 100 ? 1 : 0)

async function bench(/** @type {number} */ count) {
  const userData = mkdtempSync(join(tmpdir(), 'bench-runs-'))
  try {
    process.stderr.write(`Making ${count} runs ...\n`)
    makeLibrary(join(userData, 'library'), { runs: count })
    const { rows, inTable, comparing } = await measureWindow(userData)
    const lines = rows.map(([name, values, budget]) => {
      const list = /** @type {number[]} */ (values)
      return `| ${name} | ${whole(quantile(list, 0.5))} | ${whole(quantile(list, 0.95))} | ${budget} |`
    })
    const megabytes = (/** @type {{ heap: number, process: number }} */ { heap, process: all }) =>
      `heap ${whole(heap)} MB, whole process ${whole(all)} MB`
    process.stdout.write(
      [
        `| ${count} runs, milliseconds | median | 95 % | budget |`,
        '| --- | --- | --- | --- |',
        ...lines,
        '',
        `Memory of the window with the table: ${megabytes(inTable)}; while eight runs are compared: ${megabytes(comparing)}; budget 400 MB.`,
        '',
      ].join('\n'),
    )
  } finally {
    // One that was closed already does nothing.
    await Promise.all(opened.map((app) => app.close().catch(() => undefined)))
    rmSync(userData, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}

if (isMainModule(import.meta.url)) {
  await runScript(async () => {
    const { values } = parseArgs({ strict: false, options: { count: { type: 'string', default: '10000' } } })
    if (await hasDisplay()) return bench(Number(values.count))
    const self = process.argv[1] ?? ''
    process.exitCode = await runOnDisplay(process.execPath, [self, ...process.argv.slice(2)])
  })
}
