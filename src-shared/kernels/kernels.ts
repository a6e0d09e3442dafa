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

  /** out = f(z), strips. `kind` is one of the ACTIVATION_ numbers of rule-codes.ts. */
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
   * 16 * panel + 4 * j + l. `parameters` holds the DROPOUT_ words of scalar-layouts.ts: five Uint32, three binary32.
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
   * Softmax and cross-entropy of z (B, classes), classes <= 256. With m = max z, e_c = exp(z_c - m), s = e_0 + e_1 + ... (ascending):
   * loss[row] (binary32) = log(s) - t with t = fma(q_c, z_c - m, t) over c ascending from 0; q_c = `on` for the row's label, else `off`.
   * predicted[row] (one byte) = lowest c with z_c = m. Where d != 0: d[r,c] = (e_c / s - q_c) * scale, zero in the lanes beyond.
   * The row's label is labels[order[row]] (bytes, Int32). `targets` holds the TARGET_ words on, off, scale of scalar-layouts.ts. loss and predicted start at row 0.
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
   * One optimizer step over strips of the parameters w with raw gradients g. `kind` is one of the OPTIMIZER_ numbers of
   * rule-codes.ts, where each says what it computes; `scalars` holds OPTIMIZER_SCALARS binary32 in the layout of scalar-layouts.ts.
   *
   * A rule's state, m or v or both, lies in state1 and state2 in that order; 0 where it has none.
   */
  optimizerF32(
    kind: number,
    w: Address,
    g: Address,
    state1: Address,
    state2: Address,
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
