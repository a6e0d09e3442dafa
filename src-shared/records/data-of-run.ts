import { FASHION_MNIST } from './fashion-mnist-test-labels'
import type { RunRecord } from './run-record'

/** The name of the data that the lab brings along. */
export const FASHION_MNIST_NAME = 'Fashion-MNIST'

const SHORT_HASH = 8

/** Fingerprint of the data that a run was trained on. Rows of tables do not say, and are of Fashion-MNIST. */
export function dataOf({ data }: Pick<RunRecord, 'data'>): string {
  return data ?? FASHION_MNIST
}

/** What people call the data of a run; the beginning of their fingerprint where nothing else is known. */
export function dataName({ data, dataset }: Pick<RunRecord, 'data' | 'dataset'>): string {
  if (dataset !== undefined) return dataset.name
  return data === null || data === FASHION_MNIST ? FASHION_MNIST_NAME : data.slice(0, SHORT_HASH)
}
