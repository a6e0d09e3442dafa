import { DATA_SHAPE } from './data-shape'
import type { Experiment } from './experiment'
import { OPTIMIZER_ROWS } from './optimizers'
import { parameterCount } from './parameter-count'

const BYTES_PER_NUMBER = 4

/** Weights, the copy that products need, and the last finite weights. */
const COPIES_PER_PARAMETER = 3
/** Values before and after each activation, their gradients, and the panels that products read. */
const NUMBERS_PER_UNIT = 4
const MORE_WITH_NORMALIZATION = 2
const MORE_WITH_DROPOUT = 1

const FASHION_MNIST_IMAGES = DATA_SHAPE.trainImages + DATA_SHAPE.testImages

/**
 * Bytes that training needs with so many images, about: the engine, which knows exactly, refuses what this lets through by a little.
 *
 * It belongs to the limits, so that a form can say at once that a batch is too large for its layers.
 */
export function memoryEstimate(
  { design, plan }: Pick<Experiment, 'design' | 'plan'>,
  images: number = FASHION_MNIST_IMAGES,
): number {
  const kept = (plan.averaging > 0 ? 1 : 0) + (plan.earlyStopping > 0 ? 1 : 0)
  const perParameter = COPIES_PER_PARAMETER + OPTIMIZER_ROWS[plan.optimizer.kind].states + kept
  const units = design.hidden.reduce((sum, width) => sum + width, design.output)
  const perUnit =
    NUMBERS_PER_UNIT +
    (design.batchNormalization ? MORE_WITH_NORMALIZATION : 0) +
    (design.dropout.kind === 'none' ? 0 : MORE_WITH_DROPOUT)
  const perImage = 2 * design.input + perUnit * units
  const data = images * design.input
  return data + BYTES_PER_NUMBER * (parameterCount(design) * perParameter + plan.batchSize * perImage)
}
