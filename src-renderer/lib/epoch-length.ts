import { type DatasetDescription, shapeOf } from '#shared/experiment/dataset-description'
import type { Experiment } from '#shared/experiment/experiment'
import { validationCount } from '#shared/experiment/validation-count'

/** Iterations that it takes to go over the training images once; Fashion-MNIST's where no data are named. */
export function epochLength({ plan }: Experiment, dataset?: DatasetDescription): number {
  const { trainImages } = shapeOf(dataset)
  return (trainImages - validationCount(trainImages, plan.validationShare)) / plan.batchSize
}
