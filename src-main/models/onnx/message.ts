import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import { errorMessage } from '../../base/error-message'

/*
 * Messages of protobuf. The library writes and reads the wire and judges every length; which fields ONNX has are the few numbers of
 * onnx-fields.ts. Its generated messages for the whole of onnx.proto would be twenty times as long, of which these are a tenth.
 */

/** A field that is written: text, bytes or a message, a whole number (bigint), or a binary32 number. */
export type Field = readonly [number: number, value: string | Uint8Array | bigint | number]

export function message(fields: readonly Field[]): Uint8Array {
  const writer = new BinaryWriter()
  for (const [number, value] of fields) {
    if (typeof value === 'string') writer.tag(number, WireType.LengthDelimited).string(value)
    else if (typeof value === 'bigint') writer.tag(number, WireType.Varint).int64(value)
    else if (typeof value === 'number') writer.tag(number, WireType.Bit32).float(value)
    else writer.tag(number, WireType.LengthDelimited).bytes(value)
  }
  return writer.finish()
}

/** The fields of a message that is read. Asked for a kind that it has not, a field is as if it were not there. */
export interface Message {
  has(number: number): boolean
  texts(number: number): readonly string[]
  text(number: number): string
  bytes(number: number): Uint8Array | undefined
  messages(number: number): readonly Message[]
  /** Whole numbers, one by one or packed. */
  wholes(number: number): readonly number[]
  /** Binary32 numbers that are not packed. */
  floats(number: number): readonly number[]
}

const MOST_FIELDS = 10_000

interface RawField {
  readonly number: number
  readonly value: Uint8Array | number
  readonly isFloat: boolean
}

/** What the library says of bytes that are no message, as the end of a sentence. */
function whole<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new Error(`it is no whole ONNX file (${errorMessage(error)})`)
  }
}

function readFields(bytes: Uint8Array): readonly RawField[] {
  const reader = new BinaryReader(bytes)
  const fields: RawField[] = []
  while (reader.pos < reader.len) {
    if (fields.length === MOST_FIELDS) throw new Error(`a message has more than ${MOST_FIELDS} fields`)
    const [number, type] = reader.tag()
    if (type === WireType.LengthDelimited) fields.push({ number, value: reader.bytes(), isFloat: false })
    else if (type === WireType.Varint) fields.push({ number, value: Number(reader.int64()), isFloat: false })
    else if (type === WireType.Bit32) fields.push({ number, value: reader.float(), isFloat: true })
    else reader.skip(type, number)
  }
  return fields
}

function packed(bytes: Uint8Array): readonly number[] {
  const reader = new BinaryReader(bytes)
  const values: number[] = []
  while (reader.pos < reader.len && values.length < MOST_FIELDS) values.push(Number(reader.int64()))
  return values
}

/** Reads one level of a message; what lies in it is read when it is asked for. Throws where the bytes are none. */
export function readMessage(bytes: Uint8Array): Message {
  const fields = whole(() => readFields(bytes))
  const of = (number: number) => fields.filter((field) => field.number === number)
  const parts = (number: number): readonly Uint8Array[] =>
    of(number).flatMap(({ value }) => (typeof value === 'number' ? [] : [value]))
  const texts = (number: number): readonly string[] =>
    parts(number).map((part) => new TextDecoder().decode(part))
  return {
    has: (number) => of(number).length > 0,
    texts,
    text: (number) => texts(number).at(-1) ?? '',
    bytes: (number) => parts(number).at(-1),
    messages: (number) => parts(number).map(readMessage),
    wholes: (number) =>
      of(number).flatMap(({ value, isFloat }) =>
        typeof value !== 'number' ? whole(() => packed(value)) : isFloat ? [] : [value],
      ),
    floats: (number) =>
      of(number).flatMap(({ value, isFloat }) => (typeof value === 'number' && isFloat ? [value] : [])),
  }
}
