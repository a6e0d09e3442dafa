import type { DatasetSource } from '#shared/data/dataset-file'
import { splitByClass } from '#shared/data/split-by-class'
import { DATA_LIMITS } from '#shared/experiment/data-shape'
import { DATASET_TEXT_LIMITS } from '#shared/experiment/dataset-description'

/** Images of one size with their labels. */
export interface LabelledImages {
  readonly pixels: Uint8Array
  readonly labels: Uint8Array
}

/** Data that were read from a folder, before anything is written. */
export interface PreparedData {
  readonly side: number
  readonly classNames: readonly string[]
  readonly train: LabelledImages
  readonly test: LabelledImages
  readonly source: DatasetSource
  /** The name that they bring along; left out where that of the folder is theirs. */
  readonly name?: string
  /** What in the folder was passed over, and why; a sentence each. */
  readonly passedOver: readonly string[]
}

/** What can be decided about data that are added. */
export interface ImportOptions {
  /** By which seed test images are drawn where the folder has none. */
  readonly seed: number
  /** Pixels of a side that pictures become; where nobody says, all keep their size or become as large as those of Fashion-MNIST. */
  readonly side?: number | undefined
  /** Told after each picture. */
  readonly onProgress?: ((done: number, all: number) => void) | undefined
}

export const DEFAULT_IMPORT: ImportOptions = { seed: 1 }

/** Share of the images that is put aside where the folder has no test part. */
const TEST_SHARE = 0.2

function pick({ pixels, labels }: LabelledImages, numbers: readonly number[], size: number): LabelledImages {
  const picked = new Uint8Array(numbers.length * size)
  numbers.forEach((number, place) => {
    picked.set(pixels.subarray(number * size, (number + 1) * size), place * size)
  })
  return { pixels: picked, labels: Uint8Array.from(numbers, (number) => labels[number] ?? 0) }
}

function countsOf(labels: Uint8Array, classes: number): readonly number[] {
  const counts = new Array<number>(classes).fill(0)
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1
  return counts
}

/** Refuses too few or too many classes. */
export function checkClassCount(
  folder: string,
  count: number,
  least: number = DATA_LIMITS.classes.from,
): void {
  const { from, to } = DATA_LIMITS.classes
  if (count >= least && count <= to) return
  throw new Error(`Cannot use ${folder}: it has ${count} classes, but ${from} to ${to} are allowed.`)
}

/** Refuses classes that cannot be told apart, with a sentence that begins with the folder. */
export function checkClasses(folder: string, classNames: readonly string[]): void {
  checkClassCount(folder, classNames.length)
  const long = classNames.find((name) => name.length > DATASET_TEXT_LIMITS.className)
  if (long !== undefined)
    throw new Error(
      `Cannot use ${folder}: the name of a class has ${long.length} characters, but at most ${DATASET_TEXT_LIMITS.className} are allowed.`,
    )
  const twice = classNames.find((name, place) => classNames.indexOf(name) !== place)
  if (twice !== undefined) throw new Error(`Cannot use ${folder}: two classes are called “${twice}”.`)
}

/** Refuses a class without enough images to train on, with a sentence that names it. */
function checkCounts(folder: string, labels: Uint8Array, classNames: readonly string[], least: number): void {
  for (const [label, count] of countsOf(labels, classNames.length).entries()) {
    const name = classNames[label] ?? String(label)
    if (count === 0) throw new Error(`Cannot use ${folder}: the class “${name}” has no image to train on.`)
    if (count < least)
      throw new Error(
        `Cannot use ${folder}: the class “${name}” has one image, but needs two: one to train on and one to test with.`,
      )
  }
}

function checkSizes(folder: string, train: number, test: number): void {
  const { trainImages, testImages } = DATA_LIMITS
  if (train > trainImages.to)
    throw new Error(
      `Cannot use ${folder}: it has ${train} images to train on, but at most ${trainImages.to} are allowed.`,
    )
  if (test > testImages.to)
    throw new Error(
      `Cannot use ${folder}: it has ${test} test images, but at most ${testImages.to} are allowed.`,
    )
}

/** Refuses data without enough images, or with more than the lab takes; it asks for labels alone, before any image is read. */
export function checkImages(
  folder: string,
  classNames: readonly string[],
  train: Uint8Array,
  test: Uint8Array | null,
): void {
  checkCounts(folder, train, classNames, test === null ? 2 : 1)
  const parts = test === null ? splitByClass(train, TEST_SHARE, DEFAULT_IMPORT.seed) : { train, test }
  checkSizes(folder, parts.train.length, parts.test.length)
}

/** Images to train on and to test with: those of the folder, or a share of every class that is drawn by the seed. */
export function splitOrKeep(
  folder: string,
  data: Pick<PreparedData, 'side' | 'classNames'> & {
    readonly train: LabelledImages
    readonly test: LabelledImages | null
  },
  seed: number,
): Pick<PreparedData, 'train' | 'test'> & { readonly splitSeed: number | null } {
  const { side, classNames, train, test } = data
  checkImages(folder, classNames, train.labels, test?.labels ?? null)
  if (test !== null) return { train, test, splitSeed: null }
  const split = splitByClass(train.labels, TEST_SHARE, seed)
  return {
    train: pick(train, split.train, side * side),
    test: pick(train, split.test, side * side),
    splitSeed: seed,
  }
}
