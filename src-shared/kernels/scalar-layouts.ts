/*
 * Layout of the scalars in the blocks of 32-bit words that kernels read. TypeScript, AssemblyScript and C++ read this file,
 * so it holds nothing but constants.
 */

/** Words of `optimizerF32`, each binary32. A rule reads those that it needs (kernels.ts); the others hold 0. */
export const OPTIMIZER_SCALARS = 12
export const WEIGHT_DECAY = 0
/** What gradients are multiplied with first: 1, or less where they are clipped. */
export const GRADIENT_SCALE = 1
/** The learning rate; for the Adam family with the correction of the first mean in it. */
export const RATE = 2
export const EPSILON = 3
export const BETA1 = 4
export const ONE_MINUS_BETA1 = 5
/** Decay of the mean of the squares. */
export const BETA2 = 6
export const ONE_MINUS_BETA2 = 7
/** What decoupled weight decay multiplies the weights with. */
export const WEIGHT_FACTOR = 8
/** 1 / sqrt(1 - beta2^t), the correction of the root of the second mean. */
export const ROOT_CORRECTION = 9
/** Nadam's rate of the first mean; its rate of the gradient is RATE. */
export const MEAN_RATE = 10
export const MOMENTUM = 11

/** Words of `dropoutF32`: five Uint32, then three binary32. */
export const DROPOUT_WORDS = 8
export const DROPOUT_SEED = 0
export const DROPOUT_STREAM = 1
export const DROPOUT_ITERATION = 2
export const DROPOUT_LAYER = 3
export const DROPOUT_THRESHOLD = 4
export const DROPOUT_SCALE = 5
export const DROPOUT_SHIFT = 6
export const DROPOUT_DROPPED = 7

/** Words of the targets of `softmaxCrossEntropyF32`, each binary32: of the label, of every other class, and the factor of derivatives. */
export const TARGET_WORDS = 3
export const TARGET_ON = 0
export const TARGET_OFF = 1
export const TARGET_SCALE = 2
