import { expect, it } from 'vitest'
import { measureProducts, productWorkspaceBytes } from '#shared/kernels/measure-products'
import { createReferenceKernels } from '#shared/kernels/reference/reference-kernels'

it('counts two operations for each inner number of each element', () => {
  const sizes = { rows: 5, inner: 7, columns: 3 }
  const buffer = new ArrayBuffer(productWorkspaceBytes(sizes))
  let now = 0
  const clock = (): number => (now += 2)

  const speeds = measureProducts(createReferenceKernels(buffer), buffer, 0, clock, 3, sizes)

  expect(speeds).toEqual({ forward: (2 * 5 * 7 * 3) / 2 / 1e6, gradient: (2 * 5 * 7 * 3) / 2 / 1e6 })
})
