import { augmentationTable, augments } from '../data/augmentation'
import { scalingTable } from '../data/scaling'
import { splitTraining } from '../data/split'
import { validationCount } from '../experiment/validation-count'
import { initialWeights } from '../network/initial-weights'
import { floatsAt, integersAt } from '../network/memory'
import { copyWeights, transposeAll, writeWeights } from '../network/parameter-access'
import { writeTargets } from '../network/targets'
import type { ImageCounts } from './memory-layout'
import type { TrainingThread } from './training-thread'

/** Sizes of the splits that the images were divided into. */
export interface SplitSizes {
  readonly training: number
  readonly validation: number
  readonly test: number
}

/** How many images train and are kept back; every thread computes the same. */
export function splitSizesOf({ experiment }: TrainingThread, images: ImageCounts): SplitSizes {
  const validation = validationCount(images.training, experiment.plan.validationShare)
  return { training: images.training - validation, validation, test: images.test }
}

/** Fills everything that depends on the data and the plan alone: order of the splits, table of pixels, targets, augmentation. */
export function prepareData({ experiment, memory, layout }: TrainingThread, images: ImageCounts): void {
  const { design, plan } = experiment
  const split = splitTraining(images.training, plan.validationShare, plan.seed)
  integersAt(memory, layout.trainingOrder, split.training.length).set(split.training)
  integersAt(memory, layout.validationOrder, split.validation.length).set(split.validation)
  const test = integersAt(memory, layout.testOrder, images.test)
  for (let index = 0; index < images.test; index += 1) test[index] = images.training + index
  const all = memory.bytes.subarray(layout.images, layout.images + images.training * design.input)
  floatsAt(memory, layout.table, 256).set(scalingTable(plan.scaling, all, split.training, design.input))
  const off = plan.labelSmoothing / design.output
  writeTargets(memory, layout.targets, {
    on: 1 - plan.labelSmoothing + off,
    off,
    scale: 1 / plan.batchSize,
  })
  writeTargets(memory, layout.evaluationTargets, { on: 1, off: 0, scale: 1 })
  if (augments(plan.augmentation)) {
    const { sources } = augmentationTable(plan.augmentation, Math.sqrt(design.input))
    integersAt(memory, layout.sources, layout.sourcesLength).set(sources)
  }
}

/** Puts the first weights in place, in every copy. */
export function prepareWeights({ experiment, memory, layout, kernels }: TrainingThread): void {
  writeWeights(memory, layout.layers, initialWeights(experiment.design, experiment.plan.seed))
  for (const copy of ['average', 'best', 'finite'] as const)
    copyWeights(memory, layout.layers, 'current', copy)
  transposeAll(kernels, layout.layers)
}
