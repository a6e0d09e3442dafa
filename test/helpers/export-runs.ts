import { scalingTable } from '#shared/data/scaling'
import { splitTraining } from '#shared/data/split'
import type { Experiment, NetworkDesign, TrainingPlan } from '#shared/experiment/experiment'
import { initialWeights } from '#shared/network/initial-weights'
import { parameterTable } from '#shared/network/parameter-table'
import { packPredictions } from '#shared/records/predictions'
import { weightsSha256 } from '../../src-main/base/hashes'
import type { ExportRun } from '../../src-main/exports/export-run'
import { type DataSet, loadDataSet } from '../../src-main/trainer/data-files'
import { predictClasses } from '../../src-main/trainer/predict-classes'
import { exampleExperiment, exampleRun } from './example-runs'

/** The first images of Fashion-MNIST under its fingerprint: enough to run a network on. */
export async function fewImages(count: number): Promise<DataSet> {
  const data = await loadDataSet('resources/fashion-mnist')
  return {
    ...data,
    trainImages: data.trainImages.subarray(0, count * 784),
    trainLabels: data.trainLabels.subarray(0, count),
    testImages: data.testImages.subarray(0, count * 784),
    testLabels: data.testLabels.subarray(0, count),
  }
}

/** Weights as a training might leave them: nothing is 0 or 1 that would hide a mistake. */
function someWeights(design: NetworkDesign, seed = 1): Float32Array {
  const weights = initialWeights(design, seed)
  for (const { role, offset, size } of parameterTable(design)) {
    if (role === 'weight') continue
    const middle = role === 'gamma' || role === 'running-variance' ? 1.2 : 0
    for (let at = 0; at < size; at += 1) weights[offset + at] = middle + 0.5 * Math.sin(7 * at + seed)
  }
  return weights
}

/** A run of such a network, with what its evaluation says of the test images. */
export function exportRun(
  data: DataSet,
  design: Partial<NetworkDesign> = {},
  plan: Partial<TrainingPlan> = {},
): ExportRun {
  const experiment: Experiment = exampleExperiment(design, plan)
  const weights = someWeights(experiment.design)
  const { scaling, validationShare, seed } = experiment.plan
  const { training } = splitTraining(data.trainLabels.length, validationShare, seed)
  const table = scalingTable(scaling, data.trainImages, training, experiment.design.input)
  const { classes } = predictClasses(experiment.design, weights, table, data.testImages)
  const summary = exampleRun('01M84XYRZ7BYB7Z1GVVRCVPSH9', { design, plan })
  return {
    record: {
      ...summary.record,
      data: data.fingerprint,
      weightsSha256: weightsSha256(weights),
      predictions: packPredictions(classes, experiment.design.output),
    },
    summary,
    weights,
    curves: null,
    notes: [],
    data,
  }
}
