import { CLASS_NAMES } from '#shared/data/labels'
import { dataName, dataOf } from '#shared/records/data-of-run'
import { FASHION_MNIST } from '#shared/records/fashion-mnist-test-labels'
import type { CardCurves, RunCardData } from '#shared/records/run-card-data'
import type { RunCurves } from '#shared/records/run-record'
import type { Model } from '../../models/model'
import type { ExportRun } from '../export-run'
import { reportOfRun } from '../report-of-run'
import { textOfExperiment } from '../text-of-experiment'

/** More points than a line of a card has pixels. */
const MOST_POINTS = 400

type Columns = Readonly<Record<string, readonly number[]>>

/** Every n-th point of a group of columns, and the last. */
function thinned<G extends { readonly [K in keyof G]: readonly number[] }>(group: G): G {
  const columns: Columns = group
  const length = Object.values(columns)[0]?.length ?? 0
  const step = Math.ceil(length / MOST_POINTS)
  const isKept = (_: number, index: number): boolean => index % step === 0 || index === length - 1
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, column.filter(isKept)]),
  ) as unknown as G
}

function cardCurves({ training, validation }: RunCurves): CardCurves {
  return { training: thinned(training), validation: thinned(validation) }
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
    curves: curves === null ? null : cardCurves(curves),
    scaling: model?.scaling ?? null,
  }
}
