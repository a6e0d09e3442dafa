import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DATASET_FORMAT, type DatasetFile } from '#shared/data/dataset-file'
import { writeIdxImages, writeIdxLabels } from '#shared/data/idx'
import { makeFolder, syncFolder, temporaryPath, writeAtomically } from '../../base/atomic-file'
import { errorCode, fileError } from '../../base/file-errors'
import { sha256OfAll } from '../../base/hashes'
import { sealed } from '../../base/sealed-json'
import { DATASET_FILE } from '../datasets'
import type { PreparedData } from './prepared-data'

/** The four files of data, under the names that data sets in the IDX format have. */
export interface IdxFiles {
  readonly files: readonly (readonly [name: string, bytes: Uint8Array])[]
  /** SHA-256 over them in their order: the name of the data. */
  readonly fingerprint: string
}

/** The data as the four files that the lab reads. */
export function idxFilesOf({ side, train, test }: Pick<PreparedData, 'side' | 'train' | 'test'>): IdxFiles {
  const files = [
    ['train-images-idx3-ubyte', writeIdxImages(train.pixels, side)],
    ['train-labels-idx1-ubyte', writeIdxLabels(train.labels)],
    ['t10k-images-idx3-ubyte', writeIdxImages(test.pixels, side)],
    ['t10k-labels-idx1-ubyte', writeIdxLabels(test.labels)],
  ] as const
  return { files, fingerprint: sha256OfAll(files.map(([, bytes]) => bytes)) }
}

/** Whether a folder has these files with every byte of theirs. What cannot be read is not there. */
export async function holdsFiles(folder: string, { files }: IdxFiles): Promise<boolean> {
  for (const [name, bytes] of files) {
    const stored = await readFile(join(folder, name)).catch(() => null)
    if (stored?.equals(bytes) !== true) return false
  }
  return true
}

/** What is written about data besides what their bytes say. */
type Label = Pick<DatasetFile, 'name' | 'addedAt'>

async function writeFolder(
  folder: string,
  data: PreparedData,
  { files, fingerprint }: IdxFiles,
  { name, addedAt }: Label,
): Promise<void> {
  const description: DatasetFile = {
    format: DATASET_FORMAT,
    version: 1,
    name,
    fingerprint,
    side: data.side,
    classNames: data.classNames,
    trainImages: data.train.labels.length,
    testImages: data.test.labels.length,
    addedAt,
    source: data.source,
  }
  await mkdir(folder)
  for (const [file, bytes] of files) await writeAtomically(join(folder, file), bytes)
  await writeAtomically(join(folder, DATASET_FILE), `${JSON.stringify(sealed(description), null, 2)}\n`)
}

/** Takes what is under a name out of the way, for whoever puts its successor there; null where there is nothing. */
async function moveAside(target: string): Promise<string | null> {
  const aside = temporaryPath(target)
  try {
    await rename(target, aside)
    return aside
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}

/** Puts a folder under a name; what was there is removed then, and stays where it cannot be replaced. Says whether there was anything. */
async function replaceFolder(target: string, successor: string): Promise<boolean> {
  const aside = await moveAside(target)
  try {
    await rename(successor, target)
  } catch (error) {
    if (aside !== null) await rename(aside, target).catch(() => undefined)
    throw error
  }
  // What cannot be removed now has the name of a temporary file, and is nobody's data.
  if (aside !== null) await rm(aside, { recursive: true, force: true }).catch(() => undefined)
  return aside !== null
}

/**
 * Puts data under their fingerprint into the library, whole or not at all: what has its own name is complete, a kill leaves a
 * temporary folder. Damaged data under that name make place.
 */
export async function writeDataset(
  own: string,
  data: PreparedData,
  files: IdxFiles,
  label: Label,
): Promise<'added' | 'mended'> {
  const target = join(own, files.fingerprint)
  const temporary = temporaryPath(target)
  try {
    await makeFolder(own)
    await writeFolder(temporary, data, files, label)
    const wasThere = await replaceFolder(target, temporary)
    await syncFolder(own)
    return wasThere ? 'mended' : 'added'
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined)
    throw fileError('write', target, error)
  }
}

/** Removes a folder of data in one step: whoever lists the library sees it whole or not at all. */
export async function removeFolder(folder: string): Promise<void> {
  try {
    const aside = await moveAside(folder)
    if (aside !== null) await rm(aside, { recursive: true, force: true })
  } catch (error) {
    throw fileError('remove', folder, error)
  }
}
