import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DATASET_FORMAT, type DatasetFile } from '#shared/data/dataset-file'
import { writeIdxImages, writeIdxLabels } from '#shared/data/idx'
import { makeFolder, syncFolder, temporaryPath, writeAtomically } from '../../base/atomic-file'
import { fileError } from '../../base/file-errors'
import { sha256OfAll } from '../../base/hashes'
import { sealed } from '../../base/sealed-json'
import { DATASET_FILE } from '../datasets'
import type { PreparedData } from './prepared-data'

/** The four files of data, under the names that data sets in the IDX format have. */
interface IdxFiles {
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

/**
 * Puts data under their fingerprint into the library, whole or not at all: what has its own name is complete, a kill leaves a
 * temporary folder.
 */
export async function writeDataset(
  own: string,
  data: PreparedData,
  { files, fingerprint }: IdxFiles,
  { name, addedAt }: Pick<DatasetFile, 'name' | 'addedAt'>,
): Promise<void> {
  const target = join(own, fingerprint)
  const temporary = temporaryPath(target)
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
  try {
    await makeFolder(own)
    await mkdir(temporary)
    for (const [file, bytes] of files) await writeAtomically(join(temporary, file), bytes)
    await writeAtomically(join(temporary, DATASET_FILE), `${JSON.stringify(sealed(description), null, 2)}\n`)
    await rename(temporary, target)
    await syncFolder(own)
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined)
    throw fileError('write', target, error)
  }
}
