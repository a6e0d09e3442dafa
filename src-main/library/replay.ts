import { parseExperiment } from '#shared/experiment/experiment-schema'
import { firstDifference } from '#shared/records/compare-curves'
import { packPredictions, unpackPredictions } from '#shared/records/predictions'
import type { Predictions, RunCurves, RunRecord } from '#shared/records/run-record'
import type { ReplayOutcome } from '#shared/records/run-summary'
import type { TrainingResult } from '#shared/training/training-events'
import { weightsSha256 } from '../base/hashes'
import { missingDataSentence } from './missing-data'

/** Why a run cannot be trained again on this computer with the hope of the same numbers; null where it can. */
export function replayObstacle(record: RunRecord, data: string): string | null {
  if (record.identity === null)
    return `Run ${record.id} is a row of a table: it does not say enough to be trained again.`
  if (record.stopReason === null) return `Run ${record.id} is still being trained.`
  if (record.weightsSha256 === null)
    return `Run ${record.id} was interrupted before it had a result to compare with.`
  if (!parseExperiment(record.experiment).ok)
    return `Run ${record.id} has settings of a newer version of the lab, so it cannot be replayed with this one.`
  if (record.data !== data) return missingDataSentence(record)
  return null
}

function firstOtherPrediction(recorded: Predictions, replayed: Uint8Array): string | null {
  if (packPredictions(replayed, recorded.classCount).base64 === recorded.base64) return null
  const classes = unpackPredictions(recorded, replayed.length)
  const image = classes.findIndex((value, index) => value !== replayed[index])
  return `The predicted class of test image ${image} was ${classes[image]} and is now ${replayed[image]}.`
}

const FIGURES = [
  ['trainAccuracy', 'training accuracy'],
  ['validationAccuracy', 'validation accuracy'],
  ['testAccuracy', 'test accuracy'],
  ['trainLoss', 'training loss at the end'],
  ['validationLoss', 'validation loss at the end'],
  ['testLoss', 'test loss'],
] as const

/** What a replay came to. */
export interface Replayed {
  readonly arithmetic: string
  readonly result: TrainingResult
  readonly curves: RunCurves
}

/**
 * Compares a run with its replay: every logged number, the figures at the end, the predicted classes, the weights.
 *
 * The first number that differs is named in the order of the training, because that is where to look for the cause.
 */
export function replayDifference(
  record: RunRecord,
  curves: RunCurves | null,
  replayed: Replayed,
): string | null {
  const { arithmetic, result } = replayed
  if (record.arithmetic !== arithmetic) {
    return `The run was computed with arithmetic ${record.arithmetic}, this computer computes with ${arithmetic}.`
  }
  const logged = curves === null ? null : firstDifference(curves, replayed.curves)
  if (logged !== null) return logged
  if (record.iterations !== result.iterations) {
    return `The run ended after ${record.iterations} iterations, the replay after ${result.iterations}.`
  }
  for (const [key, figure] of FIGURES) {
    // An infinite loss has no number in a record.
    const found = Number.isFinite(result[key]) ? result[key] : null
    if (record[key] !== found) return `The ${figure} was ${record[key]} and is now ${found}.`
  }
  const prediction =
    record.predictions === null || result.predictions === null
      ? null
      : firstOtherPrediction(record.predictions, result.predictions)
  if (prediction !== null) return prediction
  const found = weightsSha256(result.weights)
  return found === record.weightsSha256
    ? null
    : `The weights' SHA-256 was ${record.weightsSha256} and is now ${found}.`
}

/** How a replay came out, as it is kept beside the run. */
export function replayOutcome(
  difference: string | null,
  author: string,
  device: string,
  at: Date,
): ReplayOutcome {
  return { at: at.toISOString(), author, device, identical: difference === null, difference }
}
