import { join } from 'node:path'
import { DATASET_FILE, readDescription } from '../datasets'
import { readIdxFolder } from './idx-folder'
import { DEFAULT_IMPORT, type PreparedData } from './prepared-data'
import { idxFilesOf } from './write-dataset'

/** Reads data that another library has given away: with the names that they have there, and only as what their description says. */
export async function readGivenFolder(folder: string): Promise<PreparedData> {
  const file = join(folder, DATASET_FILE)
  const read = readDescription(folder)
  if (!read.ok) throw new Error(`Cannot use ${file}: ${read.reason}`)
  const { name, classNames, fingerprint, source } = read.value
  const names = new Map(classNames.map((className, label) => [label, className]))
  const data = await readIdxFolder(folder, DEFAULT_IMPORT, names)
  const found = idxFilesOf(data).fingerprint
  if (found !== fingerprint)
    throw new Error(`The data in ${folder} were changed: their SHA-256 is ${found} now.`)
  return { ...data, name, source }
}
