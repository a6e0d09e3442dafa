import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { honest, readUnitResult, readWindowResult, summary } from '../../scripts/test-results.mjs'
import { temporaryFolders } from '../helpers/temporary-folder.ts'

const temporaryFolder = temporaryFolders()

async function jsonFile(value: unknown): Promise<string> {
  const file = join(await temporaryFolder(), 'result.json')
  writeFileSync(file, JSON.stringify(value))
  return file
}

const unit = async () =>
  readUnitResult(
    await jsonFile({
      numPassedTests: 7,
      testResults: [
        {
          name: 'a.test.ts',
          status: 'failed',
          assertionResults: [
            { status: 'passed', fullName: 'good' },
            {
              status: 'failed',
              fullName: 'bad',
              failureMessages: ['\u001b[31mexpected 1\u001b[39m\n\n  at x'],
            },
          ],
        },
        { name: 'b.test.ts', status: 'failed', message: 'cannot be loaded', assertionResults: [] },
      ],
    }),
  )

test('the end names every failed test, and every file that could not be loaded, with its reason', async () => {
  const windows = readWindowResult(
    await jsonFile({ passed: 2, failures: [{ test: 'w.e2e.ts › opens', reason: 'late' }] }),
  )
  const { failed, text } = summary([await unit(), windows])
  expect(failed).toBe(3)
  expect(text).toBe(
    'Failed: a.test.ts › bad\n  expected 1\n    at x\n\n' +
      'Failed: b.test.ts\n  cannot be loaded\n\n' +
      'Failed: w.e2e.ts › opens\n  late\n' +
      '9 passed, 3 failed\n',
  )
})

test('a runner that left nothing, or ended badly without a failed test, has failed', async () => {
  const nothing = readUnitResult(join(await temporaryFolder(), 'absent.json'))
  expect(summary([honest(nothing, 1, 'vitest')]).failed).toBe(1)
  expect(summary([honest(await unit(), 1, 'vitest')]).failed).toBe(2)
  expect(summary([honest(nothing, 0, 'vitest')]).text).toBe('0 passed, 0 failed\n')
})
