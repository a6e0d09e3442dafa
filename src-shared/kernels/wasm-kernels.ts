import type { Kernels } from './kernels'

/** The functions that the compiled module exports; the names and the order of the parameters are those of the interface. */
export type WasmKernelExports = Omit<Kernels, 'engine'>

/**
 * The WebAssembly engine, from the exports of an instance of the compiled module.
 *
 * The layer that knows WebAssembly makes the instance; here its functions only get the shape of an engine, so that calls
 * go straight into the module.
 */
export function createWasmKernels(exports: WasmKernelExports): Kernels {
  return {
    engine: 'wasm',
    gatherF32: exports.gatherF32,
    matmulAddF32: exports.matmulAddF32,
    weightGradientF32: exports.weightGradientF32,
    transposeF32: exports.transposeF32,
    columnSumF32: exports.columnSumF32,
    activationF32: exports.activationF32,
    activationGradientF32: exports.activationGradientF32,
    dropoutF32: exports.dropoutF32,
    multiplyF32: exports.multiplyF32,
    softmaxCrossEntropyF32: exports.softmaxCrossEntropyF32,
    batchNormalizationStatisticsF32: exports.batchNormalizationStatisticsF32,
    batchNormalizationF32: exports.batchNormalizationF32,
    batchNormalizationGradientF32: exports.batchNormalizationGradientF32,
    optimizerF32: exports.optimizerF32,
    averageF32: exports.averageF32,
    rowSquaresF64: exports.rowSquaresF64,
    rowMomentsF64: exports.rowMomentsF64,
  }
}
