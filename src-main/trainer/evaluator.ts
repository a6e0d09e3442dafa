import { isBlank } from '#shared/data/blank-image'
import { nearestImages } from '#shared/evaluation/nearest-images'
import type { Experiment } from '#shared/experiment/experiment'
import type { Classification, DataImage, NearestImage } from '#shared/ipc'
import { type DataPlace, type DataSet, loadData } from './data-files'
import { evaluateRun } from './evaluate-run'
import { createLoadedData } from './loaded-data'
import { openParentDoor } from './parent-door'
import type { EvaluatorRequests } from './process-contract'
import { openTrainedNetwork, type TrainedNetwork } from './trained-network'

// The program of the evaluator: it answers questions about images and trained networks, while training goes on elsewhere.

/** Networks kept at hand: enough to ask several runs about one image. */
const MOST_NETWORKS = 8

const loaded = createLoadedData(loadData)
const networks = new Map<string, TrainedNetwork>()

function imageOf(data: DataSet, split: 'train' | 'test', index: number): DataImage {
  const isTrain = split === 'train'
  const [images, labels] = isTrain ? [data.trainImages, data.trainLabels] : [data.testImages, data.testLabels]
  const label = labels[index]
  if (label === undefined)
    throw new Error(`There is no image ${index}: this part of the data has ${labels.length} images.`)
  const pixels = data.side * data.side
  return { index, label, pixels: images.slice(index * pixels, (index + 1) * pixels) }
}

async function hold(
  id: string,
  experiment: Experiment,
  weights: Float32Array,
  data: DataPlace,
): Promise<void> {
  networks.set(id, openTrainedNetwork(experiment, weights, await loaded(data)))
  const [oldest] = networks.keys()
  if (networks.size > MOST_NETWORKS && oldest !== undefined) networks.delete(oldest)
}

function classify(id: string, pixels: Uint8Array): Classification | null {
  if (isBlank(pixels)) throw new Error('This image is empty, so it has no class.')
  const network = networks.get(id)
  if (network === undefined) return null
  const probabilities = network.classify(pixels)
  return { probabilities, predicted: probabilities.indexOf(Math.max(...probabilities)) }
}

async function nearest(
  place: DataPlace,
  pixels: Uint8Array,
  count: number,
): Promise<readonly NearestImage[]> {
  const data = await loaded(place)
  const found = nearestImages(data.trainImages, pixels, count)
  return found.map(({ index, distance }) => ({ ...imageOf(data, 'train', index), distance }))
}

openParentDoor<EvaluatorRequests>({
  image: async (data, split, index) => imageOf(await loaded(data), split, index),
  testLabels: async (data) => (await loaded(data)).testLabels.slice(),
  hold,
  classify,
  evaluate: async (experiment, weights, data) => evaluateRun(experiment, weights, await loaded(data)),
  explain: (id, ...asked) => networks.get(id)?.explain(...asked) ?? null,
  nearest,
})
