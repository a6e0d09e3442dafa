import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { LARGEST_IDX, parseIdxImages, parseIdxLabels } from '#shared/data/idx'
import { errorMessage } from '../base/error-message'
import { errorCode } from '../base/file-errors'
import { readWholeFile } from '../base/read-file'

const unpack = promisify(gunzip)
const LARGEST_FILE = 64 * 1024 * 1024

/** The four files of Fashion-MNIST, in the order in which the fingerprint takes them. */
const FILE_NAMES = {
  trainImages: 'train-images-idx3-ubyte.gz',
  trainLabels: 'train-labels-idx1-ubyte.gz',
  testImages: 't10k-images-idx3-ubyte.gz',
  testLabels: 't10k-labels-idx1-ubyte.gz',
} as const

/** Fashion-MNIST as plain bytes: 784 for an image, one for a label. */
export interface DataSet {
  readonly trainImages: Uint8Array
  readonly trainLabels: Uint8Array
  readonly testImages: Uint8Array
  readonly testLabels: Uint8Array
  /** SHA-256 over the four decompressed files. */
  readonly fingerprint: string
}

function gzipFault(error: unknown): string {
  if (errorCode(error) === 'Z_BUF_ERROR') return 'it is cut off in the middle of its gzip stream.'
  if (errorCode(error) === 'ERR_BUFFER_TOO_LARGE') return `unpacked, it is larger than ${LARGEST_IDX} bytes.`
  return 'it is not a whole gzip file.'
}

async function readUnpacked(path: string): Promise<Uint8Array> {
  const packed = await readWholeFile(path, LARGEST_FILE)
  const bytes = await unpack(packed, { maxOutputLength: LARGEST_IDX }).catch((error: unknown) => {
    throw new Error(`Cannot read ${path}: ${gzipFault(error)}`)
  })
  // No Buffer: its `slice` copies nothing, so one image would cross to another process with all the others behind it.
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function parsed<T>(path: string, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw new Error(`Cannot read ${path}: ${errorMessage(error)}`)
  }
}

interface Split {
  readonly images: Uint8Array
  readonly labels: Uint8Array
  readonly files: readonly [images: Uint8Array, labels: Uint8Array]
}

async function readSplit(directory: string, imagesName: string, labelsName: string): Promise<Split> {
  const imagesPath = join(directory, imagesName)
  const labelsPath = join(directory, labelsName)
  // One after the other, so that of several faults the same one is named every time.
  const files = [await readUnpacked(imagesPath), await readUnpacked(labelsPath)] as const
  const { count, pixels } = parsed(imagesPath, () => parseIdxImages(files[0]))
  const labels = parsed(labelsPath, () => parseIdxLabels(files[1]))
  if (labels.length !== count) {
    throw new Error(`Cannot read ${labelsPath}: it has ${labels.length} labels for ${count} images.`)
  }
  return { images: pixels, labels, files }
}

/** Reads and checks the data set of a folder; a fault is a sentence that names the file and what is wrong with it. */
export async function loadDataSet(directory: string): Promise<DataSet> {
  const train = await readSplit(directory, FILE_NAMES.trainImages, FILE_NAMES.trainLabels)
  const test = await readSplit(directory, FILE_NAMES.testImages, FILE_NAMES.testLabels)
  const hash = createHash('sha256')
  for (const file of [...train.files, ...test.files]) hash.update(file)
  return {
    trainImages: train.images,
    trainLabels: train.labels,
    testImages: test.images,
    testLabels: test.labels,
    fingerprint: hash.digest('hex'),
  }
}
