import type { Kernels } from '../kernels'
import { PANEL, panelIndex } from '../panels'
import { fma } from './fma'
import type { Views } from './views'

type BatchNormalization = Pick<
  Kernels,
  'batchNormalizationStatisticsF32' | 'batchNormalizationF32' | 'batchNormalizationGradientF32'
>

const { fround, sqrt } = Math

/** 1 / sqrt(variance + epsilon), each operation rounded. */
function inverseDeviation(variance: number, epsilon: number): number {
  return fround(1 / fround(sqrt(fround(variance + fround(epsilon)))))
}

/** Batch normalization: everything per column, rows ascending. */
export function createBatchNormalization({ floats }: Views): BatchNormalization {
  return {
    batchNormalizationStatisticsF32(mean, variance, z, rows, panelBegin, panelEnd) {
      for (let column = panelBegin * PANEL; column < panelEnd * PANEL; column += 1) {
        const at = (row: number): number => floats[z / 4 + panelIndex(rows, row, column)]
        let sum = 0
        for (let row = 0; row < rows; row += 1) sum = fround(sum + at(row))
        const average = fround(sum / rows)
        let squares = 0
        for (let row = 0; row < rows; row += 1) {
          const difference = fround(at(row) - average)
          squares = fma(difference, difference, squares)
        }
        floats[mean / 4 + column] = average
        floats[variance / 4 + column] = squares / rows
      }
    },

    batchNormalizationF32(
      ...[
        out,
        normalized,
        z,
        mean,
        variance,
        gamma,
        beta,
        epsilon,
        rows,
        rowBegin,
        rowEnd,
        panelBegin,
        panelEnd,
      ]
    ) {
      for (let column = panelBegin * PANEL; column < panelEnd * PANEL; column += 1) {
        const factor = inverseDeviation(floats[variance / 4 + column], epsilon)
        for (let row = rowBegin; row < rowEnd; row += 1) {
          const offset = panelIndex(rows, row, column)
          const value = fround(fround(floats[z / 4 + offset] - floats[mean / 4 + column]) * factor)
          if (normalized !== 0) floats[normalized / 4 + offset] = value
          floats[out / 4 + offset] = fma(floats[gamma / 4 + column], value, floats[beta / 4 + column])
        }
      }
    },

    batchNormalizationGradientF32(
      ...[dz, dGamma, dBeta, dy, normalized, variance, gamma, epsilon, rows, panelBegin, panelEnd]
    ) {
      for (let column = panelBegin * PANEL; column < panelEnd * PANEL; column += 1) {
        const dyAt = (row: number): number => floats[dy / 4 + panelIndex(rows, row, column)]
        const normalizedAt = (row: number): number => floats[normalized / 4 + panelIndex(rows, row, column)]
        let sum = 0
        let product = 0
        for (let row = 0; row < rows; row += 1) {
          sum = fround(sum + dyAt(row))
          product = fma(dyAt(row), normalizedAt(row), product)
        }
        floats[dBeta / 4 + column] = sum
        floats[dGamma / 4 + column] = product

        const factor = fround(
          floats[gamma / 4 + column] * inverseDeviation(floats[variance / 4 + column], epsilon),
        )
        const meanOfDy = fround(sum / rows)
        const meanOfProduct = fround(product / rows)
        for (let row = 0; row < rows; row += 1) {
          const centred = fround(dyAt(row) - meanOfDy)
          const rest = fround(centred - fround(normalizedAt(row) * meanOfProduct))
          floats[dz / 4 + panelIndex(rows, row, column)] = factor * rest
        }
      }
    },
  }
}
