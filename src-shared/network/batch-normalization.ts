import type { Address, Kernels } from '../kernels/kernels'
import type { Layer, Normalization, ParameterCopy } from './layers'
import type { RowRange, Window } from './row-range'

/** What is added to a variance before its root is taken, as in PyTorch. */
export const NORMALIZATION_EPSILON = 1e-5

/** Batch normalization of some panels by the statistics of this batch. */
export function normalizeBatch(
  kernels: Kernels,
  layer: Layer,
  norm: Normalization,
  rows: number,
  window: Window,
): void {
  const { panelBegin, panelEnd } = window
  kernels.batchNormalizationStatisticsF32(norm.mean, norm.variance, layer.dense, rows, panelBegin, panelEnd)
  kernels.batchNormalizationF32(
    layer.preactivation,
    norm.normalized,
    layer.dense,
    norm.mean,
    norm.variance,
    norm.gamma.copies.current,
    norm.beta.copies.current,
    NORMALIZATION_EPSILON,
    rows,
    0,
    rows,
    panelBegin,
    panelEnd,
  )
}

/** Batch normalization by the running statistics, for evaluation. */
export function normalizeRunning(
  kernels: Kernels,
  layer: Layer,
  norm: Normalization,
  copy: ParameterCopy,
  range: RowRange,
): void {
  const at = ({ copies }: { copies: Readonly<Record<ParameterCopy, Address>> }): Address =>
    copies[copy] || copies.current
  kernels.batchNormalizationF32(
    layer.preactivation,
    0,
    layer.dense,
    at(norm.runningMean),
    at(norm.runningVariance),
    at(norm.gamma),
    at(norm.beta),
    NORMALIZATION_EPSILON,
    range.rows,
    range.rowBegin,
    range.rowEnd,
    0,
    layer.panels,
  )
}

/** Derivative by what batch normalization gives into the derivative by what it gets, in place. */
export function normalizeBackward(
  kernels: Kernels,
  layer: Layer,
  norm: Normalization,
  rows: number,
  window: Window,
): void {
  kernels.batchNormalizationGradientF32(
    layer.gradient,
    norm.gamma.gradient,
    norm.beta.gradient,
    layer.gradient,
    norm.normalized,
    norm.variance,
    norm.gamma.copies.current,
    NORMALIZATION_EPSILON,
    rows,
    window.panelBegin,
    window.panelEnd,
  )
}
