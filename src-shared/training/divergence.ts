import { panelIndex } from '../kernels/panels'
import type { ParameterCopy } from '../network/layers'
import { parametersOf } from '../network/layers'
import { forwardEvaluation } from '../network/network'
import type { Divergence } from '../records/run-record'
import type { TrainingThread } from './training-thread'

/** The first layer whose products over some rows of a matrix of `rows` rows are not all finite; the last one where all are. */
function firstBadProducts({ memory, layout }: TrainingThread, rows: number, used: number): number {
  const layer = layout.layers.find(({ dense, outputs }) => {
    for (let row = 0; row < used; row += 1) {
      for (let column = 0; column < outputs; column += 1) {
        if (!Number.isFinite(memory.floats[dense / 4 + panelIndex(rows, row, column)])) return true
      }
    }
    return false
  })
  return layer?.index ?? layout.layers.length - 1
}

/** Where the batch that was just computed is no longer finite. */
export function findDivergence(thread: TrainingThread, iteration: number): Divergence {
  const rows = thread.experiment.plan.batchSize
  return { iteration, layer: `layers.${firstBadProducts(thread, rows, rows)}` }
}

/**
 * Where one image of the data is no longer finite in evaluation mode.
 *
 * It is computed again alone, because which rows of an evaluation are still in memory depends on the number of threads.
 */
export function findDivergenceOver(
  thread: TrainingThread,
  copy: ParameterCopy,
  image: number,
  iteration: number,
): Divergence {
  const { kernels, layout, network, memory, experiment } = thread
  const rows = layout.capacity
  memory.integers[layout.order / 4] = image
  kernels.gatherF32(
    layout.layers[0].input,
    layout.images,
    layout.order,
    layout.table,
    0,
    0,
    rows,
    0,
    1,
    experiment.design.input,
  )
  forwardEvaluation(network, { rows, rowBegin: 0, rowEnd: 1, share: 0, shares: 1 }, copy)
  return { iteration, layer: `layers.${firstBadProducts(thread, rows, 1)}` }
}

/** The first layer that has a parameter which is not finite, as `layers.0`; null where all are finite. */
export function findBadWeights({ memory, layout }: TrainingThread, copy: ParameterCopy): string | null {
  const bad = parametersOf(layout.layers).find(({ copies, rows, columns, entry }) => {
    const address = copies[copy] === 0 ? copies.current : copies[copy]
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        const index = entry.shape.length === 2 ? panelIndex(rows, row, column) : column
        if (!Number.isFinite(memory.floats[address / 4 + index])) return true
      }
    }
    return false
  })
  return bad === undefined ? null : `layers.${bad.entry.layer}`
}
