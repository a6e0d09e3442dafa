import { scalingTable } from '#shared/data/scaling'
import { splitTraining } from '#shared/data/split'
import type { Experiment } from '#shared/experiment/experiment'
import { attribute, type Attribution, type AttributionMethod } from '#shared/network/attribution'
import { weightsSize } from '#shared/network/parameter-table'
import { openPlainNetwork } from '#shared/network/plain-network'
import { openBlockNetwork } from './block-network'
import { checkFit, type DataSet } from './data-files'

/** Rows of one block, the least that the kernels take. */
const ROWS = 16

/** A network that has been trained and answers questions. */
export interface TrainedNetwork {
  /** One probability per class for an image of as many bytes as the network takes. */
  classify(pixels: Uint8Array): readonly number[]
  /** Which pixels matter for the score of a class, compared with a black image. */
  explain(pixels: Uint8Array, method: AttributionMethod, target: number): Attribution
}

/**
 * Opens a network with its weights. It computes with the kernels of the training and scales pixels by the same table, so
 * that an answer here is the answer behind the accuracies.
 */
export function openTrainedNetwork(
  experiment: Experiment,
  weights: Float32Array,
  data: DataSet,
): TrainedNetwork {
  const { design, plan } = experiment
  const size = weightsSize(design)
  if (weights.length !== size)
    throw new Error(`The weights have ${weights.length} numbers, but the design has ${size}.`)
  checkFit(design, data)
  const { trainImages, trainLabels } = data
  const training = splitTraining(trainLabels.length, plan.validationShare, plan.seed).training
  return loadNetwork(experiment, weights, scalingTable(plan.scaling, trainImages, training, design.input))
}

function loadNetwork({ design }: Experiment, weights: Float32Array, table: Float32Array): TrainedNetwork {
  const network = openBlockNetwork(design, weights, table, ROWS)

  function classify(pixels: Uint8Array): readonly number[] {
    if (pixels.length !== design.input) {
      throw new Error(`The image has ${pixels.length} pixels, but the network takes ${design.input}.`)
    }
    network.pass(pixels, 1)
    return Array.from({ length: design.output }, (_, at) => network.probability(0, at))
  }
  function explain(pixels: Uint8Array, method: AttributionMethod, target: number): Attribution {
    const inputs = Float64Array.from(pixels, (pixel) => table[pixel] ?? 0)
    const baseline = new Float64Array(inputs.length).fill(table[0] ?? 0)
    return attribute(openPlainNetwork(design, weights), method, { inputs, baseline }, target)
  }
  return { classify, explain }
}
