import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildIfStale } from './build-if-stale.mjs'
import { ensureLibraries } from './check-libs.mjs'
import { cleanDebianFault } from './clean-debian.mjs'
import { findDisplay } from './display/display.mjs'
import { ensureElectron } from './electron-runtime.mjs'
import { changesForElectron } from './environment.mjs'
import { errorMessage, runScript } from './main-module.mjs'
import { withPlainTool } from './plain-path/plain-path.mjs'
import { mustRun, run, toolScript } from './run.mjs'
import { slurmFault } from './slurm.mjs'
import { root } from './stale.mjs'
import { honest, readUnitResult, readWindowResult, summary } from './test-results.mjs'

const resultsFolder = join(root, 'out')
const words = process.argv.slice(2)
const asked = words.indexOf('--node')
/** Another version of Node, on which the unit tests run as well. */
const otherNode = asked < 0 ? undefined : words[asked + 1]
const filters = words.filter(
  (word, place) =>
    !['--unit', '--e2e', '--faults', '--slurm', '--package', '--node'].includes(word) &&
    (asked < 0 || place !== asked + 1),
)
const wants = (/** @type {string} */ kind) => words.includes(`--${kind}`)

/** @typedef {import('./test-results.mjs').Result} Result */

/** @param {string} name */
function emptyResultFile(name) {
  mkdirSync(resultsFolder, { recursive: true })
  const file = join(resultsFolder, name)
  rmSync(file, { force: true })
  return file
}

/** @param {Record<string, string>} env @param {string} node @param {readonly string[]} words of vitest @returns {Promise<Result>} */
async function unitTests(env = {}, node = process.execPath, words = []) {
  const file = emptyResultFile('unit-counts.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const code = await withPlainTool('vitest', (tool) =>
    run(node, [...tool.words, 'run', ...reporters, ...words, ...filters], {
      cwd: tool.cwd,
      env: { ...tool.env, NODE_ENV: 'test', ...env },
    }),
  )
  return honest(readUnitResult(file), code, 'vitest')
}

/**
 * The unit tests on another version of Node, which comes from the npm registry; not those of the window, which no Node ever runs.
 * @param {string} version @returns {Promise<Result>}
 */
async function unitTestsOn(version) {
  // Tests act as an ordinary user, too, who must be able to read this Node.
  const folder = mkdtempSync(join(tmpdir(), 'node-'))
  chmodSync(folder, 0o755)
  try {
    const flags = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel', 'error']
    await mustRun('npm', ['install', '--prefix', folder, ...flags, `node@${version}`], { quiet: true })
    const inNode = ['--project', 'main', '--project', 'shared']
    return await unitTests({}, join(folder, 'node_modules/node/bin/node'), inNode)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Tests that not every computer can run; with their flag they must. */
const demanding = [
  { flag: 'slurm', what: 'tests with a real Slurm', variable: 'TEST_CLUSTER', faultHere: slurmFault },
  {
    flag: 'package',
    what: 'tests of a package in a clean Debian',
    variable: 'TEST_PACKAGE',
    faultHere: cleanDebianFault,
  },
]

/** @param {typeof demanding[number]} tests @returns {Promise<Result>} */
async function demandingTests({ flag, what, variable, faultHere }) {
  const fault = await faultHere()
  if (fault === undefined) return unitTests({ [variable]: '1' })
  if (wants(flag)) throw new Error(fault)
  process.stderr.write(`The ${what} are left out. ${fault}\n`)
  return { passed: 0, failures: [] }
}

/** @returns {Promise<Result>} */
async function windowTests() {
  await ensureElectron()
  const { isThere, env } = await findDisplay()
  await ensureLibraries({ virtualScreen: !isThere, install: true })
  const file = emptyResultFile('window-counts.json')
  const screens = isThere ? {} : { E2E_OWN_SCREENS: '1' }
  const code = await run(process.execPath, [toolScript('playwright'), 'test', ...filters], {
    env: { ...changesForElectron(), ...env, ...screens, E2E_COUNTS: file },
  })
  return honest(readWindowResult(file), code, 'playwright')
}

/**
 * What cannot even start has failed, and the rest is still tested.
 * @param {string} name @param {() => Promise<Result>} part @returns {Promise<Result>}
 */
async function attempt(name, part) {
  try {
    return await part()
  } catch (error) {
    return { passed: 0, failures: [{ test: name, reason: errorMessage(error) }] }
  }
}

/** @returns {Promise<Result>} */
async function freshBuild() {
  await buildIfStale()
  return { passed: 0, failures: [] }
}

await runScript(async () => {
  const results = [await attempt('build', freshBuild)]
  const isBuilt = results[0].failures.length === 0
  if (wants('faults')) results.push(await attempt('faults', () => unitTests({ TEST_FAULTS: '1' })))
  else {
    if (!wants('e2e')) results.push(await attempt('unit tests', unitTests))
    if (otherNode !== undefined)
      results.push(await attempt(`unit tests on Node ${otherNode}`, () => unitTestsOn(otherNode)))
    const wantsAll = filters.length === 0 && !wants('unit') && !wants('e2e')
    for (const tests of demanding)
      if (wantsAll || wants(tests.flag)) results.push(await attempt(tests.what, () => demandingTests(tests)))
    if (!wants('unit') && isBuilt) results.push(await attempt('window tests', windowTests))
  }
  const { failed, text } = summary(results)
  if (failed > 0) process.exitCode = 1
  process.stdout.write(text)
})
