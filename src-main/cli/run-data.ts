import type { DatasetDescription } from '#shared/experiment/dataset-description'
import type { Dataset } from '#shared/ipc'
import { dataOf } from '#shared/records/data-of-run'
import { FASHION_MNIST } from '#shared/records/fashion-mnist-test-labels'
import type { RunRecord } from '#shared/records/run-record'
import { type Datasets, openDatasets } from '../library/datasets'
import { libraryPaths } from '../library/library-paths'
import { type DataSet, loadData, loadDataSet } from '../trainer/data-files'
import { CommandError } from './command-error'
import type { OptionHelp, ParsedArguments } from './parsed-arguments'
import type { CommandContext } from './verb'

/** The data that a verb works on. */
export interface RunData {
  readonly data: DataSet
  /** What the record of a run on them says of them; undefined for Fashion-MNIST, and for a folder of which only the hash is known. */
  readonly dataset: DatasetDescription | undefined
}

export const DATA_OPTION: OptionHelp = {
  name: 'data',
  value: 'DIR',
  text: 'folder with the four IDX files of the data',
}

export const DATASET_OPTION: OptionHelp = {
  name: 'dataset',
  value: 'NAME',
  text: 'data to train on (default: Fashion-MNIST); `lab data list` lists them',
}

const SHORTEST = 4

/** The data of the library that the arguments name. */
export function datasetsOf(args: ParsedArguments, context: CommandContext): Datasets {
  const { datasets } = libraryPaths(args.text('library') ?? context.library)
  return openDatasets({ own: datasets, fashionMnist: context.data })
}

/** The data of that name, or with that beginning of a fingerprint. */
async function datasetNamed(word: string, datasets: Datasets): Promise<Dataset> {
  const { datasets: all } = await datasets.list()
  const plain = (text: string): string => text.trim().toLowerCase().normalize('NFC')
  const found = all.filter(
    ({ name, fingerprint }) =>
      plain(name) === plain(word) || (word.length >= SHORTEST && fingerprint.startsWith(word.toLowerCase())),
  )
  const [only] = found
  if (only !== undefined && found.length === 1) return only
  const known = (only === undefined ? all : found)
    .map(({ name, fingerprint }) => `${name} (${fingerprint.slice(0, 8)})`)
    .join(', ')
  if (only === undefined)
    throw new CommandError(`There are no data named ${JSON.stringify(word)}; there are ${known}.`)
  throw new CommandError(
    `${JSON.stringify(word)} fits several data: ${known}. Give the beginning of one's SHA-256.`,
  )
}

async function ofFolder(directory: string, datasets: Datasets): Promise<RunData> {
  const data = await loadDataSet(directory)
  return { data, dataset: await datasets.description(data.fingerprint) }
}

/** The data to train on: those of --dataset or --data, or Fashion-MNIST. */
export async function dataToTrainOn(args: ParsedArguments, context: CommandContext): Promise<RunData> {
  const [name, directory] = [args.text('dataset'), args.text('data')]
  if (name !== undefined && directory !== undefined)
    throw new CommandError('Say on which data to train with either --dataset NAME or --data DIR.')
  const datasets = datasetsOf(args, context)
  if (name === undefined) return ofFolder(directory ?? context.data, datasets)
  const { fingerprint } = await datasetNamed(name, datasets)
  const data = await loadData(await datasets.placeOf(fingerprint))
  return { data, dataset: await datasets.description(fingerprint) }
}

/** The data of a recorded run or search, or those of --data; where the run's are not here, Fashion-MNIST, which are others. */
export async function dataOfRun(
  record: Pick<RunRecord, 'data' | 'dataset'>,
  args: ParsedArguments,
  context: CommandContext,
): Promise<RunData> {
  const datasets = datasetsOf(args, context)
  const directory = args.text('data')
  if (directory !== undefined) return ofFolder(directory, datasets)
  const wanted = dataOf(record)
  const isHere = wanted !== FASHION_MNIST && (await datasets.find(wanted)) !== null
  if (!isHere) return ofFolder(context.data, datasets)
  return { data: await loadData(await datasets.placeOf(wanted)), dataset: record.dataset }
}
