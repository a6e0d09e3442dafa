import { describe, expect, it } from 'vitest'
import { proveFused } from '#shared/kernels/prove-fused'
import { createReferenceKernels } from '#shared/kernels/reference/reference-kernels'
import { fastEngines } from '../../helpers/engines'
import { KernelArena } from '../../helpers/kernel-arena'
import { batchCases } from '../../helpers/kernel-cases/batch-cases'
import { elementwiseCases } from '../../helpers/kernel-cases/elementwise-cases'
import { productCases } from '../../helpers/kernel-cases/product-cases'

const MEMORY_BYTES = 16 * 2 ** 20
const SEED = Number(process.env.TEST_SEED ?? 1)

const cases = [...productCases, ...elementwiseCases, ...batchCases]

describe.each(fastEngines)('engine $name', (engine) => {
  const { kernels, buffer } = engine.create(MEMORY_BYTES)
  const referenceBuffer = new ArrayBuffer(MEMORY_BYTES)
  const reference = createReferenceKernels(referenceBuffer)

  it('rounds products and sums once', () => {
    expect(kernels.engine).toBe(engine.name.split(' ')[0])
    expect(proveFused(kernels, buffer, 65536)).toBe(true)
    expect(proveFused(reference, referenceBuffer, 65536)).toBe(true)
  })

  it.each(cases)('gives the bytes of the reference: $name', ({ run }) => {
    const expected = new KernelArena(referenceBuffer, SEED)
    run(reference, expected)
    const actual = new KernelArena(buffer, SEED)
    run(kernels, actual)
    const [expectedWords, actualWords] = [expected.result(), actual.result()]
    const difference = actualWords.findIndex((word, index) => word !== expectedWords[index])
    expect(actualWords.length).toBe(expectedWords.length)
    expect(
      difference < 0
        ? 'equal'
        : `word ${difference}: ${actualWords[difference]}, not ${expectedWords[difference]}`,
    ).toBe('equal')
  })
})
