import { DATA_SHAPE } from '../experiment/data-shape'
import { findEqualImages } from './equal-images'
import { findNearPairs } from './near-images'

/** Where an image stands, and its label. */
export interface PlacedImage {
  readonly split: 'train' | 'test'
  readonly index: number
  readonly label: number
}

/** Images that are in the data more than once, and images that almost are. */
export interface DuplicateImages {
  /** Each group is one image, byte for byte. */
  readonly equal: readonly (readonly PlacedImage[])[]
  /** Groups in all, of which the first are listed. */
  readonly equalGroups: number
  /** The nearest first. Of images that are the same only the first is compared with others. */
  readonly near: readonly {
    readonly images: readonly [PlacedImage, PlacedImage]
    readonly distance: number
  }[]
  /** False where the search for near ones ended early. */
  readonly isComplete: boolean
  /** Up to this distance, with brightness from 0 to 1, images are near. */
  readonly distance: number
}

interface Images {
  readonly side: number
  readonly trainImages: Uint8Array
  readonly trainLabels: Uint8Array
  readonly testImages: Uint8Array
  readonly testLabels: Uint8Array
}

/**
 * Images of 28x28 count as near up to this distance. Of Fashion-MNIST's test images fewer than 1 % lie so near to any training image
 * (`evaluation/usual-distances.json`: 1 % lie within 1.57); all pairs within it have the same label. Larger images have more pixels,
 * and so the distance grows with their side.
 */
const NEAR_AT_28 = 1
const MOST_GROUPS = 300
const MOST_PAIRS = 1000
/** Some ten seconds on a slow core. */
const MOST_COMPARISONS = 400_000_000
/** What finding equal images takes of all the time. */
const EQUAL_SHARE = 0.05

function joined(train: Uint8Array, test: Uint8Array): Uint8Array {
  const all = new Uint8Array(train.length + test.length)
  all.set(train)
  all.set(test, train.length)
  return all
}

/** A search as a part of a longer one, from one share of the work to another. */
function* partOf<T>(search: Generator<number, T>, from: number, to: number): Generator<number, T> {
  for (;;) {
    const step = search.next()
    if (step.done === true) return step.value
    yield from + step.value * (to - from)
  }
}

/**
 * Finds duplicates within and across both parts. A generator, so that whoever asks may do something else in between; it tells about
 * which share of the work is done.
 */
export function* findDuplicates(data: Images): Generator<number, DuplicateImages> {
  const { side, trainLabels, testLabels } = data
  const images = joined(data.trainImages, data.testImages)
  const placed = (number: number): PlacedImage => {
    const index = number - trainLabels.length
    return index < 0
      ? { split: 'train', index: number, label: trainLabels[number] }
      : { split: 'test', index, label: testLabels[index] }
  }

  const groups = yield* partOf(findEqualImages(images, side * side), 0, EQUAL_SHARE)
  const repeated = new Set(groups.flatMap((group) => group.slice(1)))
  const all = trainLabels.length + testLabels.length
  const chosen = Uint32Array.from({ length: all }, (_, number) => number).filter(
    (number) => !repeated.has(number),
  )
  const distance = (NEAR_AT_28 * side) / DATA_SHAPE.side
  const limits = { distance, pairs: MOST_PAIRS, comparisons: MOST_COMPARISONS }
  const near = yield* partOf(findNearPairs(images, side, chosen, limits), EQUAL_SHARE, 1)
  return {
    equal: groups.slice(0, MOST_GROUPS).map((group) => group.map(placed)),
    equalGroups: groups.length,
    near: near.pairs.map((pair) => ({
      images: [placed(pair.images[0]), placed(pair.images[1])],
      distance: pair.distance,
    })),
    isComplete: near.isComplete,
    distance,
  }
}
