import type { Initialization, NetworkDesign } from '../experiment/experiment'
import { INITIALIZATION_ROWS } from '../experiment/initializations'
import { createRandomStream } from '../random/random-stream'
import { parameterTable, weightsSize } from './parameter-table'

const SQRT_3 = 1.7320508075688772

/** Standard deviation of the initial weights of one layer. */
function initialDeviation(initialization: Initialization, fanIn: number, fanOut: number): number {
  if (typeof initialization === 'number') return initialization
  return Math.sqrt(INITIALIZATION_ROWS[initialization].variance(fanIn, fanOut))
}

/**
 * The parameters before the first step, in the order of the parameter table: weights from the random stream of their layer
 * (normal, or uniform with the same deviation), biases and running means 0, gammas and running variances 1.
 */
export function initialWeights(design: NetworkDesign, seed: number): Float32Array {
  const weights = new Float32Array(weightsSize(design))
  for (const entry of parameterTable(design)) {
    const values = weights.subarray(entry.offset, entry.offset + entry.size)
    if (entry.role === 'gamma' || entry.role === 'running-variance') values.fill(1)
    if (entry.role !== 'weight') continue
    const deviation = initialDeviation(design.initialization, entry.shape[0], entry.shape[1])
    const stream = createRandomStream(seed, 'initialization', 0, entry.layer)
    const draw =
      design.initializationDraw === 'normal'
        ? () => stream.normal() * deviation
        : () => (2 * stream.uniform24() - 1) * (SQRT_3 * deviation)
    for (let index = 0; index < values.length; index += 1) values[index] = draw()
  }
  return weights
}
