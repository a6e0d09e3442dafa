import type { Kernels } from '../kernels'
import { PANEL, panelCount, panelIndex, panelStride } from '../panels'
import { fma } from './fma'
import type { Views } from './views'

type Products = Pick<Kernels, 'matmulAddF32' | 'weightGradientF32' | 'transposeF32' | 'columnSumF32'>

/** Matrix products and sums: one accumulator an element, the inner index ascending. */
export function createProducts({ floats }: Views): Products {
  return {
    matmulAddF32(out, a, w, bias, rows, rowBegin, rowEnd, inner, columns) {
      for (let row = rowBegin; row < rowEnd; row += 1) {
        for (let column = 0; column < panelCount(columns) * PANEL; column += 1) {
          let sum = bias === 0 ? 0 : floats[bias / 4 + column]
          for (let k = 0; k < inner; k += 1) {
            sum = fma(
              floats[a / 4 + panelIndex(rows, row, k)],
              floats[w / 4 + panelIndex(inner, k, column)],
              sum,
            )
          }
          floats[out / 4 + panelIndex(rows, row, column)] = sum
        }
      }
    },

    weightGradientF32(out, a, d, rows, inner, innerBegin, innerEnd, columns) {
      for (let k = innerBegin; k < innerEnd; k += 1) {
        for (let column = 0; column < panelCount(columns) * PANEL; column += 1) {
          let sum = 0
          for (let row = 0; row < rows; row += 1) {
            sum = fma(
              floats[a / 4 + panelIndex(rows, row, k)],
              floats[d / 4 + panelIndex(rows, row, column)],
              sum,
            )
          }
          floats[out / 4 + panelIndex(inner, k, column)] = sum
        }
      }
    },

    transposeF32(out, w, rows, columns, rowBegin, rowEnd) {
      const paddedEnd = rowEnd === rows ? panelCount(rows) * PANEL : rowEnd
      for (let row = rowBegin; row < paddedEnd; row += 1) {
        for (let column = 0; column < columns; column += 1) {
          const value = row < rows ? floats[w / 4 + panelIndex(rows, row, column)] : 0
          floats[out / 4 + panelIndex(columns, column, row)] = value
        }
      }
    },

    columnSumF32(out, d, rows, panelBegin, panelEnd) {
      for (let panel = panelBegin; panel < panelEnd; panel += 1) {
        const start = d / 4 + panel * panelStride(rows)
        for (let lane = 0; lane < PANEL; lane += 1) {
          let sum = 0
          for (let row = 0; row < rows; row += 1) sum = Math.fround(sum + floats[start + row * PANEL + lane])
          floats[out / 4 + panel * PANEL + lane] = sum
        }
      }
    },
  }
}
