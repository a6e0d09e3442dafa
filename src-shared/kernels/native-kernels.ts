import type { Kernels } from './kernels'

type KernelName = Exclude<keyof Kernels, 'engine'>

/** Every kernel of the native module as a function that finds its arguments in the block it was attached with. */
export type NativeFunctions = Readonly<Record<KernelName, () => void>>

/** Numbers in a block of arguments: the longest kernel takes 13. */
export const ARGUMENT_BLOCK_LENGTH = 16

/**
 * The native engine, given its functions and their block of arguments.
 *
 * A call writes its arguments to the block first, because handing them to native code one by one takes longer than a
 * small kernel needs. A block therefore belongs to one thread.
 */
export function createNativeKernels(functions: NativeFunctions, block: Float64Array): Kernels {
  const kernel = (name: KernelName): ((...values: readonly number[]) => void) => {
    const run = functions[name]
    return (...values) => {
      for (let index = 0; index < values.length; index += 1) block[index] = values[index]
      run()
    }
  }
  return {
    engine: 'native',
    gatherF32: kernel('gatherF32'),
    matmulAddF32: kernel('matmulAddF32'),
    weightGradientF32: kernel('weightGradientF32'),
    transposeF32: kernel('transposeF32'),
    columnSumF32: kernel('columnSumF32'),
    activationF32: kernel('activationF32'),
    activationGradientF32: kernel('activationGradientF32'),
    dropoutF32: kernel('dropoutF32'),
    multiplyF32: kernel('multiplyF32'),
    softmaxCrossEntropyF32: kernel('softmaxCrossEntropyF32'),
    batchNormalizationStatisticsF32: kernel('batchNormalizationStatisticsF32'),
    batchNormalizationF32: kernel('batchNormalizationF32'),
    batchNormalizationGradientF32: kernel('batchNormalizationGradientF32'),
    optimizerF32: kernel('optimizerF32'),
    averageF32: kernel('averageF32'),
    rowSquaresF64: kernel('rowSquaresF64'),
    rowMomentsF64: kernel('rowMomentsF64'),
  }
}
