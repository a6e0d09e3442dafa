import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hasDisplay, runOnDisplay } from './display/display.mjs'
import { launchLab } from './launch-lab.mjs'
import { runScript } from './main-module.mjs'
import { median } from './median.mjs'
import { root } from './stale.mjs'

// What the open Training page costs: the same training with the page in sight and with the window hidden, in turn.
const ITERATIONS = 1500

/** @param {import('@playwright/test').Page} page @param {number} threads @param {unknown} experiment */
async function trainOnce(page, threads, experiment) {
  return page.evaluate(
    async ({ threads, experiment }) => {
      const { requests } = window.lab
      await requests['settings:set']({ threads })
      const id = await requests['training:start'](experiment, null)
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 200))
        // The record appears when the training really begins.
        const record = await requests['runs:record'](id).catch(() => null)
        if (record !== null && record.stopReason !== null) return record.iterations / record.seconds
      }
    },
    { threads, experiment },
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
      open.push(await trainOnce(page, threads, experiment))
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].hide())
      hidden.push(await trainOnce(page, threads, experiment))
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].show())
    }
    const ratios = open.map((speed, round) => speed / hidden[round])
    window.push({ threads, cores, open: median(open), hidden: median(hidden), ratio: median(ratios) })
  }
  await app.close()
  rmSync(userData, { recursive: true, force: true })
  if (json) process.stdout.write(`${JSON.stringify({ window })}\n`)
  else
    for (const row of window)
      process.stdout.write(
        `${row.threads} of ${row.cores} threads: ${row.open.toFixed(1)} steps/s with the Training page open, ${row.hidden.toFixed(1)} with the window hidden, ratio ${row.ratio.toFixed(3)}\n`,
      )
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
