import { ESLint } from 'eslint'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../../scripts/stale.mjs'

async function faultsOf(code: string): Promise<readonly string[]> {
  const [{ messages } = { messages: [] }] = await new ESLint({ cwd: root }).lintText(code, {
    filePath: join(root, 'test/example.test.ts'),
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
