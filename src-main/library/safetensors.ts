import * as v from 'valibot'
import { parseJson } from '#shared/records/safe-json'
import { quoted } from '../base/quoted'

/** One tensor of a file: binary32 numbers, rows after another. */
export interface Tensor {
  readonly name: string
  readonly shape: readonly number[]
  readonly values: Float32Array
}

export interface Safetensors {
  readonly metadata: Readonly<Record<string, string>>
  readonly tensors: readonly Tensor[]
}

const LENGTH_BYTES = 8
const ALIGNMENT = 8
const LONGEST_HEADER = 1_000_000
/** Bytes of a number of each type that is read. */
const TYPES = { F32: 4, F64: 8, I64: 8, I32: 4 } as const
type NumberType = keyof typeof TYPES

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const tensorSchema = (types: readonly NumberType[]) =>
  v.object({
    dtype: v.picklist(types),
    shape: v.pipe(v.array(whole), v.maxLength(8)),
    data_offsets: v.tuple([whole, whole]),
  })
const metadataSchema = v.optional(v.record(v.string(), v.string()), {})

/** Writes tensors in the safetensors format: a length, a JSON header, then the numbers without gaps. */
export function writeSafetensors({ metadata, tensors }: Safetensors): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: metadata }
  let end = 0
  for (const { name, shape, values } of tensors) {
    const begin = end
    end += values.byteLength
    header[name] = { dtype: 'F32', shape, data_offsets: [begin, end] }
  }
  const json = new TextEncoder().encode(JSON.stringify(header))
  const headerLength = Math.ceil(json.length / ALIGNMENT) * ALIGNMENT
  const bytes = new Uint8Array(LENGTH_BYTES + headerLength + end)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true)
  bytes.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + headerLength)
  bytes.set(json, LENGTH_BYTES)
  let at = LENGTH_BYTES + headerLength
  for (const { values } of tensors) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at)
    at += values.byteLength
  }
  return bytes
}

function readHeader(bytes: Uint8Array): {
  readonly header: Readonly<Record<string, unknown>>
  readonly dataStart: number
} {
  if (bytes.length < LENGTH_BYTES) throw new Error('it is too short for the length of its header')
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(0, true)
  if (length > BigInt(LONGEST_HEADER))
    throw new Error(`its header claims ${length} bytes, more than ${LONGEST_HEADER}`)
  const dataStart = LENGTH_BYTES + Number(length)
  if (dataStart > bytes.length) throw new Error('it ends inside its header')
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(LENGTH_BYTES, dataStart))
  } catch {
    throw new Error('its header is not UTF-8 text')
  }
  const json = parseJson(text)
  if (!json.ok) throw new Error('its header is not a JSON object')
  const { value } = json
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('its header is not a JSON object')
  return { header: value as Readonly<Record<string, unknown>>, dataStart }
}

interface TensorInfo {
  readonly name: string
  readonly dtype: NumberType
  readonly shape: readonly number[]
  readonly begin: number
  readonly end: number
}

function readTensorInfo(name: string, value: unknown, types: readonly NumberType[]): TensorInfo {
  const result = v.safeParse(tensorSchema(types), value)
  if (!result.success) throw new Error(`its tensor ${quoted(name)} is not a description of F32 numbers`)
  const { dtype, shape, data_offsets: offsets } = result.output
  const [begin, end] = offsets
  const size = shape.reduce((product, length) => product * length, TYPES[dtype])
  if (end - begin !== size) throw new Error(`its tensor ${quoted(name)} has ${end - begin} bytes for ${size}`)
  return { name, dtype, shape, begin, end }
}

/** Tensors must lie one after the other and fill the file, as the format asks: so none can overlap or hide something. */
function checkOffsets(infos: readonly TensorInfo[], dataLength: number): void {
  let expected = 0
  for (const { name, begin, end } of infos) {
    if (begin !== expected)
      throw new Error(`its tensor ${quoted(name)} does not begin where the one before ends`)
    expected = end
  }
  if (expected !== dataLength)
    throw new Error(`its tensors take ${expected} bytes, but ${dataLength} follow the header`)
}

function readInfos(bytes: Uint8Array, types: readonly NumberType[]) {
  const { header, dataStart } = readHeader(bytes)
  const { __metadata__: metadataValue, ...entries } = header
  const metadata = v.safeParse(metadataSchema, metadataValue)
  if (!metadata.success) throw new Error('its metadata values are not text')
  const infos = Object.entries(entries)
    .map(([name, value]) => readTensorInfo(name, value, types))
    .sort((left, right) => left.begin - right.begin || left.end - right.end)
  checkOffsets(infos, bytes.length - dataStart)
  return { metadata: metadata.output, infos, dataStart }
}

/**
 * Reads a safetensors file of binary32 numbers.
 *
 * Every size is checked against the bytes at hand before anything is allocated; an error's message is the end of a sentence
 * that the caller begins with the file's name. Tensors come in the order of their numbers in the file.
 */
export function readSafetensors(bytes: Uint8Array): Safetensors {
  const { metadata, infos, dataStart } = readInfos(bytes, ['F32'])
  // A copy with a buffer of its own: `slice` of a Buffer would be a view that begins elsewhere.
  const data = new Uint8Array(bytes.subarray(dataStart))
  const tensors = infos.map(({ name, shape, begin, end }) => {
    return { name, shape, values: new Float32Array(data.buffer, begin, (end - begin) / TYPES.F32) }
  })
  return { metadata, tensors }
}

/** Reads a safetensors file of another program: binary64 is rounded, and whole numbers, which only count something, are passed over. */
export function readForeignSafetensors(bytes: Uint8Array): Safetensors {
  const { metadata, infos, dataStart } = readInfos(bytes, ['F32', 'F64', 'I64', 'I32'])
  const tensors = infos.flatMap(({ name, dtype, shape, begin, end }) => {
    const { buffer } = new Uint8Array(bytes.subarray(dataStart + begin, dataStart + end))
    switch (dtype) {
      case 'F32':
        return [{ name, shape, values: new Float32Array(buffer) }]
      case 'F64':
        return [{ name, shape, values: Float32Array.from(new Float64Array(buffer)) }]
      default:
        return []
    }
  })
  return { metadata, tensors }
}
