import { unpackPredictions } from '#shared/records/predictions'
import type { RunRecord } from '#shared/records/run-record'
import type { DataSet } from '../trainer/data-files'
import { predictClasses } from '../trainer/predict-classes'
import { type Model, pixelTable } from './model'

/** What came of running a model that was read back from its file. */
export type ModelCheck =
  | { readonly kind: 'same'; readonly images: number }
  | { readonly kind: 'different'; readonly images: number; readonly different: number }
  /** There is nothing to compare with: the data are not here, or the record has no predictions. */
  | { readonly kind: 'not-run'; readonly why: 'data' | 'predictions' }

/** Runs a model over all test images, with its own scaling, and compares its classes with those of the run's record. */
export function checkModel(model: Model, record: RunRecord, data: DataSet | null): ModelCheck {
  if (data === null) return { kind: 'not-run', why: 'data' }
  if (record.predictions === null) return { kind: 'not-run', why: 'predictions' }
  const images = data.testLabels.length
  const expected = unpackPredictions(record.predictions, images)
  const found = predictClasses(model.design, model.weights, pixelTable(model.scaling), data.testImages)
  const different = expected.reduce((sum, label, at) => sum + (label === found[at] ? 0 : 1), 0)
  return different === 0 ? { kind: 'same', images } : { kind: 'different', images, different }
}
