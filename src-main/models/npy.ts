import { quoted } from '../base/quoted'
import { transposed } from './transposed'

/** An array of numbers or texts, as NumPy's `.npy` has it. */
export interface NpyArray {
  readonly shape: readonly number[]
  readonly values: Float32Array | readonly string[]
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]
const ALIGNMENT = 64
const LONGEST_HEADER = 10_000
const BYTES_PER_CHARACTER = 4

function shapeText(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`
}

/** Texts as NumPy has them: UTF-32, all as long as the longest. */
function textBytes(texts: readonly string[]): { readonly type: string; readonly bytes: Uint8Array } {
  const characters = texts.map((text) => Array.from(text, (character) => character.codePointAt(0) ?? 0))
  const length = Math.max(1, ...characters.map((each) => each.length))
  const bytes = new Uint8Array(texts.length * length * BYTES_PER_CHARACTER)
  const view = new DataView(bytes.buffer)
  characters.forEach((each, text) =>
    each.forEach((code, at) => view.setUint32((text * length + at) * BYTES_PER_CHARACTER, code, true)),
  )
  return { type: `<U${length}`, bytes }
}

/**
 * Writes an array as NumPy's `.npy`, version 1.0: a mark, the length of a header, the header as a Python literal, the numbers.
 * Twenty lines, because no kept library writes it.
 */
export function writeNpy({ shape, values }: NpyArray): Uint8Array {
  const { type, bytes } =
    values instanceof Float32Array
      ? { type: '<f4', bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) }
      : textBytes(values)
  const start = MAGIC.length + 4
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': ${shapeText(shape)}, }`
  const dataStart = Math.ceil((start + text.length + 1) / ALIGNMENT) * ALIGNMENT
  const file = new Uint8Array(dataStart + bytes.length)
  file.set([...MAGIC, 1, 0])
  new DataView(file.buffer).setUint16(MAGIC.length + 2, dataStart - start, true)
  file.set(new TextEncoder().encode(`${text.padEnd(dataStart - start - 1)}\n`), start)
  file.set(bytes, dataStart)
  return file
}

interface NpyHeader {
  readonly type: string
  readonly isByColumns: boolean
  readonly shape: readonly number[]
  readonly dataStart: number
}

/** What NumPy itself writes: keys in the order of the alphabet. */
const HEADER =
  /^\{'descr': '([^']{1,12})', 'fortran_order': (True|False), 'shape': \(((?:\d{1,10}(?:, ?)?){0,8})\),? \}\s*$/

function readHeader(bytes: Uint8Array): NpyHeader {
  if (bytes.length < MAGIC.length + 6 || MAGIC.some((byte, at) => bytes[at] !== byte))
    throw new Error('is no array of NumPy')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const isFirst = bytes[MAGIC.length] === 1
  const start = MAGIC.length + (isFirst ? 4 : 6)
  const length = isFirst ? view.getUint16(start - 2, true) : view.getUint32(start - 4, true)
  if (length > LONGEST_HEADER) throw new Error(`claims a header of ${length} bytes`)
  if (start + length > bytes.length) throw new Error('ends inside its header')
  const text = new TextDecoder('latin1').decode(bytes.subarray(start, start + length))
  const [, type = '', order = '', shape = ''] = HEADER.exec(text) ?? []
  if (type === '') throw new Error('has a header that NumPy does not write')
  const sides = shape.split(',').filter((side) => side.trim() !== '')
  return { type, isByColumns: order === 'True', shape: sides.map(Number), dataStart: start + length }
}

function readTexts(data: DataView, count: number, length: number): readonly string[] {
  return Array.from({ length: count }, (_, text) => {
    const codes = Array.from({ length }, (_code, at) =>
      data.getUint32((text * length + at) * BYTES_PER_CHARACTER, true),
    )
    if (codes.some((code) => code > 0x10ffff)) throw new Error('has characters that are none')
    return codes
      .map((code) => String.fromCodePoint(code))
      .join('')
      .replace(/\0+$/, '')
  })
}

/** How a number of each type is read. */
const NUMBERS: Readonly<
  Record<string, { readonly size: number; readonly read: (data: DataView, at: number) => number }>
> = {
  '<f4': { size: 4, read: (data, at) => data.getFloat32(at, true) },
  '<f8': { size: 8, read: (data, at) => data.getFloat64(at, true) },
  '<i4': { size: 4, read: (data, at) => data.getInt32(at, true) },
  '<i8': { size: 8, read: (data, at) => Number(data.getBigInt64(at, true)) },
}

/**
 * Reads an array of numbers, which become binary32, or of texts. Sizes are checked against the bytes at hand before anything is made
 * of them; an error's message is the end of a sentence.
 */
export function readNpy(bytes: Uint8Array): NpyArray {
  const { type, isByColumns, shape, dataStart } = readHeader(bytes)
  const numbers = NUMBERS[type]
  const [, characters] = /^<U(\d+)$/.exec(type) ?? []
  const size = numbers?.size ?? Number(characters) * BYTES_PER_CHARACTER
  if (Number.isNaN(size))
    throw new Error(`has numbers of type ${quoted(type)}; the lab reads ${Object.keys(NUMBERS).join(', ')}`)
  const data = bytes.subarray(dataStart)
  const count = shape.reduce((product, side) => product * side, 1)
  if (count * size !== data.length)
    throw new Error(`has ${data.length} bytes for ${shapeText(shape)} of type ${type}`)
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  if (numbers === undefined) return { shape, values: readTexts(view, count, Number(characters)) }
  if (isByColumns && shape.length > 2) throw new Error('has more than two sides, stored by columns')
  const values = Float32Array.from({ length: count }, (_, at) => numbers.read(view, at * size))
  const [rows = 1, columns = 1] = shape
  return { shape, values: isByColumns ? transposed(values, columns, rows) : values }
}
