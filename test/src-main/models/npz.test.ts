import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readNpy, writeNpy } from '../../../src-main/models/npy'
import { readNpz, writeNpz } from '../../../src-main/models/npz'
import { readNpzModel } from '../../../src-main/models/npz-model'

const fixture = (name: string): Uint8Array => new Uint8Array(readFileSync(`test/fixtures/models/${name}`))

test('numbers and texts are the same after they were written and read', () => {
  const shape = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 })
  fc.assert(
    fc.property(
      shape,
      fc.boolean(),
      fc.infiniteStream(fc.float()),
      fc.infiniteStream(fc.string({ unit: 'grapheme' })),
      (sides, isText, numbers, texts) => {
        const count = sides.reduce((product, side) => product * side, 1)
        const some = <T>(stream: Iterator<T>) => Array.from({ length: count }, () => stream.next().value as T)
        const values = isText ? some(texts) : Float32Array.from(some(numbers))
        expect(readNpz(writeNpz({ a: { shape: sides, values } })).get('a')).toEqual({ shape: sides, values })
      },
    ),
    { numRuns: 30 },
  )
})

test('arrays that NumPy wrote are read, and are written with the bytes of NumPy', () => {
  const arrays = readNpz(fixture('numpy.npz'))
  expect(arrays.get('classes')).toEqual({ shape: [3], values: ['티셔츠', 'Coat', '🥾'] })
  expect(readNpz(fixture('numpy-packed.npz')).get('layers.0.weight')).toEqual(arrays.get('layers.0.weight'))
  const theirs = unzipSync(fixture('numpy.npz'))
  for (const name of ['layers.0.weight', 'layers.0.bias', 'classes', 'activation']) {
    const array = arrays.get(name)
    if (array === undefined) throw new Error(`${name} is gone`)
    expect(Buffer.from(writeNpy(array)).equals(theirs[`${name}.npy`] ?? new Uint8Array())).toBe(true)
  }
})

test('a network of NumPy has its numbers in the order of the lab, however they were stored', () => {
  const { design, weights, scaling, classNames } = readNpzModel(fixture('numpy.npz'))
  expect(design).toMatchObject({ input: 64, hidden: [5], output: 3, activation: 'tanh' })
  expect(scaling).toEqual({ mean: 127.5, divisor: 127.5 })
  expect(classNames).toEqual(['티셔츠', 'Coat', '🥾'])
  const second = readNpz(fixture('numpy.npz')).get('layers.1.weight')
  expect(weights.subarray(64 * 5 + 5, -3)).toEqual(second?.values)
})

describe('what is no such file is told in a sentence', () => {
  const entry = (bytes: Uint8Array): Uint8Array => zipSync({ 'a.npy': bytes })
  const array = writeNpy({ shape: [2], values: Float32Array.of(1, 2) })
  const changed = (bytes: Uint8Array, at: number, value: number): Uint8Array =>
    Uint8Array.from(bytes, (byte, place) => (place === at ? value : byte))
  const claiming = (name: string, size: number): Uint8Array => {
    const bytes = zipSync({ [name]: array }, { level: 9 })
    const directory = Buffer.from(bytes).indexOf(Buffer.from('PK\x01\x02'))
    new DataView(bytes.buffer).setUint32(directory + 24, size, true)
    return bytes
  }
  const twice = Buffer.from(zipSync({ 'a.npy': array, 'b.npy': array }, { level: 0 }))
  twice.write('a.npy', twice.lastIndexOf('b.npy'))
  const header = (text: string): Uint8Array => {
    const bytes = new Uint8Array(10 + text.length)
    bytes.set(array.subarray(0, 8))
    new DataView(bytes.buffer).setUint16(8, text.length, true)
    bytes.set(strToU8(text, true), 10)
    return entry(bytes)
  }
  const cases: Readonly<Record<string, readonly [Uint8Array, RegExp]>> = {
    empty: [new Uint8Array(), /^it is no whole zip/],
    text: [strToU8('hello '.repeat(20)), /^it is no whole zip/],
    cut: [entry(array).subarray(0, -30), /^it is no whole zip/],
    'a bomb': [claiming('a.npy', 4_000_000_000), /^it unpacks to more than 134217728 bytes/],
    'a size that is not so': [claiming('a.npy', 3), /^(it is no whole zip|its array "a" )/],
    'a name that leaves the folder': [claiming('../a.npz', 9), /^it has "\.\.\/a\.npz", which is no array/],
    'one name twice': [twice, /^it has "a\.npy" twice$/],
    'no array': [entry(strToU8('hello, is this an array?')), /^its array "a" is no array of NumPy$/],
    'an array that is cut': [
      entry(array.subarray(0, -1)),
      /^its array "a" has 7 bytes for \(2,\) of type <f4$/,
    ],
    'a long header': [entry(changed(array, 9, 0xff)), /^its array "a" claims a header of \d+ bytes$/],
    'a header beyond the end': [entry(changed(array, 9, 1)), /^its array "a" ends inside its header$/],
    'Python in the header': [
      header("{'descr': __import__('os'), }"),
      /has a header that NumPy does not write$/,
    ],
    'objects of Python': [
      header("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }"),
      /has numbers of type "\|O"; the lab reads <f4, <f8, <i4, <i8$/,
    ],
    'a shape that is too large': [
      header("{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999, 9999999999), }"),
      /has 0 bytes for \(9999999999, 9999999999\)/,
    ],
  }
  test.each(Object.entries(cases))('%s', (_name, [bytes, sentence]) => {
    expect(() => readNpz(bytes)).toThrow(sentence)
  })

  test('more arrays than a network has', () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`a${at}.npy`, array]))
    expect(() => readNpz(zipSync(many, { level: 0 }))).toThrow('it has more than 256 arrays')
    expect(() => readNpy(array.subarray(0, 5))).toThrow('is no array of NumPy')
  })
})
