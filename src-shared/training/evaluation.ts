import type { Address } from '../kernels/kernels'
import type { ParameterCopy } from '../network/layers'
import { floatsAt, integersAt } from '../network/memory'
import { forwardEvaluation } from '../network/network'
import type { TrainingThread } from './training-thread'
import { UNIT } from './work-stealing'

/** Mean loss and share of correct predictions over a split of the data. */
export interface Evaluation {
  readonly loss: number
  readonly accuracy: number
}

/**
 * Runs some images through the network in evaluation mode, together with the other threads.
 *
 * Each thread works through its images in its own rows of the activations, so nobody waits in between.
 * @param order address of Int32 image numbers
 */
export function evaluateImages(
  thread: TrainingThread,
  copy: ParameterCopy,
  order: Address,
  count: number,
): void {
  const { work, layout } = thread
  const own = Math.floor(layout.capacity / UNIT / thread.threads) * UNIT
  work.begin(count)
  while (work.take()) {
    for (let first = work.from; first < work.to; first += own) {
      evaluateSome(thread, copy, order, first, Math.min(own, work.to - first), thread.thread * own)
    }
  }
  thread.barrier.wait()
}

/** `count` images from number `first` on, in the rows of the activations from `rowBegin` on. */
function evaluateSome(
  { layout, network, kernels, experiment }: TrainingThread,
  copy: ParameterCopy,
  order: Address,
  first: number,
  count: number,
  rowBegin: number,
): void {
  const { input, output } = experiment.design
  const rows = layout.capacity
  const rowEnd = rowBegin + count
  const shift = first - rowBegin
  const numbers = order + shift * 4
  const last = layout.layers[layout.layers.length - 1]
  kernels.gatherF32(
    layout.layers[0].input,
    layout.images,
    numbers,
    layout.table,
    0,
    0,
    rows,
    rowBegin,
    rowEnd,
    input,
  )
  forwardEvaluation(network, { rows, rowBegin, rowEnd, share: 0, shares: 1 }, copy)
  kernels.softmaxCrossEntropyF32(
    0,
    layout.evaluationLoss + shift * 4,
    layout.evaluationPredicted + shift,
    last.dense,
    layout.labels,
    numbers,
    layout.evaluationTargets,
    rows,
    rowBegin,
    rowEnd,
    output,
  )
}

/** Sums what `evaluateImages` left: losses in binary64, images in their order. Only the leader needs it. */
export function sumEvaluation({ memory, layout }: TrainingThread, order: Address, count: number): Evaluation {
  const losses = floatsAt(memory, layout.evaluationLoss, count)
  const numbers = integersAt(memory, order, count)
  let loss = 0
  let correct = 0
  for (let index = 0; index < count; index += 1) {
    loss += losses[index]
    if (memory.bytes[layout.evaluationPredicted + index] === memory.bytes[layout.labels + numbers[index]])
      correct += 1
  }
  return { loss: loss / count, accuracy: correct / count }
}
