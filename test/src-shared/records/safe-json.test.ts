import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseJson } from '#shared/records/safe-json'

const reasonOf = (text: string): string => {
  const result = parseJson(text)
  return result.ok ? 'ok' : result.reason
}

test.each([
  ['', 'empty'],
  ['  \n', 'empty'],
  ['{"a":1', 'not complete JSON'],
  ['{"a":1}{"b":2}', 'not complete JSON'],
  ['\0\0\0', 'not complete JSON'],
  ['NaN', 'not complete JSON'],
  ['{"a":1e999}', 'number that is too large'],
  ['{"__proto__":{"x":1}}', '__proto__'],
  ['{"a":[{"constructor":{"prototype":{}}}]}', 'constructor.prototype'],
  ['['.repeat(100_000) + ']'.repeat(100_000), 'nested more than 32 levels'],
  [`{"a":${'{"a":'.repeat(40)}1${'}'.repeat(41)}`, 'nested more than 32 levels'],
])('%# is refused', (text, reason) => {
  expect(reasonOf(text)).toContain(reason)
})

test('brackets inside texts do not count as nesting', () => {
  const text = `${'['.repeat(100)}\\"${'{'.repeat(100)}`
  expect(parseJson(JSON.stringify({ text }))).toEqual({ ok: true, value: { text } })
})

test('a byte order mark is passed over', () => {
  expect(parseJson('\uFEFF{"a":"한글"}')).toEqual({ ok: true, value: { a: '한글' } })
})

test('what JSON.stringify writes comes back', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      fc.pre(!JSON.stringify(value).includes('__proto__'))
      expect(parseJson(JSON.stringify(value))).toEqual({ ok: true, value: JSON.parse(JSON.stringify(value)) })
    }),
  )
})
