import type { Address } from '../kernels/kernels'
import { panelIndex, roundUpToPanel } from '../kernels/panels'

/** The shared memory, seen as the types that lie in it. */
export interface Memory {
  readonly buffer: ArrayBufferLike
  readonly bytes: Uint8Array
  readonly floats: Float32Array
  readonly integers: Int32Array
  readonly words: Uint32Array
  readonly doubles: Float64Array
}

export function memoryOf(buffer: ArrayBufferLike): Memory {
  return {
    buffer,
    bytes: new Uint8Array(buffer),
    floats: new Float32Array(buffer),
    integers: new Int32Array(buffer),
    words: new Uint32Array(buffer),
    doubles: new Float64Array(buffer),
  }
}

/** A view of `count` binary32 numbers at an address. */
export function floatsAt(memory: Memory, address: Address, count: number): Float32Array {
  return memory.floats.subarray(address / 4, address / 4 + count)
}

/** A view of `count` Int32 numbers at an address. */
export function integersAt(memory: Memory, address: Address, count: number): Int32Array {
  return memory.integers.subarray(address / 4, address / 4 + count)
}

/** Stores rows that lie one after another into a matrix of panels; its padding lanes become 0. */
export function writeMatrix(
  memory: Memory,
  address: Address,
  values: Float32Array,
  rows: number,
  columns: number,
): void {
  const base = address / 4
  const padded = roundUpToPanel(columns)
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < padded; column += 1) {
      memory.floats[base + panelIndex(rows, row, column)] =
        column < columns ? values[row * columns + column] : 0
    }
  }
}

/** Reads a matrix of panels as rows one after another. */
export function readMatrix(
  memory: Memory,
  address: Address,
  out: Float32Array,
  rows: number,
  columns: number,
): void {
  const base = address / 4
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      out[row * columns + column] = memory.floats[base + panelIndex(rows, row, column)]
    }
  }
}
