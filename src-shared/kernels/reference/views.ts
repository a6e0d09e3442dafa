/** The shared memory, seen as each kind of number that kernels read. Addresses are bytes: divide by the size of one. */
export interface Views {
  readonly floats: Float32Array
  readonly doubles: Float64Array
  readonly integers: Int32Array
  readonly words: Uint32Array
  readonly bytes: Uint8Array
}

/** Views over a whole memory; made once, because kernels allocate nothing. */
export function createViews(buffer: ArrayBufferLike): Views {
  return {
    floats: new Float32Array(buffer),
    doubles: new Float64Array(buffer),
    integers: new Int32Array(buffer),
    words: new Uint32Array(buffer),
    bytes: new Uint8Array(buffer),
  }
}
