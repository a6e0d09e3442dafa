import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { DATASET_FORMAT, type DatasetFile, datasetFileSchema } from '#shared/data/dataset-file'
import { CLASS_NAMES } from '#shared/data/labels'
import { DATA_SHAPE } from '#shared/experiment/data-shape'
import { type DatasetDescription, descriptionOf } from '#shared/experiment/dataset-description'
import { problemOfIssue } from '#shared/experiment/experiment-problem'
import type { Dataset } from '#shared/ipc'
import { FASHION_MNIST_NAME } from '#shared/records/data-of-run'
import { FASHION_MNIST } from '#shared/records/fashion-mnist-test-labels'
import { newerVersion } from '#shared/records/newer-version'
import type { Parsed } from '#shared/records/run-record-schema'
import { errorCode, fileError } from '../base/file-errors'
import { readJsonNow } from './json-file'
import type { LibraryProblem } from './library-problem'

/** The file that describes data, beside the four that they are. */
export const DATASET_FILE = 'dataset.json'

const FINGERPRINT = /^[0-9a-f]{64}$/

const FASHION_MNIST_DATASET: Dataset = {
  name: FASHION_MNIST_NAME,
  side: DATA_SHAPE.side,
  classNames: CLASS_NAMES,
  trainImages: DATA_SHAPE.trainImages,
  testImages: DATA_SHAPE.testImages,
  fingerprint: FASHION_MNIST,
  source: null,
}

interface DatasetPlaces {
  /** The library's folder of data of one's own: a folder for each, named by its fingerprint. */
  readonly own: string
  /** The folder of Fashion-MNIST. */
  readonly fashionMnist: string
}

/** What is in the library's folder of data, and what of it cannot be used. */
interface FoundDatasets {
  readonly datasets: readonly Dataset[]
  readonly problems: readonly LibraryProblem[]
}

/** All data that can be trained on here. */
export interface Datasets {
  /** The library's folder of data of one's own. */
  readonly own: string
  /** Fashion-MNIST, then what was added, by name. */
  list(): Promise<FoundDatasets>
  find(fingerprint: string): Promise<Dataset | null>
  /** What the record of a run on these data says of them: nothing for Fashion-MNIST, and for what is not here. */
  description(fingerprint: string): Promise<DatasetDescription | undefined>
  /** Where the four files are; throws a sentence where they are not on this computer. */
  placeOf(fingerprint: string): Promise<{ readonly directory: string; readonly fingerprint: string }>
}

function parseDatasetFile(value: unknown): Parsed<DatasetFile> {
  const newer = newerVersion(value, DATASET_FORMAT)
  if (newer !== null) return { ok: false, reason: newer }
  const result = v.safeParse(datasetFileSchema, value, { abortEarly: true })
  return result.success
    ? { ok: true, value: result.output }
    : { ok: false, reason: problemOfIssue(result.issues[0]).message }
}

/** Reads the description in a folder of data. */
export function readDescription(folder: string): Parsed<DatasetFile> {
  return readJsonNow(join(folder, DATASET_FILE), 'dataset', parseDatasetFile)
}

/** Reads the description in a folder, which must be that of the folder's name. */
function readDataset(folder: string, fingerprint: string): Parsed<Dataset> {
  const read = readDescription(folder)
  if (!read.ok) return read
  const { fingerprint: told, source } = read.value
  if (told !== fingerprint) return { ok: false, reason: `It describes other data, ${told}.` }
  return { ok: true, value: { ...descriptionOf(read.value), fingerprint, source } }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => FINGERPRINT.test(name))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw fileError('read', folder, error)
  }
}

/** The data of a library. Nothing is kept in memory: there are few, and another process may add some. */
export function openDatasets({ own, fashionMnist }: DatasetPlaces): Datasets {
  const folderOf = (fingerprint: string): string => join(own, fingerprint)

  async function list(): Promise<FoundDatasets> {
    const datasets: Dataset[] = []
    const problems: LibraryProblem[] = []
    for (const name of await namesIn(own)) {
      const read = readDataset(folderOf(name), name)
      if (read.ok) datasets.push(read.value)
      else problems.push({ file: join(folderOf(name), DATASET_FILE), reason: read.reason })
    }
    datasets.sort((a, b) => (`${a.name} ${a.fingerprint}` < `${b.name} ${b.fingerprint}` ? -1 : 1))
    return { datasets: [FASHION_MNIST_DATASET, ...datasets], problems }
  }

  async function find(fingerprint: string): Promise<Dataset | null> {
    if (fingerprint === FASHION_MNIST) return FASHION_MNIST_DATASET
    if (!FINGERPRINT.test(fingerprint)) return null
    const read = readDataset(folderOf(fingerprint), fingerprint)
    return read.ok ? read.value : null
  }

  return {
    own,
    list,
    find,
    async description(fingerprint) {
      const found = fingerprint === FASHION_MNIST ? null : await find(fingerprint)
      return found === null ? undefined : descriptionOf(found)
    },
    async placeOf(fingerprint) {
      if (fingerprint === FASHION_MNIST) return { directory: fashionMnist, fingerprint }
      if ((await find(fingerprint)) !== null) return { directory: folderOf(fingerprint), fingerprint }
      throw new Error(
        `These data are not on this computer (${fingerprint.slice(0, 8)}). Whoever has them can give you their folder; add it on the Data page.`,
      )
    },
  }
}
