import type { Kernels } from '../kernels'
import { PANEL, panelCount, panelIndex } from '../panels'
import { philox } from '../scalar/philox'
import {
  DROPOUT_DROPPED,
  DROPOUT_ITERATION,
  DROPOUT_LAYER,
  DROPOUT_SCALE,
  DROPOUT_SEED,
  DROPOUT_SHIFT,
  DROPOUT_STREAM,
  DROPOUT_THRESHOLD,
} from '../scalar-layouts'
import { fma } from './fma'
import type { Views } from './views'

/** Dropout and alpha dropout, with the random words of counters that name the element. */
export function createDropout({ floats, words }: Views): Pick<Kernels, 'dropoutF32'> {
  const block = new Uint32Array(4)
  return {
    dropoutF32(out, mask, x, parameters, rows, rowBegin, rowEnd, columns, panelBegin, panelEnd) {
      const [seed, stream] = [words[parameters / 4 + DROPOUT_SEED], words[parameters / 4 + DROPOUT_STREAM]]
      const iteration = words[parameters / 4 + DROPOUT_ITERATION]
      const layer = words[parameters / 4 + DROPOUT_LAYER]
      const threshold = words[parameters / 4 + DROPOUT_THRESHOLD]
      const scale = floats[parameters / 4 + DROPOUT_SCALE]
      const shift = floats[parameters / 4 + DROPOUT_SHIFT]
      const dropped = floats[parameters / 4 + DROPOUT_DROPPED]
      for (let row = rowBegin; row < rowEnd; row += 1) {
        for (let panel = panelBegin; panel < panelEnd; panel += 1) {
          for (let lane = 0; lane < 4; lane += 1) {
            const index = (row * panelCount(columns) + panel) * 4 + lane
            philox(seed, stream, index, iteration, layer, 0, block)
            for (let word = 0; word < 4; word += 1) {
              const offset = panelIndex(rows, row, panel * PANEL + 4 * word + lane)
              const keep = block[word] >>> 8 >= threshold
              floats[out / 4 + offset] = keep ? fma(floats[x / 4 + offset], scale, shift) : dropped
              floats[mask / 4 + offset] = keep ? scale : 0
            }
          }
        }
      }
    },
  }
}
