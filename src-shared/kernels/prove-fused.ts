import type { Address, Kernels } from './kernels'
import { panelMatrixSize } from './panels'

const BYTES_PER_FLOAT = 4
const MATRIX = panelMatrixSize(16, 16)

/**
 * Whether an engine rounds a x b + c once, found out by a product of numbers that lie in its memory.
 *
 * (1 + 2^-12)^2 - (1 + 2^-11) is 2^-24 where the sum is rounded once, and 0 where the product is rounded first. The numbers
 * are read from memory, because a compiler computes with constants by rules of its own. Overwrites 5 KiB at `workspace`.
 */
export function proveFused(kernels: Kernels, buffer: ArrayBufferLike, workspace: Address): boolean {
  const floats = new Float32Array(buffer, workspace, 4 * MATRIX).fill(0)
  const [a, w, bias, out] = [0, 1, 2, 3].map((index) => workspace + index * MATRIX * BYTES_PER_FLOAT)
  floats[0] = 1 + 1 / 4096
  floats[MATRIX] = 1 + 1 / 4096
  floats[2 * MATRIX] = -(1 + 1 / 2048)
  kernels.matmulAddF32(out, a, w, bias, 1, 0, 1, 1, 1)
  return floats[3 * MATRIX] === 1 / 16777216
}
