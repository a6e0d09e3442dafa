import { describe, expect, it } from 'vitest'
import { type StrictJson, strictJsonSteps } from '../../../../src-main/sharing/core/strict-json'

function read(text: string | Uint8Array): StrictJson {
  const steps = strictJsonSteps(typeof text === 'string' ? new TextEncoder().encode(text) : text)
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

describe('a text from outside', () => {
  it('is a value where all is in order', () => {
    const value = { a: [1, -0.5, 'text \\" } {'], b: { c: null } }
    expect(read(JSON.stringify(value))).toEqual({ kind: 'value', value })
  })

  it.each([
    ['{"a": 1', 'it is not complete JSON'],
    ['', 'it is not complete JSON'],
    [Uint8Array.of(0x22, 0xff, 0x22), 'it is not UTF-8 text'],
  ])('is cut where it may still be arriving: %j', (text, reason) => {
    expect(read(text)).toEqual({ kind: 'cut', reason })
  })

  it.each([
    ['['.repeat(33) + ']'.repeat(33), 'it is nested more than 32 levels deep'],
    ['{"a": 1e999}', 'a number in it is not finite'],
    ['{"a": [{"__proto__": 1}]}', 'it carries a key that would change the prototype of objects'],
    [
      '{"constructor": {"prototype": {"a": 1}}}',
      'it carries a key that would change the prototype of objects',
    ],
    [`["${'x'.repeat(1_048_577)}"]`, 'a text in it is longer than 1 MiB'],
    [`[${'0,'.repeat(100_000)}0]`, 'a list in it has more than 100,000 elements'],
    [`[${'0,'.repeat(1_000_001)}0]`, 'it has more than 1,000,000 values'],
    [`[${'[],'.repeat(50_000)}0]`, 'it has more than 50,000 names and brackets'],
  ])('is hostile where no program of ours would write it', (text, reason) => {
    expect(read(text)).toEqual({ kind: 'hostile', reason })
  })

  it('may hold brackets and commas in its texts, and a constructor that is none', () => {
    const value = { text: '[,:{'.repeat(60_000), constructor: 'of bridges' }
    expect(read(JSON.stringify(value))).toEqual({ kind: 'value', value })
    expect(read('['.repeat(32) + ']'.repeat(32)).kind).toBe('value')
  })
})
