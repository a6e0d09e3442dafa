import { readdir, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { DATASET_TEXT_LIMITS } from '#shared/experiment/dataset-description'
import type { Dataset } from '#shared/ipc'
import { FASHION_MNIST } from '#shared/records/fashion-mnist-test-labels'
import { fileError } from '../../base/file-errors'
import { printableText } from '../../base/printable-text'
import { DATASET_FILE, type Datasets } from '../datasets'
import { readGivenFolder } from './given-folder'
import { hasIdxFiles, readIdxFolder } from './idx-folder'
import { readPictureFolder } from './picture-folder'
import type { ImportOptions, PreparedData } from './prepared-data'
import { holdsFiles, type IdxFiles, idxFilesOf, removeFolder, writeDataset } from './write-dataset'

/** Data that were added, were there already, or were there with damage and are whole again. */
export interface AddedDataset {
  readonly dataset: Dataset
  readonly outcome: 'added' | 'known' | 'mended'
  readonly data: PreparedData
}

/** Reads whatever data a folder holds; throws a sentence that names file and fault. Nothing is written. */
async function readFolder(folder: string, options: ImportOptions): Promise<PreparedData> {
  const stats = await stat(folder).catch((error: unknown) => {
    throw fileError('read', folder, error)
  })
  if (!stats.isDirectory()) throw new Error(`Cannot use ${folder}: it is not a folder.`)
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw fileError('read', folder, error)
  })
  const names = entries.map(({ name }) => name)
  if (names.includes(DATASET_FILE)) return readGivenFolder(folder)
  if (hasIdxFiles(names)) return readIdxFolder(folder, options)
  if (entries.some((entry) => entry.isDirectory())) return readPictureFolder(folder, options)
  throw new Error(
    `Cannot use ${folder}: it holds neither IDX files such as train-images-idx3-ubyte nor a folder of pictures for each class.`,
  )
}

/** The name that data get: the one that was asked for, the one that they bring along, or the folder's. */
function nameFor(folder: string, wanted: string | undefined, given: string | undefined): string {
  return checkedName(wanted ?? given ?? basename(folder))
}

/** A name as data can have it; throws a sentence where they cannot. */
export function checkedName(wanted: string): string {
  const name = printableText(wanted.normalize('NFC')).trim()
  if (name === '') throw new Error('The data need a name: give them one with --name.')
  if (name.length <= DATASET_TEXT_LIMITS.name) return name
  throw new Error(
    `The name has ${name.length} characters, but at most ${DATASET_TEXT_LIMITS.name} are allowed.`,
  )
}

/** Refuses a name that other data have already, however it is written. */
async function checkName(name: string, fingerprint: string, datasets: Datasets): Promise<void> {
  const { datasets: all } = await datasets.list()
  const plain = (text: string): string => text.toLowerCase()
  if (all.some((other) => plain(other.name) === plain(name) && other.fingerprint !== fingerprint))
    throw new Error(
      `There are data named “${name}” already, with other images: give these another name with --name.`,
    )
}

/** Whether data of the library have all their bytes. What the lab brings along is judged where it is read. */
async function isWhole(known: Dataset | null, datasets: Datasets, files: IdxFiles): Promise<boolean> {
  if (known === null) return false
  return known.source === null || holdsFiles(join(datasets.own, files.fingerprint), files)
}

/** Data of a folder that were read and are not in the library yet, or are there already. */
export interface ReadDataset {
  /** The name that they get where nobody gives them another. */
  readonly name: string
  readonly data: PreparedData
  readonly files: IdxFiles
  /** The data of the library that have the same content; null where there are none, or none that are whole. */
  readonly known: Dataset | null
}

/** Reads the data of a folder. It is only read; a fault is a sentence that names it. */
export async function readDataset(
  where: string,
  datasets: Datasets,
  options: ImportOptions & { readonly name?: string | undefined },
): Promise<ReadDataset> {
  const folder = resolve(where)
  const data = await readFolder(folder, options)
  const name = nameFor(folder, options.name, data.name)
  const files = idxFilesOf(data)
  const found = await datasets.find(files.fingerprint)
  const isThere = found !== null && (await isWhole(found, datasets, files))
  return { name: found?.name ?? name, data, files, known: isThere ? found : null }
}

/** Puts data that were read into the library, by their content: what is there stays as it is, and what was damaged is made whole. */
export async function storeDataset(
  { data, files, known }: ReadDataset,
  datasets: Datasets,
  { name, now }: { readonly name: string; readonly now?: number | undefined },
): Promise<AddedDataset> {
  if (known !== null) return { dataset: known, outcome: 'known', data }
  await checkName(name, files.fingerprint, datasets)
  const addedAt = new Date(now ?? Date.now()).toISOString()
  const outcome = await writeDataset(datasets.own, data, files, { name, addedAt })
  const added = await datasets.find(files.fingerprint)
  if (added === null) throw new Error(`The data were written to ${datasets.own}, but cannot be read there.`)
  return { dataset: added, outcome, data }
}

/** Reads the data of a folder and puts them into the library. After a fault nothing was written. */
export async function addDataset(
  where: string,
  datasets: Datasets,
  options: ImportOptions & { readonly name?: string | undefined; readonly now?: number },
): Promise<AddedDataset> {
  const read = await readDataset(where, datasets, options)
  return storeDataset(read, datasets, { name: read.name, now: options.now })
}

/** Takes data out of the library. Runs on them stay, and can be looked at. */
export async function removeDataset(fingerprint: string, datasets: Datasets): Promise<void> {
  const { directory } = await datasets.placeOf(fingerprint)
  if (fingerprint === FASHION_MNIST) throw new Error('Fashion-MNIST belongs to the lab and stays.')
  await removeFolder(directory)
}
