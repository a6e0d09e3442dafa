import { pixelTable } from '#shared/data/scaling'
import { unpackPredictions } from '#shared/records/predictions'
import type { RunRecord } from '#shared/records/run-record'
import type { DataSet } from '../trainer/data-files'
import { predictClasses } from '../trainer/predict-classes'
import type { Model } from './model'

/** What came of running a model that was read back from its file. */
export type ModelCheck =
  /** tied: images that got another class, where two scores are the same to binary32's last digits. */
  | { readonly kind: 'same'; readonly images: number; readonly tied: number }
  | { readonly kind: 'different'; readonly images: number; readonly different: number }
  /** There is nothing to compare with: the data are not here, or the record has no predictions. */
  | { readonly kind: 'not-run'; readonly why: 'data' | 'predictions' }

/** Below this lead two scores are tied: a scaling that a file has in binary32 moves them by less. */
const TIE = 1e-5

/** Runs a model over all test images, with its own scaling, and compares its classes with those of the run's record. */
export function checkModel(model: Model, record: RunRecord, data: DataSet | null): ModelCheck {
  if (data === null) return { kind: 'not-run', why: 'data' }
  if (record.predictions === null) return { kind: 'not-run', why: 'predictions' }
  const images = data.testLabels.length
  const expected = unpackPredictions(record.predictions, images)
  const { design, weights, scaling } = model
  const { classes, leads } = predictClasses(design, weights, pixelTable(scaling), data.testImages)
  let [tied, different] = [0, 0]
  expected.forEach((label, image) => {
    if (label === classes[image]) return
    if ((leads[image] ?? 0) < TIE) tied += 1
    else different += 1
  })
  return different === 0 ? { kind: 'same', images, tied } : { kind: 'different', images, different }
}
