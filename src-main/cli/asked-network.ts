import { AUTOMATIC } from '#shared/data/picture/handles'
import { preprocess } from '#shared/data/picture/preprocess'
import { nearestImages } from '#shared/evaluation/nearest-images'
import {
  FASHION_MNIST_DISTANCES,
  judgeDistance,
  measureDistances,
  type UsualDistances,
} from '#shared/evaluation/usual-distance'
import { FASHION_MNIST } from '#shared/records/fashion-mnist-test-labels'
import type { RunRecord } from '#shared/records/run-record'
import { decodePicture, type DecodingFault } from '../base/pictures/decode-picture'
import { classNamesOf } from '../library/run-class-names'
import type { DataSet } from '../trainer/data-files'
import { openTrainedNetwork, type TrainedNetwork } from '../trainer/trained-network'

/** The network of a run, and what it knows of the pictures that it takes. */
export interface AskedNetwork {
  readonly network: TrainedNetwork
  readonly data: DataSet
  readonly classNames: readonly string[]
  /** Which distances from the training images are usual; of data of one's own they are measured when somebody first asks. */
  readonly usual: () => UsualDistances
}

function openUsual({ fingerprint, trainImages, testImages, side }: DataSet): () => UsualDistances {
  let known = fingerprint === FASHION_MNIST ? FASHION_MNIST_DISTANCES : null
  return () => {
    if (known !== null) return known
    const search = measureDistances(trainImages, testImages, side * side)
    let step = search.next()
    while (step.done !== true) step = search.next()
    known = step.value
    return known
  }
}

export function askNetwork(record: RunRecord, weights: Float32Array, data: DataSet): AskedNetwork {
  return {
    network: openTrainedNetwork(record.experiment, weights, data),
    data,
    classNames: classNamesOf(record),
    usual: openUsual(data),
  }
}

/** What a network says of a picture; one with nothing in it is not shown to it. */
export type PictureAnswer =
  | { readonly kind: 'refused'; readonly fault: DecodingFault }
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'classified'
      readonly pixels: Uint8Array
      readonly predicted: number
      readonly probabilities: readonly number[]
    }

/** Classifies the bytes of a picture file. Its way to the network is that of the window, with nothing decided by hand. */
export async function classifyPicture(
  { network, data }: AskedNetwork,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<PictureAnswer> {
  const picture = await decodePicture(bytes)
  if (!picture.ok) return { kind: 'refused', fault: picture.fault }
  const { final, isBlank } = preprocess(picture.image, AUTOMATIC, data.side)
  if (isBlank) return { kind: 'empty' }
  const probabilities = network.classify(final.pixels)
  const predicted = probabilities.indexOf(Math.max(...probabilities))
  return { kind: 'classified', pixels: final.pixels, predicted, probabilities }
}

/** A sentence where a picture is far from all training images, as on the Image page; else null. */
export function distanceWarning({ data, usual }: AskedNetwork, pixels: Uint8Array): string | null {
  const [nearest] = nearestImages(data.trainImages, pixels, 1)
  const verdict = nearest === undefined ? null : judgeDistance(nearest.distance, usual())
  if (verdict?.isFar !== true) return null
  const { shareNearer } = verdict
  const how =
    shareNearer < 1
      ? `${(100 * shareNearer).toFixed(1)} % of the test images are nearer to the training images`
      : 'farther from the training images than any test image'
  return `Unlike anything the network was trained on: ${how}. Do not rely on this prediction, however high its probability.`
}
