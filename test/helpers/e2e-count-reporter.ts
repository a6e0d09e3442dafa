import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Reporter, Suite, TestCase } from '@playwright/test/reporter'

const file = process.env['E2E_COUNTS']

/** Leaves the numbers of passed and failed tests where the test script adds them to those of the unit tests. */
export default class CountReporter implements Reporter {
  private tests: readonly TestCase[] = []

  onBegin(_config: unknown, suite: Suite): void {
    this.tests = suite.allTests()
  }

  onEnd(): void {
    if (file === undefined) return
    const passed = this.tests.filter(
      (test) => test.outcome() === 'expected' || test.outcome() === 'flaky',
    ).length
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify({ passed, failed: this.tests.length - passed }))
  }
}
