import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Reporter, Suite, TestCase } from '@playwright/test/reporter'

const file = process.env['E2E_COUNTS']

function failureOf(test: TestCase) {
  const error = test.results.at(-1)?.error
  return { test: test.titlePath().filter(Boolean).join(' › '), reason: error?.message ?? 'It did not run.' }
}

/** Leaves the number of passed tests and what failed where the test script adds them to the unit tests. */
export default class CountReporter implements Reporter {
  private tests: readonly TestCase[] = []

  onBegin(_config: unknown, suite: Suite): void {
    this.tests = suite.allTests()
  }

  onEnd(): void {
    if (file === undefined) return
    const hasPassed = (test: TestCase) => ['expected', 'flaky'].includes(test.outcome())
    const failures = this.tests.filter((test) => !hasPassed(test)).map(failureOf)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify({ passed: this.tests.length - failures.length, failures }))
  }
}
