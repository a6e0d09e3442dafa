import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildIfStale } from './build-if-stale.mjs'
import { ensureLibraries } from './check-libs.mjs'
import { hasDisplay, runOnDisplay } from './display/display.mjs'
import { ensureElectron } from './electron-runtime.mjs'
import { withoutForeignSettings } from './environment.mjs'
import { errorMessage, runScript } from './main-module.mjs'
import { withPlainTool } from './plain-path/plain-path.mjs'
import { mustRun, run, toolScript } from './run.mjs'
import { root } from './stale.mjs'

const results = join(root, 'out')
const words = process.argv.slice(2)
const asked = words.indexOf('--node')
/** Another version of Node, on which the unit tests run as well. */
const otherNode = asked < 0 ? undefined : words[asked + 1]
const filters = words.filter(
  (word, place) =>
    !['--unit', '--e2e', '--faults', '--node'].includes(word) && (asked < 0 || place !== asked + 1),
)
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

/** @param {Record<string, string>} env @param {string} node @returns {Promise<Counts>} */
async function unitTests(env = {}, node = process.execPath) {
  const file = emptyResultFile('unit-counts.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const code = await withPlainTool('vitest', (tool) =>
    run(node, [...tool.words, 'run', ...reporters, ...filters], {
      cwd: tool.cwd,
      env: { ...tool.env, NODE_ENV: 'test', ...env },
    }),
  )
  const { numPassedTests = 0, numFailedTests = 0 } = readResult(file)
  return honest({ passed: numPassedTests, failed: numFailedTests }, code)
}

/**
 * The unit tests on another version of Node, which comes from the npm registry.
 * @param {string} version @returns {Promise<Counts>}
 */
async function unitTestsOn(version) {
  // Tests act as an ordinary user, too, who must be able to read this Node.
  const folder = mkdtempSync(join(tmpdir(), 'node-'))
  chmodSync(folder, 0o755)
  try {
    const flags = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel', 'error']
    await mustRun('npm', ['install', '--prefix', folder, ...flags, `node@${version}`], { quiet: true })
    return await unitTests({}, join(folder, 'node_modules/node/bin/node'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
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
    process.stderr.write(`${errorMessage(error)}\n`)
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
    if (otherNode !== undefined) counts.push(await attempt(() => unitTestsOn(otherNode)))
    if (!wants('unit') && isBuilt) counts.push(await attempt(windowTests))
  }
  const passed = counts.reduce((sum, count) => sum + count.passed, 0)
  const failed = counts.reduce((sum, count) => sum + count.failed, 0)
  if (failed > 0) process.exitCode = 1
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
})
