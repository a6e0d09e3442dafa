import { createHash } from 'node:crypto'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { parseIdxImages, parseIdxLabels } from '#shared/data/idx'
import type { NetworkDesign } from '#shared/experiment/experiment'
import { errorMessage } from '../base/error-message'
import { readIdxFile } from '../base/read-idx-file'

/** The four files of a data set, in the order in which the fingerprint takes them; each may be packed by gzip. */
const FILE_NAMES = {
  trainImages: 'train-images-idx3-ubyte',
  trainLabels: 'train-labels-idx1-ubyte',
  testImages: 't10k-images-idx3-ubyte',
  testLabels: 't10k-labels-idx1-ubyte',
} as const

/** A data set as plain bytes: one for a pixel of its square images, one for a label. */
export interface DataSet {
  /** Pixels of a side. */
  readonly side: number
  /** One more than the highest label. */
  readonly classes: number
  readonly trainImages: Uint8Array
  readonly trainLabels: Uint8Array
  readonly testImages: Uint8Array
  readonly testLabels: Uint8Array
  /** SHA-256 over the four decompressed files. */
  readonly fingerprint: string
}

/** Data of one's own lie unpacked. Where neither is there, the packed file is the one that is missed. */
async function pathOf(directory: string, name: string): Promise<string> {
  const plain = join(directory, name)
  const isThere = await access(plain).then(
    () => true,
    () => false,
  )
  return isThere ? plain : `${plain}.gz`
}

function parsed<T>(path: string, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw new Error(`Cannot read ${path}: ${errorMessage(error)}`)
  }
}

interface Split {
  readonly side: number
  readonly images: Uint8Array
  readonly labels: Uint8Array
  readonly imagesPath: string
  readonly files: readonly [images: Uint8Array, labels: Uint8Array]
}

async function readSplit(directory: string, imagesName: string, labelsName: string): Promise<Split> {
  const imagesPath = await pathOf(directory, imagesName)
  const labelsPath = await pathOf(directory, labelsName)
  // One after the other, so that of several faults the same one is named every time.
  const files = [await readIdxFile(imagesPath), await readIdxFile(labelsPath)] as const
  const { count, side, pixels } = parsed(imagesPath, () => parseIdxImages(files[0]))
  const labels = parsed(labelsPath, () => parseIdxLabels(files[1]))
  if (labels.length !== count) {
    throw new Error(`Cannot read ${labelsPath}: it has ${labels.length} labels for ${count} images.`)
  }
  return { side, images: pixels, labels, imagesPath, files }
}

const highest = (labels: Uint8Array): number => labels.reduce((most, label) => Math.max(most, label), 0)

/** Reads and checks the data set of a folder; a fault is a sentence that names the file and what is wrong with it. */
export async function loadDataSet(directory: string): Promise<DataSet> {
  const train = await readSplit(directory, FILE_NAMES.trainImages, FILE_NAMES.trainLabels)
  const test = await readSplit(directory, FILE_NAMES.testImages, FILE_NAMES.testLabels)
  if (test.side !== train.side)
    throw new Error(
      `Cannot read ${test.imagesPath}: its images are ${test.side} x ${test.side} pixels, those to train on ${train.side} x ${train.side}.`,
    )
  const hash = createHash('sha256')
  for (const file of [...train.files, ...test.files]) hash.update(file)
  return {
    side: train.side,
    classes: Math.max(highest(train.labels), highest(test.labels)) + 1,
    trainImages: train.images,
    trainLabels: train.labels,
    testImages: test.images,
    testLabels: test.labels,
    fingerprint: hash.digest('hex'),
  }
}

/** Where data lie, and which they must be. */
export interface DataPlace {
  readonly directory: string
  readonly fingerprint: string
}

/** Reads the data of a place; throws a sentence where they are others than they should be. */
export async function loadData({ directory, fingerprint }: DataPlace): Promise<DataSet> {
  const data = await loadDataSet(directory)
  if (data.fingerprint === fingerprint) return data
  throw new Error(`The data in ${directory} were changed: their SHA-256 is ${data.fingerprint} now.`)
}

/** Refuses data that a network cannot take, with a sentence. */
export function checkFit({ input, output }: NetworkDesign, { side, classes }: DataSet): void {
  if (side * side !== input)
    throw new Error(`The network takes ${input} pixels, but an image of these data has ${side * side}.`)
  if (classes > output)
    throw new Error(`The network tells ${output} classes apart, but these data have ${classes}.`)
}
