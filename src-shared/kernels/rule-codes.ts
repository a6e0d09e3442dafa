/*
 * Numbers by which callers tell kernels which activation and which optimizer, and what each optimizer computes. TypeScript,
 * AssemblyScript and C++ read this file, so it holds nothing but constants; what else is known of a rule stands in its row in design/.
 */

export const ACTIVATION_SIGMOID = 0
export const ACTIVATION_TANH = 1
export const ACTIVATION_RELU = 2
export const ACTIVATION_LEAKY_RELU = 3
export const ACTIVATION_ELU = 4
export const ACTIVATION_SELU = 5
export const ACTIVATION_GELU = 6
export const ACTIVATION_SOFTPLUS = 7
export const ACTIVATION_COUNT = 8

/*
 * One step of a rule, in the words of the papers: m is a mean or sum of gradients, v one of their squares; scalars stand under their
 * names in scalar-layouts.ts. Before it, for every rule, g = fma(weightDecay, w, g * gradientScale).
 */

/** w = fma(-rate, g, w) */
export const OPTIMIZER_SGD = 0
/** m = fma(momentum, m, -(rate * g)); w = w + m */
export const OPTIMIZER_MOMENTUM = 1
/** t = rate * g; m = fma(momentum, m, -t); w = w + fma(momentum, m, -t) */
export const OPTIMIZER_NESTEROV = 2
/** v = fma(g, g, v); w = w - (rate * g) / (sqrt(v) + epsilon) */
export const OPTIMIZER_ADAGRAD = 3
/** v = fma(beta2, v, oneMinusBeta2 * (g * g)); w = w - (rate * g) / (sqrt(v) + epsilon) */
export const OPTIMIZER_RMSPROP = 4
/**
 * m = fma(beta1, m, oneMinusBeta1 * g); v = fma(beta2, v, oneMinusBeta2 * (g * g)); w = w - (rate * m) / (sqrt(v) * rootCorrection + epsilon),
 * rate being the learning rate / (1 - beta1^t)
 */
export const OPTIMIZER_ADAM = 5
/** As adam, after w = w * weightFactor; weightDecay is 0. */
export const OPTIMIZER_ADAMW = 6
/**
 * m, v as adam; n = sqrt(v) * rootCorrection + epsilon; w = (w - (rate * g) / n) - (meanRate * m) / n, rate being the learning rate x
 * (1 - mu_t) / (1 - product of mu), meanRate the learning rate x mu_(t+1) / (1 - product with mu_(t+1))
 */
export const OPTIMIZER_NADAM = 7
export const OPTIMIZER_COUNT = 8
