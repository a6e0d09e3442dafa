import { isBlank } from '#shared/data/blank-image'
import { type DuplicateImages, findDuplicates } from '#shared/data/duplicate-images'
import { imageStatistics } from '#shared/data/image-statistics'
import { nearestImages } from '#shared/evaluation/nearest-images'
import { measureDistances } from '#shared/evaluation/usual-distance'
import type { Experiment } from '#shared/experiment/experiment'
import type { Classification, DataImage, NearestImage } from '#shared/ipc'
import { finishInStretches } from '../base/in-stretches'
import { type DataPlace, type DataSet, loadData } from './data-files'
import { evaluateRun } from './evaluate-run'
import { createLoadedData } from './loaded-data'
import { openParentDoor, tellParent } from './parent-door'
import type { EvaluatorEvent, EvaluatorRequests } from './process-contract'
import { openTrainedNetwork, type TrainedNetwork } from './trained-network'

// The program of the evaluator: it answers questions about images and trained networks, while training goes on elsewhere.

/** Networks kept at hand: enough to ask several runs about one image. */
const MOST_NETWORKS = 8
/** Milliseconds of a long search after which others have their turn. */
const STRETCH = 30
/** Share of a search that must be done before it is told again. */
const LEAST_PROGRESS = 0.01

const loaded = createLoadedData(loadData)
const statistics = createLoadedData(async (place) => {
  const { trainImages, trainLabels, classes, side } = await loaded(place)
  return imageStatistics(trainImages, trainLabels, classes, side * side)
})
const distances = createLoadedData(async (place) => {
  const { trainImages, testImages, side } = await loaded(place)
  return finishInStretches(measureDistances(trainImages, testImages, side * side), STRETCH)
})

/** Somebody did not want to wait any longer. */
class StoppedSearch extends Error {}
/** Fingerprints of the data whose search is to end. */
const stopped = new Set<string>()

/** Tells how far a search is, and ends it where somebody wants that. */
function watchSearch(data: string): (share: number) => void {
  stopped.delete(data)
  let told = 0
  return (share) => {
    if (stopped.delete(data)) throw new StoppedSearch()
    if (share - told < LEAST_PROGRESS) return
    told = share
    tellParent({ kind: 'duplicates', data, share } satisfies EvaluatorEvent)
  }
}

const duplicateSearch = createLoadedData(async (place) =>
  finishInStretches(findDuplicates(await loaded(place)), STRETCH, watchSearch(place.fingerprint)),
)
async function duplicates(place: DataPlace): Promise<DuplicateImages | null> {
  return duplicateSearch(place).catch((error: unknown) => {
    if (error instanceof StoppedSearch) return null
    throw error
  })
}

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
  const size = data.side * data.side
  if (pixels.length !== size)
    throw new Error(`The picture has ${pixels.length} pixels, but an image of these data has ${size}.`)
  const found = nearestImages(data.trainImages, pixels, count)
  return found.map(({ index, distance }) => ({ ...imageOf(data, 'train', index), distance }))
}

openParentDoor<EvaluatorRequests>({
  image: async (data, split, index) => imageOf(await loaded(data), split, index),
  images: async (place, split, indices) => {
    const data = await loaded(place)
    return indices.map((index) => imageOf(data, split, index))
  },
  labels: async (place, split) => {
    const { trainLabels, testLabels } = await loaded(place)
    return (split === 'train' ? trainLabels : testLabels).slice()
  },
  statistics,
  duplicates,
  'stop-duplicates': (data) => void stopped.add(data),
  distances,
  hold,
  classify,
  evaluate: async (experiment, weights, data) => evaluateRun(experiment, weights, await loaded(data)),
  explain: (id, ...asked) => networks.get(id)?.explain(...asked) ?? null,
  nearest,
})
