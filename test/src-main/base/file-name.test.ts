import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fileName } from '../../../src-main/base/file-name'

test.each([
  ['runs.csv', 'runs.csv'],
  ['학습 결과.csv', '학습 결과.csv'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Windows\\win.ini', 'win.ini'],
  ['.bashrc', 'bashrc'],
  ['..', 'file'],
  ['', 'file'],
  ['.csv', 'csv'],
  ['a:b*c?"<>|.csv', 'a-b-c-----.csv'],
  ['con', '_con'],
  ['COM1.csv', '_COM1.csv'],
  ['nul .txt', '_nul.txt'],
  ['lpt².tar.gz', '_lpt².tar.gz'],
  ['console.csv', 'console.csv'],
  ['end. . .', 'end'],
  ['\u202egnp.exe', '-gnp.exe'],
  ['a\u0000b\u001b[31m.csv', 'a-b-[31m.csv'],
  ['e\u0301.csv', '\u00e9.csv'],
])('%j becomes the name %j', (text, name) => {
  expect(fileName(text)).toBe(name)
})

test('of any text it makes a name that every system can write', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ minLength: 300, maxLength: 9000, unit: 'grapheme' }),
  )
  fc.assert(
    fc.property(text, (any) => {
      const name = fileName(any)
      expect(new TextEncoder().encode(name).byteLength).toBeLessThanOrEqual(210)
      expect(name).toMatch(/^[^<>:"/\\|?*\p{Cc}\p{Cs}]+$/u)
      expect(name).not.toMatch(/^[.\s]|[.\s]$/)
      expect(fileName(name)).toBe(name)
    }),
  )
  expect(fileName(`${'가'.repeat(500)}.csv`)).toMatch(/^가{60,66}\.csv$/)
})
