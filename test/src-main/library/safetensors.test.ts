import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readSafetensors, type Tensor, writeSafetensors } from '../../../src-main/library/safetensors'

const tensors = fc
  .uniqueArray(
    fc.tuple(fc.string({ minLength: 1 }), fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 })),
    {
      selector: ([name]) => name,
      maxLength: 6,
    },
  )
  .filter((all) =>
    all.every(
      ([name]) =>
        name !== '__metadata__' && name !== '__proto__' && name !== 'constructor' && !/^\d+$/.test(name),
    ),
  )
  .map((all) =>
    all.map(([name, shape], index): Tensor => {
      const size = shape.reduce((product, length) => product * length, 1)
      return {
        name,
        shape,
        values: Float32Array.from({ length: size }, (_, at) => Math.fround(at / 3 - index)),
      }
    }),
  )

test('reading gives back what was written', () => {
  fc.assert(
    fc.property(tensors, fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string()), (all, metadata) => {
      const bytes = writeSafetensors({ metadata, tensors: all })
      expect(bytes.length % 4).toBe(0)
      expect(readSafetensors(bytes)).toEqual({ metadata: { ...metadata }, tensors: all })
    }),
  )
})

test('the layout is the published one: length, JSON, numbers in little-endian order', () => {
  const bytes = writeSafetensors({
    metadata: { format: 'x' },
    tensors: [{ name: 'w', shape: [1, 2], values: Float32Array.of(1, -2) }],
  })
  const headerLength = Number(new DataView(bytes.buffer).getBigUint64(0, true))
  expect(headerLength % 8).toBe(0)
  expect(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerLength)))).toEqual({
    __metadata__: { format: 'x' },
    w: { dtype: 'F32', shape: [1, 2], data_offsets: [0, 8] },
  })
  expect([...bytes.subarray(8 + headerLength)]).toEqual([0, 0, 128, 63, 0, 0, 0, 192])
})

function fileOf(header: unknown, data = new Uint8Array(8), claimed?: bigint): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const bytes = new Uint8Array(8 + json.length + data.length)
  new DataView(bytes.buffer).setBigUint64(0, claimed ?? BigInt(json.length), true)
  bytes.set(json, 8)
  bytes.set(data, 8 + json.length)
  return bytes
}

const tensor = (change: object = {}): object => ({
  dtype: 'F32',
  shape: [2],
  data_offsets: [0, 8],
  ...change,
})

describe('a hostile file is refused before anything is allocated', () => {
  const cases: readonly [string, Uint8Array, RegExp][] = [
    ['empty', new Uint8Array(0), /too short/],
    ['a header of 2^63 bytes', fileOf({}, undefined, 2n ** 63n), /claims 9223372036854775808 bytes/],
    ['a header longer than the file', fileOf({ w: tensor() }, undefined, 500n), /ends inside its header/],
    ['no JSON', fileOf('{"w":'), /not a JSON object/],
    ['a list', fileOf([]), /not a JSON object/],
    ['deep nesting', fileOf('['.repeat(5000) + ']'.repeat(5000)), /not a JSON object/],
    [
      'prototype',
      fileOf('{"__proto__":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}'),
      /not a JSON object/,
    ],
    ['invalid UTF-8', fileOf('\u0000', new Uint8Array([255, 254])), /not a JSON object|UTF-8/],
    ['other numbers', fileOf({ w: tensor({ dtype: 'F64' }) }), /not a description of F32/],
    ['a huge shape', fileOf({ w: tensor({ shape: [1e9, 1e9, 1e9] }) }), /not a description|8 bytes for/],
    ['a negative shape', fileOf({ w: tensor({ shape: [-2] }) }), /not a description/],
    [
      'offsets behind the end',
      fileOf({ w: tensor({ shape: [4], data_offsets: [0, 16] }) }),
      /take 16 bytes, but 8 follow/,
    ],
    ['a gap', fileOf({ w: tensor({ shape: [1], data_offsets: [4, 8] }) }), /does not begin where/],
    ['an overlap', fileOf({ v: tensor(), w: tensor() }), /does not begin where/],
    [
      'bytes that nobody names',
      fileOf({ w: tensor({ shape: [1], data_offsets: [0, 4] }) }),
      /take 4 bytes, but 8 follow/,
    ],
    ['backwards offsets', fileOf({ w: tensor({ data_offsets: [8, 0] }) }), /has -8 bytes for 8/],
    [
      'metadata that are no texts',
      fileOf({ __metadata__: { a: 1 }, w: tensor() }),
      /metadata values are not text/,
    ],
  ]
  test.each(cases)('%s', (_, bytes, fault) => {
    expect(() => readSafetensors(bytes)).toThrow(fault)
  })
})

test('random bytes are refused, not trusted', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(() => readSafetensors(bytes)).toThrow()
    }),
  )
})
