import type { Kernels } from '../kernels'
import { PANEL, panelCount, panelIndex } from '../panels'
import type { Views } from './views'

/** Images of a batch through the table of 256 numbers; lanes beyond the last pixel become 0. */
export function createGather({ floats, integers, bytes }: Views): Pick<Kernels, 'gatherF32'> {
  return {
    gatherF32(out, images, order, table, transforms, sources, rows, rowBegin, rowEnd, pixels) {
      for (let row = rowBegin; row < rowEnd; row += 1) {
        const image = images + integers[order / 4 + row] * pixels
        const source = transforms === 0 ? 0 : sources / 4 + integers[transforms / 4 + row] * pixels
        for (let pixel = 0; pixel < panelCount(pixels) * PANEL; pixel += 1) {
          const from = transforms === 0 || pixel >= pixels ? pixel : integers[source + pixel]
          const byte = from === -1 || pixel >= pixels ? 0 : bytes[image + from]
          floats[out / 4 + panelIndex(rows, row, pixel)] = pixel < pixels ? floats[table / 4 + byte] : 0
        }
      }
    },
  }
}
