import { OPTIMIZER_ROWS } from '../experiment/optimizers'
import { PANEL } from '../kernels/panels'
import { GRADIENT_SCALE } from '../kernels/scalar-layouts'
import type { Layer, Normalization, Parameter } from '../network/layers'
import { backwardTraining, forwardTraining } from '../network/network'
import type { RowRange } from '../network/row-range'
import { shareBegin } from '../network/row-range'
import { clipScale } from './clipping'
import type { TrainingThread } from './training-thread'
import { rowsOfThread } from './training-thread'

/** How far running statistics move towards those of a batch, as in PyTorch. */
const RUNNING_SHARE = Math.fround(0.1)
const RUNNING_REST = Math.fround(1 - 0.1)

/** What a thread does with a row range of the batch before the barrier. */
type PassRange = (thread: TrainingThread, range: RowRange, iteration: number) => void

/**
 * First half of a step: rows of the batch through the network, forwards and backwards.
 *
 * Rows need no other rows, so some go the whole way while they are in the cache, and then the next ones. Batch normalization
 * needs all rows of a column; then the whole batch goes together, and the threads wait for each other at every layer.
 */
export function passRows(thread: TrainingThread, iteration: number): void {
  passEveryRange(thread, iteration, passRange)
}

/** The same, and what layer statistics are summed from: it changes no number of the training. */
export function passAndMeasureRows(thread: TrainingThread, iteration: number): void {
  passEveryRange(thread, iteration, passAndMeasureRange)
}

function passEveryRange(thread: TrainingThread, iteration: number, pass: PassRange): void {
  const { experiment, work } = thread
  const { plan, design } = experiment
  const rows = plan.batchSize
  const { thread: share, threads: shares } = thread
  if (design.batchNormalization && design.hidden.length > 0) {
    const [rowBegin, rowEnd] = rowsOfThread(rows, share, shares)
    pass(thread, { rows, rowBegin, rowEnd, share, shares }, iteration)
    return
  }
  work.begin(rows)
  while (work.take()) pass(thread, { rows, rowBegin: work.from, rowEnd: work.to, share, shares }, iteration)
}

function passRange(thread: TrainingThread, range: RowRange, iteration: number): void {
  const { experiment, network, barrier } = thread
  gather(thread, range)
  forwardTraining(network, range, experiment.plan.seed, iteration, barrier)
  loss(thread, range)
  backwardTraining(network, range, barrier)
}

function passAndMeasureRange(thread: TrainingThread, range: RowRange, iteration: number): void {
  passRange(thread, range, iteration)
  measureMoments(thread, range)
}

function gather({ kernels, layout, experiment }: TrainingThread, { rows, rowBegin, rowEnd }: RowRange): void {
  kernels.gatherF32(
    layout.layers[0].input,
    layout.images,
    layout.order,
    layout.table,
    layout.transforms,
    layout.sources,
    rows,
    rowBegin,
    rowEnd,
    experiment.design.input,
  )
}

function loss({ kernels, layout, experiment }: TrainingThread, { rows, rowBegin, rowEnd }: RowRange): void {
  const last = layout.layers[layout.layers.length - 1]
  kernels.softmaxCrossEntropyF32(
    last.gradient,
    layout.loss,
    layout.predicted,
    last.dense,
    layout.labels,
    layout.order,
    layout.targets,
    rows,
    rowBegin,
    rowEnd,
    experiment.design.output,
  )
}

function measureMoments({ kernels, layout }: TrainingThread, { rows, rowBegin, rowEnd }: RowRange): void {
  for (const [index, { preactivation, activation }] of layout.moments.entries()) {
    const layer = layout.layers[index]
    kernels.rowMomentsF64(preactivation, layer.preactivation, rows, rowBegin, rowEnd, layer.outputs)
    kernels.rowMomentsF64(activation, layer.activation, rows, rowBegin, rowEnd, layer.outputs)
  }
}

/** Whether every row of the batch has a finite loss; all threads look, and so agree. */
export function lossIsFinite({ losses }: TrainingThread): boolean {
  for (let row = 0; row < losses.length; row += 1) if (!Number.isFinite(losses[row])) return false
  return true
}

/**
 * Second half of a step: rows of every weight gradient, and the update with them while they are in the cache.
 *
 * Clipping needs the norm of all gradients first; then the threads wait at the barrier once in between.
 */
export function updateWeights(thread: TrainingThread): void {
  if (thread.experiment.plan.gradientClipping === 0) {
    computeAndApplyGradients(thread)
    return
  }
  computeGradients(thread)
  thread.barrier.wait()
  const scale = clipScale(thread)
  thread.weightScalars[GRADIENT_SCALE] = scale
  thread.otherScalars[GRADIENT_SCALE] = scale
  applyGradients(thread)
}

function computeAndApplyGradients(thread: TrainingThread): void {
  const { work } = thread
  for (const layer of thread.layout.layers) {
    work.begin(layer.inputs)
    while (work.take()) {
      computeWeightGradient(thread, layer)
      applyWeightGradient(thread, layer)
    }
    computeVectorGradients(thread, layer)
    applyVectorGradients(thread, layer)
  }
}

function computeGradients(thread: TrainingThread): void {
  const { work } = thread
  for (const layer of thread.layout.layers) {
    work.begin(layer.inputs)
    while (work.take()) computeWeightGradient(thread, layer)
    computeVectorGradients(thread, layer)
  }
}

function applyGradients(thread: TrainingThread): void {
  const { work } = thread
  for (const layer of thread.layout.layers) {
    work.begin(layer.inputs)
    while (work.take()) applyWeightGradient(thread, layer)
    applyVectorGradients(thread, layer)
  }
}

/** The gradient of a layer's weights, for the inputs that the thread has taken. */
function computeWeightGradient({ kernels, experiment, work }: TrainingThread, layer: Layer): void {
  const { weight, inputs, outputs, input, gradient } = layer
  const { from, to } = work
  const rows = experiment.plan.batchSize
  kernels.weightGradientF32(weight.gradient, input, gradient, rows, inputs, from, to, outputs)
  if (weight.rowSquares !== 0)
    kernels.rowSquaresF64(weight.rowSquares, weight.gradient, inputs, from, to, outputs)
}

/** The update of a layer's weights, for the inputs that the thread has taken. */
function applyWeightGradient(thread: TrainingThread, layer: Layer): void {
  const { kernels, work } = thread
  const { weight, inputs, outputs } = layer
  const { from, to } = work
  updateStrips(thread, weight, from * PANEL, (to - from) * PANEL)
  if (layer.transposed !== 0)
    kernels.transposeF32(layer.transposed, weight.copies.current, inputs, outputs, from, to)
}

/** The gradient of the bias and the running statistics, for this thread's panels; backwards, normalization has its own already. */
function computeVectorGradients(thread: TrainingThread, layer: Layer): void {
  const { kernels, experiment } = thread
  const begin = shareBegin(layer.panels, thread.thread, thread.threads)
  const end = shareBegin(layer.panels, thread.thread + 1, thread.threads)
  if (begin === end) return
  kernels.columnSumF32(layer.bias.gradient, layer.gradient, experiment.plan.batchSize, begin, end)
  if (layer.normalization !== null) moveRunning(thread, layer.normalization, begin * PANEL, end * PANEL)
}

/** The update of everything that is no weight, for this thread's panels. */
function applyVectorGradients(thread: TrainingThread, layer: Layer): void {
  const begin = shareBegin(layer.panels, thread.thread, thread.threads)
  const end = shareBegin(layer.panels, thread.thread + 1, thread.threads)
  if (begin === end) return
  const norm = layer.normalization
  const vectors = norm === null ? [layer.bias] : [layer.bias, norm.gamma, norm.beta]
  for (const vector of vectors) updateStrips(thread, vector, begin * PANEL, (end - begin) * PANEL)
}

function updateStrips(thread: TrainingThread, parameter: Parameter, begin: number, count: number): void {
  const { kernels, experiment, layout } = thread
  const { copies, gradient, state1, state2, panels, stride, entry } = parameter
  const { weightScalars, otherScalars } = layout.threads[thread.thread]
  const scalars = entry.role === 'weight' ? weightScalars : otherScalars
  const { optimizer, averaging } = experiment.plan
  kernels.optimizerF32(
    OPTIMIZER_ROWS[optimizer.kind].code,
    copies.current,
    gradient,
    state1,
    state2,
    scalars,
    panels,
    stride,
    begin,
    count,
  )
  if (averaging > 0)
    kernels.averageF32(copies.average, copies.current, 1 - averaging, panels, stride, begin, count)
}

/** running = 0.9 running + 0.1 of the batch; the variance as unbiased estimate, every operation rounded to binary32. */
function moveRunning(
  { memory, experiment }: TrainingThread,
  norm: Normalization,
  begin: number,
  end: number,
): void {
  const rows = experiment.plan.batchSize
  const unbiased = Math.fround(rows > 1 ? rows / (rows - 1) : 1)
  const { floats } = memory
  const mean = norm.mean / 4
  const variance = norm.variance / 4
  const runningMean = norm.runningMean.copies.current / 4
  const runningVariance = norm.runningVariance.copies.current / 4
  for (let column = begin; column < end; column += 1) {
    floats[runningMean + column] = move(floats[runningMean + column], floats[mean + column])
    const unbiasedVariance = Math.fround(floats[variance + column] * unbiased)
    floats[runningVariance + column] = move(floats[runningVariance + column], unbiasedVariance)
  }
}

function move(running: number, value: number): number {
  return Math.fround(Math.fround(RUNNING_REST * running) + Math.fround(RUNNING_SHARE * value))
}
