import { existsSync, readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

/** @typedef {{ readonly test: string, readonly reason: string }} Failure */
/** @typedef {{ readonly passed: number, readonly failures: readonly Failure[] }} Result */

const reasonLines = 12

/** @param {unknown} text The first lines of a message, without colours. */
function firstLines(text) {
  return stripVTControlCharacters(String(text ?? ''))
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, reasonLines)
    .join('\n')
}

/** @param {string} file */
function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

/**
 * What Vitest's JSON reporter left. A file that could not be loaded counts as one failure.
 * @param {string} file @returns {Result}
 */
export function readUnitResult(file) {
  const { numPassedTests = 0, testResults = [] } = readJson(file)
  const failures = []
  for (const { name, status, message, assertionResults = [] } of testResults) {
    const failed = assertionResults.filter((/** @type {{status: string}} */ test) => test.status === 'failed')
    for (const test of failed)
      failures.push({ test: `${name} › ${test.fullName}`, reason: firstLines(test.failureMessages?.[0]) })
    if (status === 'failed' && failed.length === 0) failures.push({ test: name, reason: firstLines(message) })
  }
  return { passed: numPassedTests, failures }
}

/**
 * What the window tests' own reporter left.
 * @param {string} file @returns {Result}
 */
export function readWindowResult(file) {
  const { passed = 0, failures = [] } = readJson(file)
  return {
    passed,
    failures: failures.map((/** @type {Failure} */ { test, reason }) => ({
      test,
      reason: firstLines(reason),
    })),
  }
}

/**
 * A runner that ends badly has failed even where it told of no failed test.
 * @param {Result} result @param {number} exitCode @param {string} runner @returns {Result}
 */
export function honest(result, exitCode, runner) {
  if (exitCode === 0 || result.failures.length > 0) return result
  return {
    ...result,
    failures: [{ test: runner, reason: `It ended with ${exitCode} and named no failed test.` }],
  }
}

/**
 * The end of a test run: every failure with its reason once more, then one plain line of counts.
 * @param {readonly Result[]} results
 */
export function summary(results) {
  const failures = results.flatMap((result) => result.failures)
  const passed = results.reduce((sum, result) => sum + result.passed, 0)
  const named = failures.map(({ test, reason }) => `Failed: ${test}\n${reason.replace(/^/gm, '  ')}\n`)
  return { failed: failures.length, text: `${named.join('\n')}${passed} passed, ${failures.length} failed\n` }
}
