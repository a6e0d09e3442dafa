import { describe, expect, it } from 'vitest'
import { proveFused } from '#shared/kernels/prove-fused'
import { createReferenceKernels } from '#shared/kernels/reference/reference-kernels'
import { fastEngines } from '../../helpers/engines'
import { KernelArena } from '../../helpers/kernel-arena'
import { batchCases } from '../../helpers/kernel-cases/batch-cases'
import { elementwiseCases } from '../../helpers/kernel-cases/elementwise-cases'
import type { KernelCase } from '../../helpers/kernel-cases/kernel-case'
import { productCases } from '../../helpers/kernel-cases/product-cases'

const MEMORY_BYTES = 16 * 2 ** 20
const SEED = Number(process.env.TEST_SEED ?? 1)

const cases: readonly KernelCase[] = [...productCases, ...elementwiseCases, ...batchCases]

const referenceBuffer = new ArrayBuffer(MEMORY_BYTES)
const reference = createReferenceKernels(referenceBuffer)
const answers = new Map<KernelCase, Uint32Array>()

/** A seed for each case, so that cases of one kernel make different choices. */
function arenaOf(memory: ArrayBufferLike, kernelCase: KernelCase): KernelArena {
  return new KernelArena(memory, SEED * 10_000 + cases.indexOf(kernelCase))
}

/** What the reference gives, found once for all engines because it is slow. */
function answerOf(kernelCase: KernelCase): Uint32Array {
  const known = answers.get(kernelCase)
  if (known !== undefined) return known
  const arena = arenaOf(referenceBuffer, kernelCase)
  kernelCase.run(reference, arena)
  const answer = arena.result()
  answers.set(kernelCase, answer)
  return answer
}

describe('engine reference', () => {
  it('rounds products and sums once', () => {
    expect(proveFused(reference, referenceBuffer, 65536)).toBe(true)
  })
})

describe.each(fastEngines)('engine $name', (engine) => {
  const { kernels, buffer } = engine.create(MEMORY_BYTES)

  it('is what it says, and rounds products and sums once', () => {
    expect(engine.name.split(' ')[0]).toBe(kernels.engine)
    expect(proveFused(kernels, buffer, 65536)).toBe(true)
  })

  it.each(cases)('gives the bytes of the reference: $name', (kernelCase) => {
    const expected = answerOf(kernelCase)
    const arena = arenaOf(buffer, kernelCase)
    kernelCase.run(kernels, arena)
    const actual = arena.result()
    const word = actual.findIndex((value, index) => value !== expected[index])
    expect(actual.length).toBe(expected.length)
    expect(word < 0 ? 'equal' : `word ${word}: ${actual[word]}, not ${expected[word]}`).toBe('equal')
  })
})
