import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildIfStale } from './build-if-stale.mjs'
import { ensureLibraries } from './check-libs.mjs'
import { hasDisplay, runOnDisplay } from './display/display.mjs'
import { ensureElectron } from './electron-runtime.mjs'
import { withoutForeignSettings } from './environment.mjs'
import { runScript } from './main-module.mjs'
import { withPlainTool } from './plain-path/plain-path.mjs'
import { run, toolScript } from './run.mjs'
import { root } from './stale.mjs'

const results = join(root, 'out')
const words = process.argv.slice(2)
const filters = words.filter((word) => !['--unit', '--e2e', '--faults'].includes(word))
const wants = (/** @type {string} */ kind) => words.includes(`--${kind}`)

/** @typedef {{ readonly passed: number, readonly failed: number }} Counts */

/**
 * A runner that ends badly has failed even where it counted no failed test: a file may not have loaded at all.
 * @param {Counts} counts @param {number} exitCode @returns {Counts}
 */
function honest(counts, exitCode) {
  return { passed: counts.passed, failed: exitCode === 0 ? counts.failed : Math.max(1, counts.failed) }
}

/** @param {string} name */
function emptyResultFile(name) {
  mkdirSync(results, { recursive: true })
  const file = join(results, name)
  rmSync(file, { force: true })
  return file
}

/** @param {string} file */
function readResult(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

/** @param {Record<string, string>} env @returns {Promise<Counts>} */
async function unitTests(env = {}) {
  const file = emptyResultFile('unit-counts.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const code = await withPlainTool('vitest', (tool) =>
    run(process.execPath, [...tool.words, 'run', ...reporters, ...filters], {
      cwd: tool.cwd,
      env: { ...tool.env, NODE_ENV: 'test', ...env },
    }),
  )
  const { numPassedTests = 0, numFailedTests = 0 } = readResult(file)
  return honest({ passed: numPassedTests, failed: numFailedTests }, code)
}

/** @returns {Promise<Counts>} */
async function windowTests() {
  await ensureElectron()
  await ensureLibraries({ virtualScreen: !(await hasDisplay()), install: true })
  const file = emptyResultFile('window-counts.json')
  const code = await runOnDisplay(process.execPath, [toolScript('playwright'), 'test', ...filters], {
    env: { ...withoutForeignSettings(), E2E_COUNTS: file },
  })
  const { passed = 0, failed = 0 } = readResult(file)
  return honest({ passed, failed }, code)
}

/**
 * What cannot even start has failed, and the rest is still tested.
 * @param {() => Promise<Counts>} part @returns {Promise<Counts>}
 */
async function attempt(part) {
  try {
    return await part()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return { passed: 0, failed: 1 }
  }
}

/** @returns {Promise<Counts>} */
async function freshBuild() {
  await buildIfStale()
  return { passed: 0, failed: 0 }
}

await runScript(async () => {
  const counts = [await attempt(freshBuild)]
  const isBuilt = counts[0].failed === 0
  if (wants('faults')) counts.push(await attempt(() => unitTests({ TEST_FAULTS: '1' })))
  else {
    if (!wants('e2e')) counts.push(await attempt(unitTests))
    if (!wants('unit') && isBuilt) counts.push(await attempt(windowTests))
  }
  const passed = counts.reduce((sum, count) => sum + count.passed, 0)
  const failed = counts.reduce((sum, count) => sum + count.failed, 0)
  if (failed > 0) process.exitCode = 1
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
})
