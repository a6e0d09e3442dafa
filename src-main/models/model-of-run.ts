import { scalingMoments } from '#shared/data/scaling'
import { splitTraining } from '#shared/data/split'
import type { TrainingPlan } from '#shared/experiment/experiment'
import { dataName, dataOf } from '#shared/records/data-of-run'
import type { RunRecord } from '#shared/records/run-record'
import { version } from '../../package.json'
import { missingDataSentence } from '../library/missing-data'
import { classNamesOf } from '../library/run-class-names'
import type { DataSet } from '../trainer/data-files'
import { designOfForm, type Model, type PixelScaling } from './model'

function scalingOf(plan: TrainingPlan, pixels: number, data: DataSet | null): PixelScaling | null {
  const { scaling, validationShare, seed } = plan
  if (scaling !== 'standardize') return scalingMoments(scaling, new Uint8Array(), new Int32Array(), pixels)
  if (data === null) return null
  const { training } = splitTraining(data.trainLabels.length, validationShare, seed)
  return scalingMoments(scaling, data.trainImages, training, pixels)
}

/** The network of a run. Its data may be null where they are not here, unless its scaling was taken from them. */
export function modelOfRun(record: RunRecord, weights: Float32Array, data: DataSet | null): Model {
  const { design, plan } = record.experiment
  const scaling = scalingOf(plan, design.input, data)
  if (scaling === null)
    throw new Error(
      `Its pixels are standardized by these data, so without them it cannot be exported. ${missingDataSentence(record)}`,
    )
  return {
    design: designOfForm(design),
    weights,
    scaling,
    classNames: classNamesOf(record),
    origin: {
      lab: version,
      run: record.id,
      identity: record.identity ?? '',
      weights: record.weightsSha256 ?? '',
      data: dataOf(record),
      data_name: dataName(record),
      arithmetic: record.arithmetic ?? '',
    },
  }
}
