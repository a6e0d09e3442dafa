import type { Kernels } from '../kernels'
import { panelIndex, roundUpToPanel } from '../panels'
import { TARGET_OFF, TARGET_ON, TARGET_SCALE } from '../scalar-layouts'
import { fma } from './fma'
import { exp, log } from './functions'
import type { Views } from './views'

const { fround } = Math

/** Softmax with cross-entropy: every sum over the classes ascending. */
export function createSoftmax({ floats, integers, bytes }: Views): Pick<Kernels, 'softmaxCrossEntropyF32'> {
  return {
    softmaxCrossEntropyF32(d, loss, predicted, z, labels, order, targets, rows, rowBegin, rowEnd, classes) {
      const on = floats[targets / 4 + TARGET_ON]
      const off = floats[targets / 4 + TARGET_OFF]
      const scale = floats[targets / 4 + TARGET_SCALE]
      for (let row = rowBegin; row < rowEnd; row += 1) {
        const label = bytes[labels + integers[order / 4 + row]]
        const values = Float32Array.from(
          { length: classes },
          (_, c) => floats[z / 4 + panelIndex(rows, row, c)],
        )

        let highest = values[0]
        let best = 0
        for (let c = 1; c < classes; c += 1) {
          if (!(values[c] > highest)) continue
          highest = values[c]
          best = c
        }

        const shares = values.map((value) => exp(fround(value - highest)))
        let sum = 0
        let expected = 0
        for (let c = 0; c < classes; c += 1) {
          sum = fround(sum + shares[c])
          expected = fma(c === label ? on : off, fround(values[c] - highest), expected)
        }
        floats[loss / 4 + row] = log(sum) - expected
        bytes[predicted + row] = best

        if (d === 0) continue
        for (let c = 0; c < roundUpToPanel(classes); c += 1) {
          const q = c === label ? on : off
          const value = c < classes ? fround(fround(fround(shares[c] / sum) - q) * scale) : 0
          floats[d / 4 + panelIndex(rows, row, c)] = value
        }
      }
    },
  }
}
