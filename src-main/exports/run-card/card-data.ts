import { CLASS_NAMES } from '#shared/data/labels'
import type { CardCurves, RunCardData } from '#shared/exports/run-card-data'
import type { CurveMetric } from '#shared/figures/curve-metrics'
import { dataName, dataOf } from '#shared/records/data-of-run'
import { FASHION_MNIST } from '#shared/records/fashion-mnist-test-labels'
import type { Model } from '../../models/model'
import { curveOf } from '../curve-of-run'
import type { ExportRun } from '../export-run'
import { reportOfRun } from '../report-of-run'
import { textOfExperiment } from '../text-of-experiment'

/** More points than a line of a card has pixels. */
const MOST_POINTS = 400

function cardCurves(run: ExportRun): CardCurves {
  const lines = (metric: CurveMetric) => ({
    training: curveOf(run, 'training', metric, MOST_POINTS),
    validation: curveOf(run, 'validation', metric, MOST_POINTS),
  })
  return { loss: lines('loss'), accuracy: lines('accuracy') }
}

/** What the card of a run says; `model` is null where its network cannot be in it. */
export function cardData(run: ExportRun, classNames: readonly string[], model: Model | null): RunCardData {
  const { record, summary, curves } = run
  const { predictions: _, ...rest } = record
  const { title, note, tags } = summary.annotations
  return {
    record: rest,
    annotations: { title, note, tags },
    isImported: summary.origin === 'imported',
    text: textOfExperiment(record),
    side: Math.sqrt(record.experiment.design.input),
    classNames,
    isFashionMnist: dataOf(record) === FASHION_MNIST && classNames.length === CLASS_NAMES.length,
    dataName: dataName(record),
    report: reportOfRun(run, classNames.length),
    curves: curves === null ? null : cardCurves(run),
    scaling: model?.scaling ?? null,
  }
}
