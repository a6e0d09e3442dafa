import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hasDisplay, runOnDisplay } from './display/display.mjs'
import { launchLab } from './launch-lab.mjs'
import { runScript } from './main-module.mjs'
import { median } from './median.mjs'
import { root } from './stale.mjs'

// What the open Training page costs: the same training with the page in sight and with the window hidden, in turn; and which process
// takes it: the seconds of processor time of each, from the start of a training until it is recorded.
const ITERATIONS = 4000

/** @param {import('@playwright/test').Page} page @param {number} threads @param {unknown} experiment */
async function trainOnce(page, threads, experiment) {
  return page.evaluate(
    async ({ threads, experiment }) => {
      const { requests } = window.lab
      await requests['settings:set']({ threads })
      const id = await requests['training:start'](experiment, null)
      for (;;) {
        // Once a second, as often as a hidden window may: more would cost the open one alone.
        await new Promise((resolve) => setTimeout(resolve, 1000))
        // The record appears when the training really begins.
        const record = await requests['runs:record'](id).catch(() => null)
        if (record !== null && record.stopReason !== null) return record.iterations / record.seconds
      }
    },
    { threads, experiment },
  )
}

/**
 * Seconds of processor time that each kind of process has taken since it started.
 * @param {import('@playwright/test').ElectronApplication} app
 * @returns {Promise<Readonly<Record<string, number>>>}
 */
async function processorSeconds(app) {
  const processes = await app.evaluate(({ app: { getAppMetrics } }) =>
    getAppMetrics().map(({ type, name, cpu }) => [name ?? type, cpu.cumulativeCPUUsage ?? 0]),
  )
  return Object.fromEntries(/** @type {[string, number][]} */ (processes))
}

/**
 * A training, and what it cost each kind of process.
 * @param {import('@playwright/test').ElectronApplication} app @param {() => Promise<number>} train
 */
async function withCosts(app, train) {
  const before = await processorSeconds(app)
  const speed = await train()
  const after = await processorSeconds(app)
  const costs = Object.keys(after).map((kind) => [kind, after[kind] - (before[kind] ?? 0)])
  return { speed, costs: /** @type {Record<string, number>} */ (Object.fromEntries(costs)) }
}

/**
 * Medians over the rounds of what each kind of process took.
 * @param {readonly { costs: Record<string, number> }[]} rounds
 */
function medianCosts(rounds) {
  const kinds = new Set(rounds.flatMap(({ costs }) => Object.keys(costs)))
  return Object.fromEntries(
    [...kinds].map((kind) => [kind, median(rounds.map(({ costs }) => costs[kind] ?? 0))]),
  )
}

/** @param {number} rounds @param {boolean} json */
async function measure(rounds, json) {
  const userData = mkdtempSync(join(tmpdir(), 'lab-bench-'))
  const { app, page } = await launchLab(root, userData)
  await page.waitForSelector('#app > *')
  await page.keyboard.press('Control+2')
  const experiment = {
    format: 'our-neural-network/experiment',
    version: 1,
    design: {
      input: 784,
      hidden: [256, 64],
      output: 10,
      activation: 'selu',
      initialization: 'lecun',
      batchNormalization: false,
      dropout: { kind: 'alpha', ratio: 0.25 },
    },
    plan: {
      seed: 1,
      scaling: 'standardize',
      validationShare: 0.1,
      iterations: ITERATIONS,
      batchSize: 512,
      optimizer: { kind: 'momentum', momentum: 0.9 },
      learningRate: 0.1,
      schedule: { kind: 'constant' },
      weightDecay: 0,
    },
  }
  const cores = (await import('node:os')).availableParallelism()
  const window = []
  for (const threads of new Set([Math.max(1, cores - 1), cores])) {
    const open = []
    const hidden = []
    for (let round = 0; round < rounds; round += 1) {
      open.push(await withCosts(app, () => trainOnce(page, threads, experiment)))
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].hide())
      hidden.push(await withCosts(app, () => trainOnce(page, threads, experiment)))
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].show())
    }
    const speed = (/** @type {readonly { speed: number }[]} */ measured) =>
      median(measured.map((round) => round.speed))
    window.push({
      threads,
      cores,
      open: speed(open),
      hidden: speed(hidden),
      ratio: median(open.map((round, index) => round.speed / hidden[index].speed)),
      costs: { open: medianCosts(open), hidden: medianCosts(hidden) },
    })
  }
  await app.close()
  rmSync(userData, { recursive: true, force: true })
  if (json) process.stdout.write(`${JSON.stringify({ window })}\n`)
  else
    for (const row of window) {
      process.stdout.write(
        `${row.threads} of ${row.cores} threads: ${row.open.toFixed(1)} steps/s with the Training page open, ${row.hidden.toFixed(1)} with the window hidden, ratio ${row.ratio.toFixed(3)}\n`,
      )
      for (const kind of Object.keys(row.costs.open))
        process.stdout.write(
          `  ${kind.padEnd(24)}${row.costs.open[kind].toFixed(2).padStart(7)} s of processor time, hidden ${(row.costs.hidden[kind] ?? 0).toFixed(2)}\n`,
        )
    }
}

await runScript(async () => {
  const words = process.argv.slice(2)
  if (!(await hasDisplay()) && !words.includes('--on-display')) {
    process.exitCode = await runOnDisplay(process.execPath, [
      join(root, 'scripts/bench-window.mjs'),
      ...words,
      '--on-display',
    ])
    return
  }
  const given = words.indexOf('--rounds')
  await measure(given < 0 ? 5 : Number(words[given + 1]), words.includes('--json'))
})
