/**
 * The kernels: everything that is computed once per element of a batch or a weight.
 *
 * Three engines implement this interface with the same names and the same bytes (docs/arithmetic.md): `reference` (plain
 * TypeScript, exact and slow), `wasm` (AssemblyScript, 128-bit vectors) and `native` (C++). All work in place on one
 * memory that the threads share. Kernels allocate nothing, check nothing and know no layers: the caller passes addresses,
 * counts and scalars.
 *
 * Storage. A matrix of R rows and C columns lies in panels of 16 columns: `[ceil(C / 16)][stride(R)][16]` binary32, with
 * stride(R) = R rounded up to 16, plus 1 (panels.ts). A vector of C numbers is contiguous and padded to a multiple of 16.
 * In weights, biases, their gradients and every matrix of derivatives the lanes at and beyond C hold zero, and kernels keep
 * it so without looking (0 times anything finite is 0); in activations these lanes hold any finite value. Rows at and
 * beyond R may hold anything. A reduction over K columns reads exactly K of them.
 *
 * Row ranges: `rowBegin` is a multiple of 16; `rowEnd` is one too, or the number of rows. Up to 15 padding rows behind
 * `rowEnd` may be written. Panel ranges count panels.
 *
 * Strips: element-wise kernels take `panels, stride, begin, count` and visit floats `p * stride + begin ... + count` of each
 * operand for p = 0 ... panels - 1, all multiples of 16. So one call serves a row range of a matrix, a vector, or a panel range.
 *
 * Letters: B rows of the batch, K inputs and C outputs of a layer.
 */

/** A byte offset into the shared memory, a multiple of 64. 0 means "not wanted" where a parameter says so. */
export type Address = number

export type EngineName = 'reference' | 'wasm' | 'native'

/** Numbers of the activations, the same in every engine. */
export const ACTIVATION_CODES = {
  sigmoid: 0,
  tanh: 1,
  relu: 2,
  'leaky-relu': 3,
  elu: 4,
  selu: 5,
  gelu: 6,
  softplus: 7,
} as const

/** Numbers of the optimizers, the same in every engine. */
export const OPTIMIZER_CODES = {
  sgd: 0,
  momentum: 1,
  nesterov: 2,
  adagrad: 3,
  rmsprop: 4,
  adam: 5,
  adamw: 6,
  nadam: 7,
} as const

export interface Kernels {
  readonly engine: EngineName

  /**
   * out (B, pixels) = table[byte] of the images `order[row]`, as binary32.
   *
   * `images` are bytes [image][pixels]; `order` Int32 per row; `table` 256 binary32. With `transforms` != 0 (Int32 per row)
   * pixel i of row r comes from source pixel `sources[transforms[r] * pixels + i]` (Int32), and from byte 0 where that is -1.
   */
  gatherF32(
    out: Address,
    images: Address,
    order: Address,
    table: Address,
    transforms: Address,
    sources: Address,
    rows: number,
    rowBegin: number,
    rowEnd: number,
    pixels: number,
  ): void

  /** out (B, C) = bias (C) + a (B, K) w (K, C): acc = fma(a[r,k], w[k,c], acc), k ascending, from bias[c], or from 0 with `bias` = 0. */
  matmulAddF32(
    out: Address,
    a: Address,
    w: Address,
    bias: Address,
    rows: number,
    rowBegin: number,
    rowEnd: number,
    inner: number,
    columns: number,
  ): void

  /** out (K, C), rows `innerBegin ... innerEnd` of it = a (B, K) transposed times d (B, C): acc = fma(a[b,k], d[b,c], acc), b ascending, from 0. Rows at and beyond K are not written. */
  weightGradientF32(
    out: Address,
    a: Address,
    d: Address,
    rows: number,
    inner: number,
    innerBegin: number,
    innerEnd: number,
    columns: number,
  ): void

  /** out (C, K) = w (K, C) transposed, for rows `rowBegin ... rowEnd` of w; lanes of out at and beyond K become 0. */
  transposeF32(
    out: Address,
    w: Address,
    rows: number,
    columns: number,
    rowBegin: number,
    rowEnd: number,
  ): void

  /** out (C) = sum over the rows of d (B, C): plain additions from 0, rows ascending, for panels `panelBegin ... panelEnd`. */
  columnSumF32(out: Address, d: Address, rows: number, panelBegin: number, panelEnd: number): void

  /** out = f(z), strips. */
  activationF32(
    kind: number,
    out: Address,
    z: Address,
    panels: number,
    stride: number,
    begin: number,
    count: number,
  ): void

  /** dz = dy * f'(z), strips; y = f(z) is given because most derivatives follow from it. dz may be dy. */
  activationGradientF32(
    kind: number,
    dz: Address,
    dy: Address,
    z: Address,
    y: Address,
    panels: number,
    stride: number,
    begin: number,
    count: number,
  ): void

  /**
   * Dropout and alpha dropout: out = keep ? fma(x, scale, shift) : dropped, mask = keep ? scale : 0, for a row and a panel range.
   *
   * keep where the 24 high bits of the element's random word are >= `threshold`. Words: Philox4x32-10 with key (seed, stream) and
   * counter ((row * panelsOfMatrix + panel) * 4 + lane, iteration, layer, 0), lane 0 ... 3; word j of lane l belongs to column
   * 16 * panel + 4 * j + l. `parameters` holds 8 words: Uint32 seed, stream, iteration, layer, threshold, then binary32 scale, shift, dropped.
   */
  dropoutF32(
    out: Address,
    mask: Address,
    x: Address,
    parameters: Address,
    rows: number,
    rowBegin: number,
    rowEnd: number,
    columns: number,
    panelBegin: number,
    panelEnd: number,
  ): void

  /** out = a * b, strips. out may be a or b. */
  multiplyF32(
    out: Address,
    a: Address,
    b: Address,
    panels: number,
    stride: number,
    begin: number,
    count: number,
  ): void

  /**
   * Softmax and cross-entropy of z (B, classes), classes <= 16. With m = max z, e_c = exp(z_c - m), s = e_0 + e_1 + ... (ascending):
   * loss[row] (binary32) = log(s) - t with t = fma(q_c, z_c - m, t) over c ascending from 0; q_c = `on` for the row's label, else `off`.
   * predicted[row] (one byte) = lowest c with z_c = m. Where d != 0: d[r,c] = (e_c / s - q_c) * scale, zero in the lanes beyond.
   * The row's label is labels[order[row]] (bytes, Int32). `targets` holds 3 binary32: on, off, scale. loss and predicted start at row 0.
   */
  softmaxCrossEntropyF32(
    d: Address,
    loss: Address,
    predicted: Address,
    z: Address,
    labels: Address,
    order: Address,
    targets: Address,
    rows: number,
    rowBegin: number,
    rowEnd: number,
    classes: number,
  ): void

  /**
   * Statistics of z (B, C) per column for a panel range, rows ascending: mean = (sum from 0 by additions) / B,
   * variance = (acc = fma(z - mean, z - mean, acc) from 0) / B.
   */
  batchNormalizationStatisticsF32(
    mean: Address,
    variance: Address,
    z: Address,
    rows: number,
    panelBegin: number,
    panelEnd: number,
  ): void

  /** normalized = (z - mean) * (1 / sqrt(variance + epsilon)); out = fma(gamma, normalized, beta), for a row and a panel range. normalized may be 0 (not wanted). */
  batchNormalizationF32(
    out: Address,
    normalized: Address,
    z: Address,
    mean: Address,
    variance: Address,
    gamma: Address,
    beta: Address,
    epsilon: number,
    rows: number,
    rowBegin: number,
    rowEnd: number,
    panelBegin: number,
    panelEnd: number,
  ): void

  /**
   * Gradients of batch normalization for a panel range: dBeta = column sums of dy; dGamma: acc = fma(dy, normalized, acc), rows ascending from 0;
   * dz = (gamma * (1 / sqrt(variance + epsilon))) * ((dy - dBeta / B) - normalized * (dGamma / B)). dz may be dy.
   */
  batchNormalizationGradientF32(
    dz: Address,
    dGamma: Address,
    dBeta: Address,
    dy: Address,
    normalized: Address,
    variance: Address,
    gamma: Address,
    epsilon: number,
    rows: number,
    panelBegin: number,
    panelEnd: number,
  ): void

  /**
   * One optimizer step over strips of the parameters w with raw gradients g and the state s1, s2 (0 where a rule has none).
   *
   * `scalars` holds 12 binary32: [0] weight decay, [1] gradient scale, [2] rate, [3 ...] by rule. First, for every rule,
   * g = fma(weight decay, w, g * scale); adamw begins with w = w * [8] instead and has weight decay 0 in [0]. Then
   * - sgd:      w = fma(-rate, g, w)
   * - momentum: s1 = fma(m, s1, -(rate * g)); w = w + s1                                          [3] m
   * - nesterov: t = rate * g; s1 = fma(m, s1, -t); w = w + fma(m, s1, -t)                         [3] m
   * - adagrad:  s1 = fma(g, g, s1); w = w - (rate * g) / (sqrt(s1) + eps)                         [3] eps
   * - rmsprop:  s1 = fma(a, s1, b * (g * g)); w = w - (rate * g) / (sqrt(s1) + eps)               [3] eps [4] a [5] b = 1 - a
   * - adam, adamw: s1 = fma(b1, s1, c1 * g); s2 = fma(b2, s2, c2 * (g * g));
   *             w = w - ([2] * s1) / (sqrt(s2) * [9] + eps)                                       [2] rate / (1 - b1^t), [3] eps [4] b1 [5] c1 = 1 - b1 [6] b2 [7] c2 = 1 - b2 [9] 1 / sqrt(1 - b2^t)
   * - nadam:    s1, s2 as adam; n = sqrt(s2) * [9] + eps; w = (w - ([2] * g) / n) - ([10] * s1) / n    [2] rate (1 - mu_t) / (1 - product of mu), [10] rate mu_(t+1) / (1 - product with mu_(t+1))
   */
  optimizerF32(
    kind: number,
    w: Address,
    g: Address,
    s1: Address,
    s2: Address,
    scalars: Address,
    panels: number,
    stride: number,
    begin: number,
    count: number,
  ): void

  /** average = fma(share, w - average, average), strips: the exponential moving average of the weights, share = 1 - decay. */
  averageF32(
    average: Address,
    w: Address,
    share: number,
    panels: number,
    stride: number,
    begin: number,
    count: number,
  ): void

  /** out[row] (binary64) = sum over the columns of g[row,c]^2 in binary64, columns ascending: acc = acc + g * g. */
  rowSquaresF64(
    out: Address,
    g: Address,
    rows: number,
    rowBegin: number,
    rowEnd: number,
    columns: number,
  ): void

  /** out[2 row], out[2 row + 1] (binary64) = sum of z[row,c], sum of z[row,c]^2 in binary64, columns ascending. */
  rowMomentsF64(
    out: Address,
    z: Address,
    rows: number,
    rowBegin: number,
    rowEnd: number,
    columns: number,
  ): void
}
