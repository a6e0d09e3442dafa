import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  // A limit ends what hangs; a slow core must never reach it.
  timeout: 600_000,
  expect: { timeout: 90_000 },
  use: { actionTimeout: 90_000 },
  reporter: [['list'], ['./test/helpers/e2e-count-reporter.ts']],
})
