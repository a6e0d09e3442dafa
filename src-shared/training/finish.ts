import { copyWeights, readWeights } from '../network/parameter-access'
import type { Divergence, StopReason } from '../records/run-record'
import { findBadWeights } from './divergence'
import type { Evaluation } from './evaluation'
import { evaluateImages, sumEvaluation } from './evaluation'
import type { Leader } from './leader'
import type { SplitSizes } from './setup'
import type { TrainingResult } from './training-events'
import type { TrainingThread } from './training-thread'

/** How the steps of a training ended. */
export interface TrainingEnd {
  readonly reason: StopReason
  readonly iteration: number
  readonly divergence: Divergence | null
}

/** Which weights a run keeps: the averaged ones if averaging is on, else the best if early stopping is on, else the last. */
function keptCopy({ experiment }: TrainingThread, { state }: Leader): 'average' | 'best' | 'current' {
  const { averaging, earlyStopping } = experiment.plan
  if (averaging > 0) return 'average'
  // Before the first evaluation none is the best.
  return earlyStopping > 0 && state.best.loss !== null ? 'best' : 'current'
}

const KEPT_NAMES = { average: 'averaged', best: 'best', current: 'last', finite: 'last' } as const

interface Kept {
  readonly end: TrainingEnd
  readonly keptWeights: TrainingResult['keptWeights']
}

/** Puts the weights in place that the run keeps. A run that was stopped before its overflow showed has diverged all the same. */
function keepWeights(thread: TrainingThread, leader: Leader, end: TrainingEnd): Kept {
  const { memory, layout } = thread
  const wanted = keptCopy(thread, leader)
  const layer = end.reason === 'diverged' ? null : findBadWeights(thread, wanted)
  const { iteration } = end
  const whole: TrainingEnd =
    layer === null ? end : { reason: 'diverged', iteration, divergence: { iteration, layer } }
  const copy = whole.reason === 'diverged' ? 'finite' : wanted
  if (copy !== 'current') copyWeights(memory, layout.layers, copy, 'current')
  return { end: whole, keptWeights: KEPT_NAMES[copy] }
}

/** Evaluates the weights that the run keeps over every split of the data, all threads together, and tells the result. */
export function finishTraining(
  thread: TrainingThread,
  sizes: SplitSizes,
  leader: Leader | null,
  reached: TrainingEnd,
): void {
  const { memory, layout } = thread
  const seconds = leader?.seconds() ?? 0
  leader?.hooks.emit({ kind: 'evaluating', iteration: reached.iteration })
  const kept = leader === null ? null : keepWeights(thread, leader, reached)
  thread.barrier.wait()
  const evaluate = (order: number, count: number): Evaluation | null => {
    evaluateImages(thread, 'current', order, count)
    const sum = leader === null || count === 0 ? null : sumEvaluation(thread, order, count)
    thread.barrier.wait()
    return sum
  }
  const training = evaluate(layout.trainingOrder, sizes.training)
  const validation = evaluate(layout.validationOrder, sizes.validation)
  const test = evaluate(layout.testOrder, sizes.test)
  if (leader === null || kept === null) return
  const { end, keptWeights } = kept
  const result: TrainingResult = {
    stopReason: end.reason,
    iterations: end.iteration,
    divergence: end.divergence,
    keptWeights,
    trainAccuracy: training?.accuracy ?? null,
    trainLoss: finite(training),
    validationAccuracy: validation?.accuracy ?? null,
    validationLoss: finite(validation),
    testAccuracy: test?.accuracy ?? null,
    testLoss: finite(test),
    predictions: memory.bytes.slice(layout.evaluationPredicted, layout.evaluationPredicted + sizes.test),
    weights: readWeights(memory, layout.layers),
    seconds,
  }
  leader.hooks.emit({ kind: 'ended', result })
}

/** JSON has no infinite numbers; the finite weights of a diverged run may still have an infinite loss. */
function finite(evaluation: Evaluation | null): number | null {
  return evaluation === null || !Number.isFinite(evaluation.loss) ? null : evaluation.loss
}
