/*
 * Numbers by which callers tell kernels which activation and which optimizer. TypeScript, AssemblyScript and C++ read this
 * file, so it holds nothing but constants; what else is known of a rule stands in its row in design/.
 */

export const ACTIVATION_SIGMOID = 0
export const ACTIVATION_TANH = 1
export const ACTIVATION_RELU = 2
export const ACTIVATION_LEAKY_RELU = 3
export const ACTIVATION_ELU = 4
export const ACTIVATION_SELU = 5
export const ACTIVATION_GELU = 6
export const ACTIVATION_SOFTPLUS = 7

export const OPTIMIZER_SGD = 0
export const OPTIMIZER_MOMENTUM = 1
export const OPTIMIZER_NESTEROV = 2
export const OPTIMIZER_ADAGRAD = 3
export const OPTIMIZER_RMSPROP = 4
export const OPTIMIZER_ADAM = 5
export const OPTIMIZER_ADAMW = 6
export const OPTIMIZER_NADAM = 7
