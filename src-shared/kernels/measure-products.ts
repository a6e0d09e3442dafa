import type { Address, Kernels } from './kernels'
import { panelMatrixSize } from './panels'

/** Sizes of one product: rows of the batch, inputs and outputs of the layer. */
export interface ProductSizes {
  readonly rows: number
  readonly inner: number
  readonly columns: number
}

/** The largest layer of the final network with its batch. */
export const LARGEST_PRODUCT: ProductSizes = { rows: 512, inner: 784, columns: 256 }

/** Speeds in GFLOP/s, counting a multiplication and an addition as two. */
export interface ProductSpeeds {
  readonly forward: number
  readonly gradient: number
}

const BYTES_PER_FLOAT = 4
const WARM_UP = 10

/** Bytes that `measureProducts` works in. */
export function productWorkspaceBytes({ rows, inner, columns }: ProductSizes): number {
  return (
    BYTES_PER_FLOAT *
    (panelMatrixSize(rows, inner) + 2 * panelMatrixSize(inner, columns) + 2 * panelMatrixSize(rows, columns))
  )
}

/** How fast one thread computes a layer's product and its weight gradient: the best of some calls, by a clock in milliseconds. */
export function measureProducts(
  kernels: Kernels,
  buffer: ArrayBufferLike,
  workspace: Address,
  clock: () => number,
  calls = 30,
  sizes: ProductSizes = LARGEST_PRODUCT,
): ProductSpeeds {
  const { rows, inner, columns } = sizes
  const floats = new Float32Array(buffer, workspace, productWorkspaceBytes(sizes) / BYTES_PER_FLOAT)
  for (let index = 0; index < floats.length; index += 1) floats[index] = ((index % 97) - 48) / 64
  const a = workspace
  const w = a + BYTES_PER_FLOAT * panelMatrixSize(rows, inner)
  const dw = w + BYTES_PER_FLOAT * panelMatrixSize(inner, columns)
  const out = dw + BYTES_PER_FLOAT * panelMatrixSize(inner, columns)
  const d = out + BYTES_PER_FLOAT * panelMatrixSize(rows, columns)

  function best(call: () => void): number {
    for (let index = 0; index < WARM_UP; index += 1) call()
    let shortest = Infinity
    for (let index = 0; index < calls; index += 1) {
      const start = clock()
      call()
      const took = clock() - start
      if (took < shortest) shortest = took
    }
    return (2 * rows * inner * columns) / shortest / 1e6
  }

  return {
    forward: best(() => kernels.matmulAddF32(out, a, w, 0, rows, 0, rows, inner, columns)),
    gradient: best(() => kernels.weightGradientF32(dw, a, d, rows, inner, 0, inner, columns)),
  }
}
