import { type DatasetDescription, descriptionOf } from '#shared/experiment/dataset-description'
import type { Dataset } from '#shared/ipc'
import type { RunRecord } from '#shared/records/run-record'

/** Data other than Fashion-MNIST, as the form and a run name them. */
export interface ChosenDataset extends DatasetDescription {
  readonly fingerprint: string
}

/** The data of a run; null for Fashion-MNIST, and where nothing is known of them. */
export function datasetOfRun({ data, dataset }: Pick<RunRecord, 'data' | 'dataset'>): ChosenDataset | null {
  return data === null || dataset === undefined ? null : { ...dataset, fingerprint: data }
}

/** Data of the list as the form names them; null for Fashion-MNIST. */
export function chosenFrom(dataset: Dataset): ChosenDataset | null {
  if (dataset.source === null) return null
  return { ...descriptionOf(dataset), fingerprint: dataset.fingerprint }
}
