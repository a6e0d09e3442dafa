import { panelIndex } from '../kernels/panels'
import { parametersOf } from '../network/layers'
import type { Divergence } from '../records/run-record'
import type { TrainingThread } from './training-thread'

/** The first layer whose products over the current batch are not all finite. */
export function findDivergence(
  { memory, places, experiment }: TrainingThread,
  iteration: number,
): Divergence {
  const rows = experiment.plan.batchSize
  const layer = places.layers.find(({ dense, outputs }) => {
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < outputs; column += 1) {
        if (!Number.isFinite(memory.floats[dense / 4 + panelIndex(rows, row, column)])) return true
      }
    }
    return false
  })
  return { iteration, layer: `layers.${(layer ?? places.layers[places.layers.length - 1]).index}` }
}

/** Whether every parameter is finite. */
export function weightsAreFinite({ memory, places }: TrainingThread): boolean {
  return parametersOf(places.layers).every(({ copies, rows, columns, entry }) => {
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        const index = entry.shape.length === 2 ? panelIndex(rows, row, column) : column
        if (!Number.isFinite(memory.floats[copies.current / 4 + index])) return false
      }
    }
    return true
  })
}
