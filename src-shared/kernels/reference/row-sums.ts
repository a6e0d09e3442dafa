import type { Kernels } from '../kernels'
import { panelIndex } from '../panels'
import type { Views } from './views'

/** Sums along rows in binary64, columns ascending: norms and moments. */
export function createRowSums({ floats, doubles }: Views): Pick<Kernels, 'rowSquaresF64' | 'rowMomentsF64'> {
  return {
    rowSquaresF64(out, g, rows, rowBegin, rowEnd, columns) {
      for (let row = rowBegin; row < rowEnd; row += 1) {
        let squares = 0
        for (let column = 0; column < columns; column += 1) {
          const value = floats[g / 4 + panelIndex(rows, row, column)]
          squares += value * value
        }
        doubles[out / 8 + row] = squares
      }
    },

    rowMomentsF64(out, z, rows, rowBegin, rowEnd, columns) {
      for (let row = rowBegin; row < rowEnd; row += 1) {
        let sum = 0
        let squares = 0
        for (let column = 0; column < columns; column += 1) {
          const value = floats[z / 4 + panelIndex(rows, row, column)]
          sum += value
          squares += value * value
        }
        doubles[out / 8 + 2 * row] = sum
        doubles[out / 8 + 2 * row + 1] = squares
      }
    },
  }
}
