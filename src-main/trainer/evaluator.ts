import { isBlank } from '#shared/data/blank-image'
import { nearestImages } from '#shared/evaluation/nearest-images'
import { DATA_SHAPE } from '#shared/experiment/data-shape'
import type { Experiment } from '#shared/experiment/experiment'
import type { Classification, DataImage, NearestImage } from '#shared/ipc'
import { dataDirectory } from './data-directory'
import { type DataSet, loadDataSet } from './data-files'
import { evaluateRun } from './evaluate-run'
import { openParentDoor } from './parent-door'
import type { EvaluatorRequests } from './process-contract'
import { openTrainedNetwork, type TrainedNetwork } from './trained-network'

// The program of the evaluator: it answers questions about images and trained networks, while training goes on elsewhere.

/** Networks kept at hand: enough to ask several runs about one image. */
const MOST_NETWORKS = 8

let data: Promise<DataSet> | null = null
const networks = new Map<string, TrainedNetwork>()

function loaded(): Promise<DataSet> {
  data ??= loadDataSet(dataDirectory)
  return data
}

async function image(split: 'train' | 'test', index: number): Promise<DataImage> {
  const { trainImages, trainLabels, testImages, testLabels } = await loaded()
  const [images, labels] = split === 'train' ? [trainImages, trainLabels] : [testImages, testLabels]
  const label = labels[index]
  if (label === undefined)
    throw new Error(`There is no image ${index}: this part of the data has ${labels.length} images.`)
  return { index, label, pixels: images.slice(index * DATA_SHAPE.pixels, (index + 1) * DATA_SHAPE.pixels) }
}

async function hold(id: string, experiment: Experiment, weights: Float32Array): Promise<void> {
  networks.set(id, await openTrainedNetwork(experiment, weights, dataDirectory))
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

async function nearest(pixels: Uint8Array, count: number): Promise<readonly NearestImage[]> {
  const { trainImages } = await loaded()
  const found = nearestImages(trainImages, pixels, count)
  return Promise.all(
    found.map(async ({ index, distance }) => ({ ...(await image('train', index)), distance })),
  )
}

openParentDoor<EvaluatorRequests>({
  fingerprint: async () => (await loaded()).fingerprint,
  image,
  testLabels: async () => (await loaded()).testLabels.slice(),
  hold,
  classify,
  evaluate: async (experiment, weights) => evaluateRun(experiment, weights, await loaded()),
  explain: (id, ...asked) => networks.get(id)?.explain(...asked) ?? null,
  nearest,
})
