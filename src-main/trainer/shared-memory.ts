import { LIMITS } from '#shared/experiment/limits'

const PAGE = 65536

/** A shared memory of at least so many bytes. Throws a sentence where that is more than there can be. */
export function createSharedMemory(bytes: number): WebAssembly.Memory {
  if (bytes > LIMITS.memory) {
    const wanted = (bytes / 2 ** 30).toFixed(1)
    throw new Error(
      `This design needs ${wanted} GiB of memory with its batch size; at most 4 GiB can be addressed.`,
    )
  }
  const pages = Math.ceil(bytes / PAGE)
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true })
  } catch {
    throw new Error(
      `The computer could not give ${(bytes / 2 ** 20).toFixed(0)} MiB of memory for this training.`,
    )
  }
}
