import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'
import { root } from '../../scripts/stale.mjs'

// The parser must read the text that it is given, which it does not where it knows of a single run (CI).
process.env['TSESTREE_SINGLE_RUN'] = 'false'

// The compiler knows a file by its real place, and not by the plain one under which the tests see the checkout.
const checkout = realpathSync(root)

async function faultsOf(code: string, file = 'test/example.test.ts'): Promise<readonly string[]> {
  const [{ messages } = { messages: [] }] = await new ESLint({ cwd: checkout }).lintText(code, {
    filePath: join(checkout, file),
  })
  return messages.map(({ ruleId }) => ruleId ?? 'parser')
}

describe('what a test is compared with', () => {
  it.each([
    'expect(rate).toBe(10 ** -4)',
    'expect(rate).toBe(Math.pow(10, -4))',
    "expect(rate).toBe(Math['pow'](10, -4))",
    'const { pow } = Math\nexpect(rate).toBe(pow(10, -4))',
    'let rate = 10\nrate **= 2\nexpect(rate).toBe(100)',
  ])('should be no power that differs between engines: %s', async (code) => {
    expect(await faultsOf(code)).toContain('no-restricted-syntax')
  })

  it.each(['expect(rate).toBe(0.0001)', 'expect(rate).toBe(2 ** -20)', 'expect(all).toBe(2n ** 63n)'])(
    'should be exact: %s',
    async (code) => {
      expect(await faultsOf(code)).toEqual([])
    },
  )
})

// The first of them waits until the types of main are read.
describe('an import through a floor', () => {
  it.each([
    ['src-main/library/library.ts', '../trainer/engines'],
    ['src-main/trainer/training-session.ts', '../library/library'],
    ['src-main/sharing/sync-once.ts', '../app/services'],
    ['src-main/library/run-notes.ts', '../sharing/sync-once'],
    ['src-main/library/library.ts', '../cli/output'],
    ['src-shared/records/run-record.ts', '../training/loop'],
    ['src-renderer/stores/runs-store.ts', '../pages/pages'],
  ])('is refused by lint: %s must not have %s', async (file, source) => {
    for (const code of [
      `import { a } from '${source}'\na()`,
      `import type { A } from '${source}'\nlet a: A\na = 1`,
      `export * from '${source}'`,
      `export { a } from '${source}'`,
      `void import('${source}')`,
    ])
      expect(await faultsOf(code, file), code).toContain('lab/layers')
  })

  it.each([
    ['src-main/app/services.ts', '../sharing/sync-once'],
    ['src-main/sharing/sync-once.ts', '../library/library'],
    ['src-main/library/library.ts', '../base/atomic-file'],
  ])('is none downwards: %s may have %s', async (file, source) => {
    expect(await faultsOf(`import { a } from '${source}'\na()`, file)).toEqual([])
  })
})
