import { defineConfig } from '@playwright/test'
import { PATIENCE } from './test/helpers/patience.ts'

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 3 * PATIENCE,
  expect: { timeout: PATIENCE },
  use: { actionTimeout: PATIENCE },
  reporter: [['list'], ['./test/helpers/e2e-count-reporter.ts']],
})
