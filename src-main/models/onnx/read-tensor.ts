import { quoted } from '../../base/quoted'
import type { Message } from './message'
import { TENSOR, TENSOR_TYPE } from './onnx-fields'

/** Numbers of a file, with the sides that they have. */
export interface Constant {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

const EXTERNAL = 1

function floats(bytes: Uint8Array): Float32Array {
  // A copy with a buffer of its own: `slice` of a Buffer would be a view that begins elsewhere.
  return new Float32Array(new Uint8Array(bytes).buffer)
}

function numbersOf(tensor: Message, type: number, name: string): Float32Array {
  const raw = tensor.bytes(TENSOR.raw)
  const [size, packed] = type === TENSOR_TYPE.float ? [4, TENSOR.floats] : [8, TENSOR.doubles]
  const bytes = raw ?? tensor.bytes(packed) ?? new Uint8Array()
  if (bytes.length % size !== 0)
    throw new Error(`its tensor ${quoted(name)} has ${bytes.length} bytes, no whole numbers`)
  return type === TENSOR_TYPE.float
    ? floats(bytes)
    : Float32Array.from(new Float64Array(new Uint8Array(bytes).buffer))
}

/** Reads the numbers of a tensor; null where they are of a type that no weights have, such as those of a shape. */
export function readTensor(tensor: Message): Constant | null {
  const name = tensor.text(TENSOR.name)
  if (tensor.has(TENSOR.externalData) || tensor.wholes(TENSOR.location).at(-1) === EXTERNAL)
    throw new Error(
      `its tensor ${quoted(name)} lies in another file (external data): save the network in one file`,
    )
  const type = tensor.wholes(TENSOR.type).at(-1) ?? 0
  if (type !== TENSOR_TYPE.float && type !== TENSOR_TYPE.double) return null
  const shape = tensor.wholes(TENSOR.dimensions)
  const values = numbersOf(tensor, type, name)
  const count = shape.reduce((product, side) => product * side, 1)
  if (shape.some((side) => side < 0) || count !== values.length)
    throw new Error(`its tensor ${quoted(name)} has ${values.length} numbers for [${shape.join(', ')}]`)
  return { shape, values }
}
