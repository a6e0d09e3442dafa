import type { Address } from '../kernels/kernels'

const ALIGNMENT = 64
/** Below this address lies what the WebAssembly module keeps for itself. */
const FIRST_ADDRESS = 65536

/** Hands out addresses of the shared memory, one after the other; nothing is ever given back. */
export interface Arena {
  bytes(count: number): Address
  /** `count` numbers of 4 bytes. */
  words(count: number): Address
  /** `count` numbers of 8 bytes. */
  doubles(count: number): Address
  /** Bytes in use, from address 0. */
  size(): number
}

export function createArena(): Arena {
  let next = FIRST_ADDRESS
  const bytes = (count: number): Address => {
    const address = next
    next += Math.ceil(count / ALIGNMENT) * ALIGNMENT
    return address
  }
  return { bytes, words: (count) => bytes(count * 4), doubles: (count) => bytes(count * 8), size: () => next }
}
