import { DATA_SHAPE } from '#shared/experiment/data-shape'
import type { Experiment } from '#shared/experiment/experiment'
import { validationCount } from '#shared/experiment/validation-count'

/** Iterations after which a training has seen as many images as it trains on. */
export function epochLength({ plan }: Experiment): number {
  const images = DATA_SHAPE.trainImages - validationCount(DATA_SHAPE.trainImages, plan.validationShare)
  return images / plan.batchSize
}
