/** Limits wherever a design comes from: form, file or shared folder. */
export const LIMITS = {
  hiddenLayers: 16,
  width: 4096,
  parameters: 20_000_000,
  batchSize: 8192,
  iterations: 10_000_000,
  seed: 4_294_967_295,
  augmentationShift: 8,
  dropoutRatio: 0.99,
  /** Largest standard deviation of initial weights. */
  initialDeviation: 10,
  validationShare: 0.5,
  learningRate: 1000,
  weightDecay: 1,
  gradientClipping: 1_000_000,
  /** Of an optimizer's epsilon; far smaller ones are 0 as binary32. */
  smallestEpsilon: 1e-30,
  /** Bytes of memory that WebAssembly can address. */
  memory: 4_294_967_296,
} as const
