import { drawTransformations } from '#shared/data/augmentation'
import type { Experiment } from '#shared/experiment/experiment'
import { panelIndex } from '#shared/kernels/panels'
import { parametersOf } from '#shared/network/layers'
import { floatsAt, integersAt } from '#shared/network/memory'
import { readTensor, readWeights, transposeAll, writeWeights } from '#shared/network/parameter-access'
import { prepareData, prepareWeights } from '#shared/training/setup'
import { passRows, updateWeights } from '#shared/training/step'
import type { TrainingThread } from '#shared/training/training-thread'
import { createInlineThread, smallData, smallExperiment, testNoise } from './inline-training'

const [PIXELS, CLASSES, ROWS] = [9, 4, 12]
/** Parameters of one tensor that are changed, at most. */
const SAMPLES = 9
/** Derivatives that jump at 0: a change that moves a preactivation across it has no derivative to compare with. */
const KINKED: readonly string[] = ['relu', 'leaky-relu', 'selu']

/** What is checked: everything that has a say in the gradient of the loss. */
export interface GradientCase {
  readonly design?: Partial<Experiment['design']>
  readonly plan?: Partial<Experiment['plan']>
}

function createCaseThread({ design = {}, plan = {} }: GradientCase): TrainingThread {
  const experiment = smallExperiment(
    { input: PIXELS, output: CLASSES, hidden: [7, 5], ...design },
    { validationShare: 0, batchSize: ROWS, ...plan, optimizer: { kind: 'sgd' }, gradientClipping: 0 },
  )
  const data = smallData(PIXELS, CLASSES, ROWS, 1, 5)
  const thread = createInlineThread(experiment, data)
  prepareData(thread, data)
  prepareWeights(thread)
  thread.order.set(Array.from({ length: ROWS }, (_, row) => row))
  if (thread.layout.transforms !== 0) {
    const transformations = thread.layout.sourcesLength / PIXELS
    drawTransformations(integersAt(thread.memory, thread.layout.transforms, ROWS), transformations, 1, 3)
  }
  return thread
}

/** Weights at which no gradient is tiny and no parameter stands at a special value. */
function drawWeights({ memory, layout }: TrainingThread): Float32Array {
  const noise = testNoise(11)
  const weights = readWeights(memory, layout.layers)
  for (const { entry, rows } of parametersOf(layout.layers)) {
    const [middle, width] =
      entry.role === 'gamma' ? [1, 0.6] : entry.role === 'weight' ? [0, 3 / Math.sqrt(rows)] : [0, 0.6]
    if (!entry.trainable) continue
    for (let index = 0; index < entry.size; index += 1)
      weights[entry.offset + index] = middle + (noise() - 0.5) * width
  }
  return weights
}

/** The gradients as the step computes them; a rate of 0 leaves the weights as they are. */
function computedGradient(thread: TrainingThread, weights: Float32Array): Float32Array {
  const { memory, layout, kernels } = thread
  writeWeights(memory, layout.layers, weights)
  transposeAll(kernels, layout.layers)
  passRows(thread, 3)
  for (const scalars of [thread.weightScalars, thread.otherScalars]) scalars.fill(0)
  updateWeights(thread)
  const gradient = new Float32Array(weights.length)
  for (const parameter of parametersOf(layout.layers)) {
    const { offset, size, trainable } = parameter.entry
    if (trainable) readTensor(memory, parameter, parameter.gradient, gradient.subarray(offset, offset + size))
  }
  return gradient
}

interface Look {
  readonly loss: number
  /** Signs of all preactivations. */
  readonly signs: string
}

function lookAt(thread: TrainingThread, weights: Float32Array): Look {
  const { memory, layout } = thread
  writeWeights(memory, layout.layers, weights)
  passRows(thread, 3)
  let signs = ''
  for (const { preactivation, outputs, last } of layout.layers) {
    if (last) continue
    for (let row = 0; row < ROWS; row += 1) {
      for (let column = 0; column < outputs; column += 1) {
        signs += memory.floats[preactivation / 4 + panelIndex(ROWS, row, column)] > 0 ? '1' : '0'
      }
    }
  }
  const losses = floatsAt(memory, layout.loss, ROWS)
  return { loss: losses.reduce((sum, loss) => sum + loss, 0) / ROWS, signs }
}

/** Derivative by one parameter from four losses, null where the derivative jumps in between. */
function measuredDerivative(thread: TrainingThread, weights: Float32Array, index: number): number | null {
  const kinked = KINKED.includes(thread.experiment.design.activation)
  const step = kinked ? 2 ** -9 : 2 ** -6
  const [twiceBelow, below, above, twiceAbove] = [-2, -1, 1, 2].map((times) => {
    const moved = weights.slice()
    moved[index] += times * step
    return lookAt(thread, moved)
  })
  if (kinked && twiceBelow.signs !== twiceAbove.signs) return null
  return (8 * (above.loss - below.loss) - (twiceAbove.loss - twiceBelow.loss)) / (12 * step)
}

/** What a comparison found: the largest deviation, as a share of its tensor's largest derivative. */
export interface GradientReport {
  readonly checked: number
  readonly skipped: number
  readonly worst: number
  readonly where: string
}

/** Compares the gradient of every tensor with differences of the mean loss of the batch. */
export function compareGradients(given: GradientCase): GradientReport {
  const thread = createCaseThread(given)
  const weights = drawWeights(thread)
  const gradient = computedGradient(thread, weights)
  const report = { checked: 0, skipped: 0, worst: 0, where: '' }
  const largestOfAll = gradient.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
  for (const { entry } of parametersOf(thread.layout.layers)) {
    if (!entry.trainable) continue
    const values = gradient.subarray(entry.offset, entry.offset + entry.size)
    const largest = Math.max(largestOfAll / 20, ...values.map(Math.abs))
    const every = Math.max(1, Math.floor(entry.size / SAMPLES))
    for (let index = 0; index < entry.size; index += every) {
      const measured = measuredDerivative(thread, weights, entry.offset + index)
      report[measured === null ? 'skipped' : 'checked'] += 1
      const deviation = measured === null ? 0 : Math.abs(measured - values[index]) / largest
      if (!(deviation <= report.worst))
        Object.assign(report, { worst: deviation, where: `${entry.name}[${index}]` })
    }
  }
  return report
}
