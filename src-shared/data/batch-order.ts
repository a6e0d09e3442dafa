import type { Sampling } from '../experiment/experiment'
import { createRandomStream } from '../random/random-stream'
import { permutation } from './split'

/** Says which images make up each batch. */
export interface BatchOrder {
  /** Writes the image numbers of the batch of an iteration (from 0) into `out`. */
  fill(iteration: number, out: Int32Array): void
}

/**
 * Batches as a permutation of the training split per epoch, running on into the next epoch, or as independent draws.
 *
 * Both follow from (seed, iteration) alone, so a resumed run goes on exactly where it was.
 */
export function createBatchOrder(
  training: Int32Array,
  batchSize: number,
  sampling: Sampling,
  seed: number,
): BatchOrder {
  return sampling === 'permutation'
    ? permutedBatches(training, batchSize, seed)
    : drawnBatches(training, seed)
}

function permutedBatches(training: Int32Array, batchSize: number, seed: number): BatchOrder {
  const count = training.length
  let epoch = -1
  let order: Int32Array = new Int32Array(0)

  function load(wanted: number): void {
    if (wanted === epoch) return
    epoch = wanted
    order = permutation(count, createRandomStream(seed, 'batches', epoch).below)
  }

  function fill(iteration: number, out: Int32Array): void {
    const first = iteration * batchSize
    for (let row = 0; row < out.length; row += 1) {
      const place = (first + row) % count
      if (row === 0 || place === 0) load(Math.floor((first + row) / count))
      out[row] = training[order[place]]
    }
  }
  return { fill }
}

function drawnBatches(training: Int32Array, seed: number): BatchOrder {
  return {
    fill(iteration, out) {
      const { below } = createRandomStream(seed, 'batches', iteration)
      for (let row = 0; row < out.length; row += 1) out[row] = training[below(training.length)]
    },
  }
}
