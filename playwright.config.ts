import { availableParallelism } from 'node:os'
import { defineConfig } from '@playwright/test'
import { hasOwnScreens } from './test/helpers/own-screen.ts'
import { PATIENCE } from './test/helpers/patience.ts'

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  // A window waits more than it computes. On a display that someone looks at, one at a time.
  workers: hasOwnScreens ? Math.min(availableParallelism(), 4) : 1,
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 3 * PATIENCE,
  expect: { timeout: PATIENCE },
  use: { actionTimeout: PATIENCE },
  reporter: [['list'], ['./test/helpers/e2e-count-reporter.ts']],
})
