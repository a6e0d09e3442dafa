import { transposeAll } from '../network/parameter-access'
import type { StopReason } from '../records/run-record'
import type { CheckpointOwner } from './checkpoint'
import { restoreCheckpoint, writeCheckpoint } from './checkpoint'
import { findBadWeights, findDivergence } from './divergence'
import { evaluateImages } from './evaluation'
import type { TrainingEnd } from './finish'
import { finishTraining } from './finish'
import type { Intervals } from './intervals'
import { intervalsOf } from './intervals'
import type { Leader, LeaderHooks } from './leader'
import { createLeader } from './leader'
import type { ImageCounts } from './memory-layout'
import { createOptimizerScalars } from './optimizer-scalars'
import { initialLeaderState } from './progress'
import type { SplitSizes } from './setup'
import { prepareData, prepareWeights, splitSizesOf } from './setup'
import { lossIsFinite, passAndMeasureRows, passRows, updateWeights } from './step'
import type { TrainingThread } from './training-thread'

/** What all threads do after a step, as the leader decides: a word of the shared memory. */
const NEXT = { goOn: 0, pause: 1, checkpoint: 2, stop: 3, discard: 4, stopEarly: 5, diverged: 6 } as const
type Next = (typeof NEXT)[keyof typeof NEXT]

export interface TrainingStart {
  readonly images: ImageCounts
  readonly owner: CheckpointOwner
  /** Bytes of the checkpoint to resume from, for the leader. */
  readonly checkpoint: Uint8Array | null
  /** Iteration after which the training ends as if it were stopped there: for trials that are compared early, and replays of stopped runs. */
  readonly stopAfter?: number
  /** Iterations between two checkpoints where somebody wants to keep them; else what the plan says. They change no number. */
  readonly checkpointEvery?: number
  /** For thread 0 alone. */
  readonly hooks: LeaderHooks | null
}

interface Loop {
  readonly thread: TrainingThread
  readonly sizes: SplitSizes
  readonly intervals: Intervals
  readonly start: TrainingStart
  readonly leader: Leader | null
}

/**
 * Trains: every thread calls this with the same arguments but its number, and all return when the training has ended.
 *
 * A step has two barriers: rows of the batch forwards and backwards; then rows of the weight gradients with their updates.
 * What is logged, evaluated and kept follows from the number of the iteration; commands take effect between two steps.
 */
export function runTraining(thread: TrainingThread, start: TrainingStart): void {
  const sizes = splitSizesOf(thread, start.images)
  const usual = intervalsOf(thread.experiment, sizes.validation)
  const intervals = { ...usual, checkpoint: start.checkpointEvery ?? usual.checkpoint }
  const leader = start.hooks === null ? null : prepare(thread, sizes, intervals, start, start.hooks)
  if (leader !== null) {
    leader.prepareBatch(leader.state.iteration)
    setWord(thread, leader.state.iteration)
  }
  thread.barrier.wait()
  const from = getWord(thread)
  const loop: Loop = { thread, sizes, intervals, start, leader }
  const end = runSteps(loop, from)
  const { reason } = end
  if (reason === 'discarded') leader?.hooks.emit({ kind: 'discarded', iteration: end.iteration })
  else finishTraining(thread, sizes, leader, { ...end, reason })
}

function setWord({ memory, layout }: TrainingThread, value: number): void {
  Atomics.store(memory.integers, layout.next / 4, value)
}

function getWord({ memory, layout }: TrainingThread): number {
  return Atomics.load(memory.integers, layout.next / 4)
}

function prepare(
  thread: TrainingThread,
  sizes: SplitSizes,
  intervals: Intervals,
  start: TrainingStart,
  hooks: LeaderHooks,
): Leader {
  const { experiment, memory, layout, kernels } = thread
  prepareData(thread, start.images)
  prepareWeights(thread)
  let state = initialLeaderState(experiment.design.hidden.length)
  if (start.checkpoint !== null) {
    state = restoreCheckpoint(memory, layout, start.checkpoint, start.owner)
    transposeAll(kernels, layout.layers)
  }
  return createLeader(thread, sizes, intervals, state, hooks)
}

interface End extends Omit<TrainingEnd, 'reason'> {
  readonly reason: StopReason | 'discarded'
}

function runSteps(loop: Loop, from: number): End {
  const { thread, intervals, leader } = loop
  const { plan } = thread.experiment
  const { stopAfter = Infinity } = loop.start
  // What resumes where it should stop has nothing left to do.
  if (from >= stopAfter) return { reason: 'stopped', iteration: from, divergence: null }
  const scalars = createOptimizerScalars(plan, from)
  for (let iteration = from; iteration < plan.iterations; iteration += 1) {
    const done = iteration + 1
    const isLast = done === stopAfter && done < plan.iterations
    const evaluates = done % intervals.evaluate === 0 || done === plan.iterations
    scalars.next(thread.weightScalars, thread.otherScalars)
    if (evaluates) passAndMeasureRows(thread, iteration)
    else passRows(thread, iteration)
    thread.barrier.wait()
    if (!lossIsFinite(thread)) {
      const divergence = leader === null ? null : findDivergence(thread, done)
      return { reason: 'diverged', iteration, divergence }
    }
    updateWeights(thread)
    if (leader !== null) {
      if (evaluates) leader.afterMeasuredBatch(iteration)
      else leader.afterBatch(iteration)
      if (done < plan.iterations) leader.prepareBatch(done)
      setWord(thread, decide(leader, done % intervals.checkpoint === 0, isLast))
    }
    thread.barrier.wait()
    if (evaluates && getWord(thread) !== NEXT.diverged) validate(loop, done)
    const next = act(loop, done)
    if (next === NEXT.diverged)
      return { reason: 'diverged', iteration: done, divergence: leader?.divergence() ?? null }
    if (next === NEXT.discard) return { reason: 'discarded', iteration: done, divergence: null }
    if (done === plan.iterations) break
    if (next === NEXT.stop || isLast) return { reason: 'stopped', iteration: done, divergence: null }
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

function decide(leader: Leader, checkpointDue: boolean, isLast: boolean): Next {
  const command = leader.hooks.takeCommand()
  if (command !== 'discard' && leader.divergence() !== null) return NEXT.diverged
  if (command !== null && command !== 'resume') return COMMANDS[command]
  if (isLast) return NEXT.stop
  return checkpointDue ? NEXT.checkpoint : NEXT.goOn
}

function validate({ thread, sizes, leader }: Loop, done: number): void {
  const copy = thread.experiment.plan.averaging > 0 ? 'average' : 'current'
  evaluateImages(thread, copy, thread.layout.validationOrder, sizes.validation)
  if (leader !== null) {
    const stops = leader.afterValidation(done)
    const next = leader.divergence() !== null ? NEXT.diverged : stops ? NEXT.stopEarly : null
    if (next !== null && getWord(thread) !== NEXT.discard) setWord(thread, next)
  }
  thread.barrier.wait()
}

/** Does what the leader decided; while it writes a checkpoint or waits in a pause, the others wait for it. */
function act({ thread, leader, start }: Loop, done: number): number {
  const next = getWord(thread)
  if (next !== NEXT.pause && next !== NEXT.checkpoint && next !== NEXT.stop) return next
  thread.barrier.wait()
  if (leader !== null) {
    leader.state.secondsBefore = leader.seconds()
    // From weights that are not finite nobody can go on; the checkpoint before stays the last one.
    if (findBadWeights(thread, 'current') === null) {
      const bytes = writeCheckpoint(thread.memory, thread.layout, leader.state, start.owner)
      leader.hooks.emit({ kind: 'checkpoint', iteration: done, bytes })
    }
    setWord(thread, afterCheckpoint(leader, next, done))
  }
  thread.barrier.wait()
  return getWord(thread)
}

/** A stopped run is kept, and its checkpoint with it, so that somebody may go on. */
function afterCheckpoint(leader: Leader, next: number, done: number): Next {
  if (next === NEXT.pause) return sleep(leader, done)
  return next === NEXT.stop ? NEXT.stop : NEXT.goOn
}

function sleep(leader: Leader, done: number): Next {
  leader.pauseClock()
  leader.hooks.emit({ kind: 'paused', iteration: done })
  let command = leader.hooks.waitForCommand()
  while (command === 'pause' || command === 'checkpoint') command = leader.hooks.waitForCommand()
  leader.resumeClock()
  if (command === 'resume') leader.hooks.emit({ kind: 'resumed', iteration: done })
  return COMMANDS[command]
}

/** Views of the words through which the control thread speaks to the leader. */
export function commandWord({ memory, layout }: Pick<TrainingThread, 'memory' | 'layout'>): Int32Array {
  return memory.integers.subarray(layout.command / 4, layout.command / 4 + 1)
}
