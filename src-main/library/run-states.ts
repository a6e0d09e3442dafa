import { packPredictions } from '#shared/records/predictions'
import { RUN_FORMAT, type RunCurves, type RunRecord } from '#shared/records/run-record'
import type { TrainingResult } from '#shared/training/training-events'
import { checkedMoment } from '../base/clock'
import { curvesSha256, weightsSha256 } from '../base/hashes'
import type { NewRun } from './new-run'

// A run's record from its start to its end: each state follows from the one before and from what the training told.

/** What a run does not have before it ends. */
const NO_RESULT = {
  stopReason: null,
  divergence: null,
  keptWeights: null,
  trainAccuracy: null,
  validationAccuracy: null,
  testAccuracy: null,
  trainLoss: null,
  validationLoss: null,
  testLoss: null,
  weightsSha256: null,
  curvesSha256: null,
  predictions: null,
} as const

export function newRecord(run: NewRun, now: number): RunRecord {
  return {
    format: RUN_FORMAT,
    version: 1,
    ...run,
    startedAt: new Date(checkedMoment(now)).toISOString(),
    seconds: null,
    plannedIterations: run.experiment.plan.iterations,
    iterations: 0,
    ...NO_RESULT,
  }
}

/** The same run while it is being trained: what it had before would be of other weights. */
export function runningRecord(record: RunRecord): RunRecord {
  return { ...record, ...NO_RESULT }
}

/** JSON has no infinity: a loss that is none is told by the stop reason and the divergence. */
function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null
}

export function finishedRecord(record: RunRecord, result: TrainingResult, curves: RunCurves): RunRecord {
  return {
    ...record,
    seconds: result.seconds,
    iterations: result.iterations,
    stopReason: result.stopReason,
    divergence: result.divergence,
    keptWeights: result.keptWeights,
    trainAccuracy: finite(result.trainAccuracy),
    validationAccuracy: finite(result.validationAccuracy),
    testAccuracy: finite(result.testAccuracy),
    trainLoss: finite(result.trainLoss),
    validationLoss: finite(result.validationLoss),
    testLoss: finite(result.testLoss),
    weightsSha256: weightsSha256(result.weights),
    curvesSha256: curvesSha256(curves),
    predictions:
      result.predictions === null
        ? null
        : packPredictions(result.predictions, record.experiment.design.output),
  }
}

/** Whether the run has figures and weights that must stay until others take their place. */
export function hasResult(record: RunRecord): boolean {
  return record.weightsSha256 !== null
}

/** Where the run stands when its training broke off. A run that had a result before it went on still has that one. */
export function interruptedRecord(record: RunRecord, iteration: number): RunRecord {
  if (hasResult(record)) return record
  const iterations = Math.min(Math.max(record.iterations, iteration), record.plannedIterations)
  return { ...record, iterations, stopReason: 'interrupted' }
}

/** Whether nothing is left that a training could go on with. */
export function isOver(record: Pick<RunRecord, 'stopReason'>): boolean {
  const { stopReason } = record
  return stopReason !== null && stopReason !== 'stopped' && stopReason !== 'interrupted'
}
