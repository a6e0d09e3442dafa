// Measures a search of 1,000 short trials: what a trial takes beside its training, and how long the window is held up by the
// Search page: npm run bench -- --search [--trials 1000]
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { hasDisplay, runOnDisplay } from './display/display.mjs'
import { launchLab } from './launch-lab.mjs'
import { runScript } from './main-module.mjs'
import { root } from './stale.mjs'

/** Trials after which a search is warm, and trials by which the window lengthens it. */
const FEW = 20

/** A network so small that a trial is nearly all overhead. @param {number} trials */
const specOf = (trials) => ({
  format: 'our-neural-network/search',
  version: 1,
  name: 'Short trials',
  base: {
    format: 'our-neural-network/experiment',
    version: 1,
    design: {
      ...{ input: 784, hidden: [8], output: 10, activation: 'relu', initialization: 'he' },
      ...{ batchNormalization: false, dropout: { kind: 'none', ratio: 0 } },
    },
    plan: {
      ...{ seed: 1, scaling: 'standardize', validationShare: 0.2, iterations: 50, batchSize: 32 },
      ...{ optimizer: { kind: 'momentum', momentum: 0.9 }, learningRate: 0.1, weightDecay: 0 },
      schedule: { kind: 'constant' },
    },
  },
  space: {
    'plan.learningRate': { kind: 'logarithmic', low: 0.001, high: 0.5 },
    'plan.weightDecay': { kind: 'logarithmic', low: 1e-6, high: 1e-3 },
    'plan.labelSmoothing': { kind: 'linear', low: 0, high: 0.2 },
  },
  sampler: { kind: 'random', seed: 1 },
  trials,
  seeds: [1],
  rankBy: 'validationAccuracy',
})

/** Seconds of a search that is lengthened to so many trials. @param {string} folder @param {number} trials */
async function secondsOf(folder, trials) {
  const spec = join(folder, 'spec.json')
  writeFileSync(spec, JSON.stringify(specOf(trials)))
  const words = ['search', spec, '--library', join(folder, 'library'), '--parallel', '1']
  const start = performance.now()
  await promisify(execFile)(process.execPath, [join(root, 'out/main/lab.js'), ...words])
  return (performance.now() - start) / 1000
}

/** Mean seconds of training of the runs of a library. @param {string} folder */
function trainingSeconds(folder) {
  const runs = join(folder, 'library', 'runs')
  const seconds = readdirSync(runs).map(
    (id) => JSON.parse(readFileSync(join(runs, id, 'record.json'), 'utf8')).seconds,
  )
  return seconds.reduce((sum, each) => sum + each, 0) / seconds.length
}

/** Milliseconds of the tasks above 50 that the page has had since it was last asked. @param {import('@playwright/test').Page} page */
function longTasks(page) {
  return page.evaluate(() => {
    const tasks = window.longTasks.splice(0)
    return tasks.sort((a, b) => b - a)
  })
}

/** @param {readonly number[]} tasks */
const tasksText = (tasks) =>
  tasks.length === 0
    ? 'no task above 50 ms'
    : `${tasks.length} tasks above 50 ms: ${tasks.slice(0, 5).map(Math.round).join(', ')}`

/** @param {string} folder @param {number} trials */
async function measureWindow(folder, trials) {
  const { app, page } = await launchLab(root, folder)
  try {
    await page.waitForSelector('main h1')
    await page.waitForTimeout(3_000)
    await page.evaluate(() => {
      window.longTasks = []
      new PerformanceObserver((list) =>
        window.longTasks.push(...list.getEntries().map(({ duration }) => duration)),
      ).observe({ type: 'longtask' })
    })
    await page.click('[data-page="search"]')
    await page.getByTestId('searches').click()
    await page.getByRole('option', { name: 'Short trials' }).click()
    await page.getByTestId('trial-list').waitFor()
    await page.waitForTimeout(4_000)
    const opening = await longTasks(page)
    const start = performance.now()
    await page.evaluate(async (most) => {
      const { requests } = window.lab
      const [search] = await requests['search:list']()
      await requests['search:go-on'](search.id, most)
      for (let state = 'going'; state === 'going';) {
        await new Promise((resolve) => setTimeout(resolve, 200))
        state = (await requests['search:results'](search.id)).info.state
      }
    }, trials + FEW)
    const seconds = (performance.now() - start) / 1000
    await page.waitForTimeout(3_000)
    return { opening, going: await longTasks(page), seconds }
  } finally {
    await app.close()
  }
}

/** @param {number} trials */
async function bench(trials) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-search-'))
  try {
    const few = await secondsOf(folder, FEW)
    const rest = await secondsOf(folder, trials)
    // Both start once, so that what is left of the second are its trials, less those that it found.
    const trial = (rest - few) / (trials - 2 * FEW)
    const training = trainingSeconds(folder)
    const { opening, going, seconds } = await measureWindow(folder, trials)
    const milliseconds = (/** @type {number} */ value) => `${Math.round(1000 * value)} ms`
    process.stdout.write(
      [
        `${trials} trials by lab search, one at a time: ${milliseconds(trial)} each, of which ${milliseconds(training)} train.`,
        `The Search page with ${trials} trials, opened: ${tasksText(opening)}.`,
        `While the window trains ${FEW} more, ${milliseconds(seconds / FEW)} each: ${tasksText(going)}.`,
        '',
      ].join('\n'),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}

await runScript(async () => {
  const { values } = parseArgs({ strict: false, options: { trials: { type: 'string', default: '1000' } } })
  if (await hasDisplay()) return bench(Number(values.trials))
  const self = process.argv[1] ?? ''
  process.exitCode = await runOnDisplay(process.execPath, [self, ...process.argv.slice(2)])
})
