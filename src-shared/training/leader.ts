import { augments, drawTransformations } from '../data/augmentation'
import { createBatchOrder } from '../data/batch-order'
import { floatsAt, integersAt } from '../network/memory'
import { copyWeights } from '../network/parameter-access'
import type { Divergence } from '../records/run-record'
import { findBadWeights, findDivergence, findDivergenceOver } from './divergence'
import { sumEvaluation } from './evaluation'
import type { Intervals } from './intervals'
import type { LeaderState } from './progress'
import { addLayerStatistics, addTrainingPoint, addValidationPoint } from './progress'
import { learningRateAt } from './schedules'
import type { SplitSizes } from './setup'
import type { LayerStatistics, TrainingCommand, TrainingEvent } from './training-events'
import type { TrainingThread } from './training-thread'

/** What the leading thread needs from outside: somebody to tell, a clock for the seconds column, and commands. */
export interface LeaderHooks {
  readonly emit: (event: TrainingEvent) => void
  /** Seconds since any moment. */
  readonly now: () => number
  /** The command that came since the last call, if any; returns at once. */
  readonly takeCommand: () => TrainingCommand | null
  /** Sleeps until a command comes. */
  readonly waitForCommand: () => TrainingCommand
}

/** Seconds between two progress messages. */
const PROGRESS_SECONDS = 0.05

/** The bookkeeping of one thread of the team: sums, curves, the order of the batches, early stopping. */
export interface Leader {
  readonly state: LeaderState
  readonly hooks: LeaderHooks
  /** Seconds of training so far, pauses left out. */
  seconds(): number
  pauseClock(): void
  resumeClock(): void
  /** Writes the order of the batch of an iteration. */
  prepareBatch(iteration: number): void
  /** Where the numbers stopped being finite, as far as the leader has seen. */
  divergence(): Divergence | null
  /** Adds the batch that was just computed to the running sums, and tells what is due. */
  afterBatch(iteration: number): void
  /** The same where the batch was measured: its layer statistics are told as well. */
  afterMeasuredBatch(iteration: number): void
  /** Takes the validation that was just computed; true where early stopping ends the training. */
  afterValidation(iteration: number): boolean
}

export function createLeader(
  thread: TrainingThread,
  sizes: SplitSizes,
  intervals: Intervals,
  state: LeaderState,
  hooks: LeaderHooks,
): Leader {
  const { experiment, layout, memory, order } = thread
  const { plan } = experiment
  const training = integersAt(memory, layout.trainingOrder, sizes.training)
  const batches = createBatchOrder(training, plan.batchSize, plan.sampling, plan.seed)
  const transformations = augments(plan.augmentation) ? layout.sourcesLength / experiment.design.input : 0
  const clock = createClock(hooks.now, state.secondsBefore)
  const evaluated = plan.averaging > 0 ? 'average' : 'current'
  let divergence: Divergence | null = null
  let told = -1
  let toldIteration = state.iteration
  let toldSeconds = state.secondsBefore

  function tellProgress(done: number): void {
    const now = hooks.now()
    if (now - told < PROGRESS_SECONDS) return
    told = now
    const seconds = clock.seconds()
    const elapsed = seconds - toldSeconds
    const stepsPerSecond = elapsed > 0 ? (done - toldIteration) / elapsed : 0
    // A second's worth of steps makes a steadier speed than a twentieth's.
    if (elapsed >= 1) [toldIteration, toldSeconds] = [done, seconds]
    hooks.emit({ kind: 'progress', iteration: done, seconds, stepsPerSecond })
  }

  function addBatch(done: number): void {
    const { sums } = state
    let loss = 0
    for (let row = 0; row < plan.batchSize; row += 1) {
      loss += thread.losses[row]
      if (memory.bytes[layout.predicted + row] === memory.bytes[layout.labels + order[row]]) sums.correct += 1
    }
    sums.loss += loss
    sums.steps += 1
    if (done % intervals.log !== 0 && done !== plan.iterations) return
    const images = sums.steps * plan.batchSize
    const point = {
      iteration: done,
      loss: sums.loss / images,
      accuracy: sums.correct / images,
      learningRate: learningRateAt(plan, done - 1),
    }
    addTrainingPoint(state.curves, point, clock.seconds())
    hooks.emit({ kind: 'logged', point, seconds: clock.seconds() })
    Object.assign(sums, { loss: 0, correct: 0, steps: 0 })
  }

  function addStatistics(done: number): void {
    const point = layerStatistics(thread, done)
    if (isFinitePoint(point)) {
      addLayerStatistics(state.curves, point)
      hooks.emit({ kind: 'layers', point })
    } else {
      divergence ??= findDivergence(thread, done)
    }
  }

  function endBatch(done: number): void {
    state.iteration = done
    tellProgress(done)
  }

  /** An activation can hide from the loss of a batch that weights are no longer finite; images that do not train can overflow first. */
  function divergenceOfValidation(done: number): Divergence | null {
    const layer = findBadWeights(thread, 'current') ?? findBadWeights(thread, evaluated)
    if (layer !== null) return { iteration: done, layer }
    const bad = floatsAt(memory, layout.evaluationLoss, sizes.validation).findIndex(
      (loss) => !Number.isFinite(loss),
    )
    if (bad === -1) return null
    const image = integersAt(memory, layout.validationOrder, sizes.validation)[bad]
    return findDivergenceOver(thread, evaluated, image, done)
  }

  return {
    state,
    hooks,
    seconds: clock.seconds,
    pauseClock: clock.pause,
    resumeClock: clock.resume,
    divergence: () => divergence,
    prepareBatch(iteration) {
      batches.fill(iteration, order)
      if (transformations === 0) return
      drawTransformations(
        integersAt(memory, layout.transforms, plan.batchSize),
        transformations,
        plan.seed,
        iteration,
      )
    },
    afterBatch(iteration) {
      addBatch(iteration + 1)
      endBatch(iteration + 1)
    },
    afterMeasuredBatch(iteration) {
      addBatch(iteration + 1)
      addStatistics(iteration + 1)
      endBatch(iteration + 1)
    },
    afterValidation(done) {
      divergence ??= divergenceOfValidation(done)
      if (divergence !== null) return false
      copyWeights(memory, layout.layers, 'current', 'finite')
      if (sizes.validation === 0) return false
      const { loss, accuracy } = sumEvaluation(thread, layout.validationOrder, sizes.validation)
      const point = { iteration: done, loss, accuracy }
      addValidationPoint(state.curves, point)
      hooks.emit({ kind: 'validated', point })
      return plan.earlyStopping > 0 && stopsEarly(thread, state, loss)
    },
  }
}

function stopsEarly(
  { memory, layout, experiment }: TrainingThread,
  { best }: LeaderState,
  loss: number,
): boolean {
  if (best.loss === null || loss < best.loss) {
    Object.assign(best, { loss, since: 0 })
    copyWeights(memory, layout.layers, 'current', 'best')
    return false
  }
  best.since += 1
  return best.since >= experiment.plan.earlyStopping
}

function isFinitePoint({ iteration: _, ...moments }: LayerStatistics): boolean {
  return Object.values(moments).every((values: readonly number[]) => values.every(Number.isFinite))
}

function layerStatistics({ layout, experiment, memory }: TrainingThread, iteration: number): LayerStatistics {
  const rows = experiment.plan.batchSize
  const summarize = (address: number, outputs: number): readonly [mean: number, variance: number] => {
    let sum = 0
    let squares = 0
    for (let row = 0; row < rows; row += 1) {
      sum += memory.doubles[address / 8 + 2 * row]
      squares += memory.doubles[address / 8 + 2 * row + 1]
    }
    const mean = sum / (rows * outputs)
    return [mean, squares / (rows * outputs) - mean * mean]
  }
  const before = layout.moments.map(({ preactivation }, index) =>
    summarize(preactivation, layout.layers[index].outputs),
  )
  const after = layout.moments.map(({ activation }, index) =>
    summarize(activation, layout.layers[index].outputs),
  )
  return {
    iteration,
    preactivationMean: before.map(([mean]) => mean),
    preactivationVariance: before.map(([, variance]) => variance),
    activationMean: after.map(([mean]) => mean),
    activationVariance: after.map(([, variance]) => variance),
  }
}

function createClock(
  now: () => number,
  before: number,
): { seconds: () => number; pause: () => void; resume: () => void } {
  let passed = before
  let since: number | null = now()
  return {
    seconds: () => (since === null ? passed : passed + now() - since),
    pause() {
      if (since !== null) passed += now() - since
      since = null
    },
    resume() {
      since ??= now()
    },
  }
}
