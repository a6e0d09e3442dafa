import { copyWeights, readWeights, transposeAll } from '../network/parameter-access'
import type { Divergence, StopReason } from '../records/run-record'
import type { CheckpointOwner } from './checkpoint'
import { restoreCheckpoint, writeCheckpoint } from './checkpoint'
import { findDivergence } from './divergence'
import { evaluateImages, sumEvaluation } from './evaluation'
import type { Evaluation } from './evaluation'
import { intervalsOf } from './intervals'
import type { Intervals } from './intervals'
import { createLeader } from './leader'
import type { Leader, LeaderHooks } from './leader'
import { createOptimizerScalars } from './optimizer-scalars'
import { initialLeaderState } from './progress'
import { partsOf, prepareData, prepareWeights } from './setup'
import type { Parts } from './setup'
import { lossIsFinite, passRows, updateWeights } from './step'
import type { TrainingResult } from './training-events'
import type { ImageCounts } from './training-memory'
import type { TrainingThread } from './training-thread'

/** What all threads do after a step, as the leader decides: a word of the shared memory. */
const NEXT = { goOn: 0, pause: 1, checkpoint: 2, stop: 3, discard: 4, stopEarly: 5 } as const
type Next = (typeof NEXT)[keyof typeof NEXT]

export interface TrainingStart {
  readonly images: ImageCounts
  readonly owner: CheckpointOwner
  /** Bytes of the checkpoint to go on from, for the leader. */
  readonly checkpoint: Uint8Array | null
  /** Iteration after which the training ends as if it were stopped; for replays of stopped runs. */
  readonly stopAfter?: number
  /** For thread 0 alone. */
  readonly hooks: LeaderHooks | null
}

interface Loop {
  readonly thread: TrainingThread
  readonly parts: Parts
  readonly intervals: Intervals
  readonly start: TrainingStart
  readonly leader: Leader | null
}

/**
 * Trains: every thread calls this with the same arguments but its number, and all return when the training has ended.
 *
 * A step has two meetings: rows of the batch forwards and backwards; then rows of the weight gradients with their updates.
 * What is logged, evaluated and kept follows from the number of the iteration; commands take effect between two steps.
 */
export function runTraining(thread: TrainingThread, start: TrainingStart): void {
  const parts = partsOf(thread, start.images)
  const intervals = intervalsOf(thread.experiment, parts.validation)
  const leader = start.hooks === null ? null : prepare(thread, parts, intervals, start, start.hooks)
  if (leader !== null) {
    leader.prepareBatch(leader.state.iteration)
    setWord(thread, leader.state.iteration)
  }
  thread.meet()
  const from = getWord(thread)
  const loop: Loop = { thread, parts, intervals, start, leader }
  const end = runSteps(loop, from)
  if (end.reason === 'discarded') {
    leader?.hooks.emit({ kind: 'discarded', iteration: end.iteration })
    return
  }
  finish(loop, end.reason, end.iteration, end.divergence)
}

function setWord({ memory, places }: TrainingThread, value: number): void {
  Atomics.store(memory.integers, places.next / 4, value)
}

function getWord({ memory, places }: TrainingThread): number {
  return Atomics.load(memory.integers, places.next / 4)
}

function prepare(
  thread: TrainingThread,
  parts: Parts,
  intervals: Intervals,
  start: TrainingStart,
  hooks: LeaderHooks,
): Leader {
  const { experiment, memory, places, kernels } = thread
  prepareData(thread, start.images)
  prepareWeights(thread)
  let state = initialLeaderState(experiment.design.hidden.length)
  if (start.checkpoint !== null) {
    state = restoreCheckpoint(memory, places, start.checkpoint, start.owner)
    transposeAll(kernels, places.layers)
  }
  return createLeader(thread, parts, intervals, state, hooks)
}

interface End {
  readonly reason: StopReason | 'discarded'
  readonly iteration: number
  readonly divergence: Divergence | null
}

function runSteps(loop: Loop, from: number): End {
  const { thread, intervals, leader } = loop
  const { plan } = thread.experiment
  const scalars = createOptimizerScalars(plan, from)
  for (let iteration = from; iteration < plan.iterations; iteration += 1) {
    const done = iteration + 1
    const evaluates = done % intervals.evaluate === 0 || done === plan.iterations
    scalars.next(thread.weightScalars, thread.otherScalars)
    passRows(thread, iteration, evaluates)
    thread.meet()
    if (!lossIsFinite(thread)) {
      const divergence = leader === null ? null : findDivergence(thread, done)
      return { reason: 'diverged', iteration, divergence }
    }
    updateWeights(thread)
    if (leader !== null) {
      leader.afterBatch(iteration, evaluates)
      if (done < plan.iterations) leader.prepareBatch(done)
      setWord(thread, decide(leader, done % intervals.checkpoint === 0))
    }
    thread.meet()
    if (evaluates) validate(loop, done)
    const next = act(loop, done)
    if (next === NEXT.discard) return { reason: 'discarded', iteration: done, divergence: null }
    if (done === plan.iterations) break
    if (next === NEXT.stop || done === loop.start.stopAfter)
      return { reason: 'stopped', iteration: done, divergence: null }
    if (next === NEXT.stopEarly) return { reason: 'early-stopping', iteration: done, divergence: null }
  }
  return { reason: 'completed', iteration: plan.iterations, divergence: null }
}

const COMMANDS = {
  pause: NEXT.pause,
  resume: NEXT.goOn,
  stop: NEXT.stop,
  discard: NEXT.discard,
  checkpoint: NEXT.checkpoint,
} as const

function decide(leader: Leader, checkpointDue: boolean): Next {
  const command = leader.hooks.takeCommand()
  if (command !== null && command !== 'resume') return COMMANDS[command]
  return checkpointDue ? NEXT.checkpoint : NEXT.goOn
}

function validate({ thread, parts, leader }: Loop, done: number): void {
  const copy = thread.experiment.plan.averaging > 0 ? 'average' : 'current'
  evaluateImages(thread, copy, thread.places.validationOrder, parts.validation)
  if (leader !== null && leader.afterValidation(done) && getWord(thread) !== NEXT.discard)
    setWord(thread, NEXT.stopEarly)
  thread.meet()
}

/** Does what the leader decided; while it writes a checkpoint or waits in a pause, the others wait for it. */
function act({ thread, leader, start }: Loop, done: number): number {
  const next = getWord(thread)
  if (next !== NEXT.pause && next !== NEXT.checkpoint) return next
  thread.meet()
  if (leader !== null) {
    leader.state.secondsBefore = leader.seconds()
    const bytes = writeCheckpoint(thread.memory, thread.places, leader.state, start.owner)
    leader.hooks.emit({ kind: 'checkpoint', iteration: done, bytes })
    setWord(thread, next === NEXT.pause ? sleep(leader, done) : NEXT.goOn)
  }
  thread.meet()
  return getWord(thread)
}

function sleep(leader: Leader, done: number): Next {
  leader.pauseClock()
  leader.hooks.emit({ kind: 'paused', iteration: done })
  let command = leader.hooks.waitForCommand()
  while (command === 'pause' || command === 'checkpoint') command = leader.hooks.waitForCommand()
  leader.continueClock()
  if (command === 'resume') leader.hooks.emit({ kind: 'resumed', iteration: done })
  return COMMANDS[command]
}

/** Which weights a run keeps: the averaged ones if averaging is on, else the best if early stopping is on, else the last. */
function keptCopy({ experiment }: TrainingThread): 'average' | 'best' | 'current' {
  if (experiment.plan.averaging > 0) return 'average'
  return experiment.plan.earlyStopping > 0 && experiment.plan.validationShare > 0 ? 'best' : 'current'
}

const KEPT_NAMES = { average: 'averaged', best: 'best', current: 'last', finite: 'last' } as const

function finish(
  { thread, parts, leader }: Loop,
  reason: StopReason,
  iteration: number,
  divergence: Divergence | null,
): void {
  const { memory, places } = thread
  const seconds = leader?.seconds() ?? 0
  const copy = reason === 'diverged' ? 'finite' : keptCopy(thread)
  if (leader !== null) {
    leader.hooks.emit({ kind: 'evaluating', iteration })
    if (copy !== 'current') copyWeights(memory, places.layers, copy, 'current')
  }
  thread.meet()
  const evaluate = (order: number, count: number): Evaluation | null => {
    evaluateImages(thread, 'current', order, count)
    const sum = leader === null || count === 0 ? null : sumEvaluation(thread, order, count)
    thread.meet()
    return sum
  }
  const training = evaluate(places.trainingOrder, parts.training)
  const validation = evaluate(places.validationOrder, parts.validation)
  const test = evaluate(places.testOrder, parts.test)
  if (leader === null) return
  const result: TrainingResult = {
    stopReason: reason,
    iterations: iteration,
    divergence,
    keptWeights: KEPT_NAMES[copy],
    trainAccuracy: training?.accuracy ?? null,
    trainLoss: finite(training),
    validationAccuracy: validation?.accuracy ?? null,
    validationLoss: finite(validation),
    testAccuracy: test?.accuracy ?? null,
    testLoss: finite(test),
    predictions: memory.bytes.slice(places.evaluationPredicted, places.evaluationPredicted + parts.test),
    weights: readWeights(memory, places.layers),
    seconds,
  }
  leader.hooks.emit({ kind: 'ended', result })
}

/** JSON has no infinite numbers; the finite weights of a diverged run may still have an infinite loss. */
function finite(evaluation: Evaluation | null): number | null {
  return evaluation === null || !Number.isFinite(evaluation.loss) ? null : evaluation.loss
}

/** Views of the words through which the control thread speaks to the leader. */
export function commandWord({ memory, places }: Pick<TrainingThread, 'memory' | 'places'>): Int32Array {
  return memory.integers.subarray(places.command / 4, places.command / 4 + 1)
}
