import { classCounts } from '#shared/data/labels'
import { accuracyText } from '#shared/evaluation/accuracy-text'
import { checkSupport, classificationReport } from '#shared/evaluation/classification-report'
import { reportText } from '#shared/evaluation/report-text'
import { shapeOf } from '#shared/experiment/dataset-description'
import { isImportedModel } from '#shared/records/imported-model'
import { unpackPredictions } from '#shared/records/predictions'
import type { RunRecord } from '#shared/records/run-record'
import { classNamesOf } from '../library/run-class-names'
import { CommandError } from './command-error'
import { speedText } from './train-run'

const DIGITS = 4

function percent(value: number | null): string {
  return value === null ? 'none' : `${(100 * value).toFixed(2)} %`
}

function testText(accuracy: number | null, images: number): string {
  return accuracy === null ? 'none' : accuracyText(accuracy, images)
}

/** How a run went, in a few lines. */
export function runLines(record: RunRecord, { testImages } = shapeOf(record.dataset)): readonly string[] {
  const { design, plan } = record.experiment
  const network = [design.input, ...design.hidden, design.output].join('-')
  const ended = record.stopReason ?? 'running'
  const divergence =
    record.divergence === null
      ? []
      : [
          `The loss was no longer finite at iteration ${record.divergence.iteration}, first in ${record.divergence.layer}.`,
        ]
  const on = record.dataset === undefined ? [] : [`data: ${record.dataset.name}`]
  const training = isImportedModel(record)
    ? [
        `Run ${record.id}: ${network}, ${design.activation}`,
        `imported from ${record.imported?.file}; nothing is known of its training`,
      ]
    : [
        `Run ${record.id}: ${network}, ${design.activation}, ${plan.optimizer.kind}, seed ${plan.seed}`,
        `${ended}: ${record.iterations} of ${record.plannedIterations} iterations in ${speedText({ iterations: record.iterations, seconds: record.seconds ?? 0 })}`,
      ]
  return [
    ...training,
    ...on,
    ...divergence,
    `accuracy: train ${percent(record.trainAccuracy)}, validation ${percent(record.validationAccuracy)}, test ${testText(record.testAccuracy, testImages)}`,
  ]
}

/** The lines of the classification report of a run; throws where it would not be sound. */
export function runReport(record: RunRecord, testLabels: Uint8Array): readonly string[] {
  if (record.predictions === null) throw new CommandError(`Run ${record.id} has no predictions.`)
  const predicted = unpackPredictions(record.predictions, testLabels.length)
  const classNames = classNamesOf(record)
  const report = classificationReport(testLabels, predicted, classNames.length)
  const fault = checkSupport(report, classCounts(testLabels, classNames.length))
  if (fault !== null) throw new CommandError(fault)
  return ['', ...reportText(report, classNames, DIGITS).split('\n')]
}
