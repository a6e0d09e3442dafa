import { readdir, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { DATASET_TEXT_LIMITS } from '#shared/experiment/dataset-description'
import type { Dataset } from '#shared/ipc'
import { fileError } from '../../base/file-errors'
import { printableText } from '../../base/printable-text'
import { DATASET_FILE, type Datasets } from '../datasets'
import { readGivenFolder } from './given-folder'
import { hasIdxFiles, readIdxFolder } from './idx-folder'
import { readPictureFolder } from './picture-folder'
import type { ImportOptions, PreparedData } from './prepared-data'
import { holdsFiles, type IdxFiles, idxFilesOf, writeDataset } from './write-dataset'

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
  const name = printableText((wanted ?? given ?? basename(folder)).normalize('NFC')).trim()
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

/**
 * Adds the data of a folder to the library, by their content: what is there already stays as it is, and what was damaged there is
 * made whole.
 *
 * The folder is only read. A fault is a sentence that names it, and then nothing was written.
 */
export async function addDataset(
  where: string,
  datasets: Datasets,
  options: ImportOptions & { readonly name?: string | undefined; readonly now?: number },
): Promise<AddedDataset> {
  const folder = resolve(where)
  const data = await readFolder(folder, options)
  const wanted = nameFor(folder, options.name, data.name)
  const files = idxFilesOf(data)
  const known = await datasets.find(files.fingerprint)
  if (known !== null && (await isWhole(known, datasets, files)))
    return { dataset: known, outcome: 'known', data }
  const name = known?.name ?? wanted
  await checkName(name, files.fingerprint, datasets)
  const addedAt = new Date(options.now ?? Date.now()).toISOString()
  const outcome = await writeDataset(datasets.own, data, files, { name, addedAt })
  const added = await datasets.find(files.fingerprint)
  if (added === null) throw new Error(`The data were written to ${datasets.own}, but cannot be read there.`)
  return { dataset: added, outcome, data }
}
