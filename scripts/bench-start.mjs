// Measures how long the window takes to start, in turn for this checkout and others that are built, or for installed programs:
// npm run bench -- --start [CHECKOUT|PROGRAM ...]. A program is one of a package for tests: E2E_PACKAGED=port npm run package
import { cpSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { hasDisplay, runOnDisplay } from './display/display.mjs'
import { launchLab } from './launch-lab.mjs'
import { launchProgram } from './launch-program.mjs'
import { runScript } from './main-module.mjs'
import { makeLibrary } from './make-library.mjs'
import { median } from './median.mjs'
import { root } from './stale.mjs'

const TABLE_ROW = '[data-testid="runs-grid"] [data-run]'

/** @typedef {{ readonly firstPicture: number, readonly table: number }} Start milliseconds from the start of the process */

/** @param {string} place a checkout, or the program of a package @param {string} userData */
async function open(place, userData) {
  if (statSync(place).isFile()) return launchProgram(place, userData)
  const { app, page } = await launchLab(place, userData)
  return { page, close: () => app.close() }
}

/** @param {string} place @param {string} userData @returns {Promise<Start>} */
async function startOnce(place, userData) {
  const startedAt = Date.now()
  const { page, close } = await open(place, userData)
  try {
    await page.waitForSelector('main h1')
    const paintedAt = await page.evaluate(async () => {
      let [paint] = performance.getEntriesByName('first-contentful-paint')
      for (; paint === undefined; [paint] = performance.getEntriesByName('first-contentful-paint'))
        await new Promise((resolve) => setTimeout(resolve, 10))
      return performance.timeOrigin + paint.startTime
    })
    await page.click('[data-page="runs"]')
    await page.waitForSelector(TABLE_ROW)
    return { firstPicture: paintedAt - startedAt, table: Date.now() - startedAt }
  } finally {
    await close()
  }
}

/** @param {readonly string[]} checkouts @param {number} rounds @param {number} count */
async function bench(checkouts, rounds, count) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-start-'))
  try {
    makeLibrary(join(folder, 'library'), { runs: count, points: 20 })
    const places = checkouts.map((checkout, at) => ({ checkout, userData: join(folder, String(at)) }))
    for (const { userData } of places)
      cpSync(join(folder, 'library'), join(userData, 'library'), { recursive: true })
    /** @type {Start[][]} */
    const starts = places.map(() => [])
    // The first round reads the library for the first time, and is not counted.
    for (let round = 0; round <= rounds; round += 1)
      for (const [at, { checkout, userData }] of places.entries()) {
        const start = await startOnce(checkout, userData)
        if (round > 0) starts[at]?.push(start)
      }
    const lines = starts.map((all, at) => {
      const middle = (/** @type {keyof Start} */ what) => median(all.map((start) => start[what])).toFixed(0)
      return `| ${basename(checkouts[at] ?? '')} | ${middle('firstPicture')} | ${middle('table')} |`
    })
    const head = `| ${count} runs, milliseconds, median of ${rounds} | first picture | table painted |`
    process.stdout.write([head, '| --- | --- | --- |', ...lines, ''].join('\n'))
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}

await runScript(async () => {
  const { values, positionals } = parseArgs({
    strict: false,
    allowPositionals: true,
    options: {
      start: { type: 'boolean' },
      rounds: { type: 'string', default: '9' },
      count: { type: 'string', default: '10000' },
    },
  })
  if (await hasDisplay()) return bench([root, ...positionals], Number(values.rounds), Number(values.count))
  const self = process.argv[1] ?? ''
  process.exitCode = await runOnDisplay(process.execPath, [self, ...process.argv.slice(2)])
})
