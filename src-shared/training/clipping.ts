import { parametersOf } from '../network/layers'
import { floatsAt } from '../network/memory'
import type { TrainingThread } from './training-thread'

/** Keeps the scale finite where the norm is tiny, as in PyTorch. */
const EPSILON = 1e-6

/**
 * Norm of all gradients together, in binary64: one sum per row, columns ascending, then the rows in the order of the
 * parameter table. Every thread computes it, and gets the same bits.
 */
function gradientNorm({ memory, layout }: TrainingThread): number {
  let total = 0
  for (const { entry, rows, columns, gradient, rowSquares } of parametersOf(layout.layers)) {
    if (!entry.trainable) continue
    if (entry.role === 'weight') {
      for (let row = 0; row < rows; row += 1) total += memory.doubles[rowSquares / 8 + row]
      continue
    }
    let sum = 0
    for (const value of floatsAt(memory, gradient, columns)) sum += value * value
    total += sum
  }
  return Math.sqrt(total)
}

/** Factor for all gradients that makes their norm at most the plan's `gradientClipping`. */
export function clipScale(thread: TrainingThread): number {
  const scale = thread.experiment.plan.gradientClipping / (gradientNorm(thread) + EPSILON)
  return scale < 1 ? scale : 1
}
