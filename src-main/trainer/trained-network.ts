import { scalingTable } from '#shared/data/scaling'
import { splitTraining } from '#shared/data/split'
import type { Experiment } from '#shared/experiment/experiment'
import { panelIndex, panelMatrixSize } from '#shared/kernels/panels'
import { TARGET_WORDS } from '#shared/kernels/scalar-layouts'
import { createArena } from '#shared/network/arena'
import { attribute, type Attribution, type AttributionMethod } from '#shared/network/attribution'
import { allocateLayers } from '#shared/network/layers'
import { floatsAt, integersAt, memoryOf } from '#shared/network/memory'
import { forwardEvaluation } from '#shared/network/network'
import { writeWeights } from '#shared/network/parameter-access'
import { weightsSize } from '#shared/network/parameter-table'
import { openPlainNetwork } from '#shared/network/plain-network'
import { writeTargets } from '#shared/network/targets'
import { checkFit, type DataSet } from './data-files'
import { chooseEngine, createKernels, prepareEngine } from './engines'
import { createSharedMemory } from './shared-memory'

/** Rows of one block, the least that the kernels take. */
const ROWS = 16

/** A network that has been trained and answers questions. */
export interface TrainedNetwork {
  /** One probability per class for an image of as many bytes as the network takes. */
  classify(pixels: Uint8Array): readonly number[]
  /** Which pixels matter for the score of a class, compared with a black image. */
  explain(pixels: Uint8Array, method: AttributionMethod, target: number): Attribution
}

/**
 * Opens a network with its weights. It computes with the kernels of the training and scales pixels by the same table, so
 * that an answer here is the answer behind the accuracies.
 */
export function openTrainedNetwork(
  experiment: Experiment,
  weights: Float32Array,
  data: DataSet,
): TrainedNetwork {
  const { design, plan } = experiment
  const size = weightsSize(design)
  if (weights.length !== size)
    throw new Error(`The weights have ${weights.length} numbers, but the design has ${size}.`)
  checkFit(design, data)
  const { trainImages, trainLabels } = data
  const training = splitTraining(trainLabels.length, plan.validationShare, plan.seed).training
  return loadNetwork(experiment, weights, scalingTable(plan.scaling, trainImages, training, design.input))
}

function loadNetwork({ design }: Experiment, weights: Float32Array, table: Float32Array): TrainedNetwork {
  const arena = createArena()
  const layers = allocateLayers(arena, design, ROWS, {
    states: 0,
    average: false,
    best: false,
    rowSquares: false,
    training: false,
  })
  const image = arena.bytes(design.input)
  const pixelTable = arena.words(table.length)
  const order = arena.words(ROWS)
  const labels = arena.bytes(ROWS)
  const targets = arena.words(TARGET_WORDS)
  const loss = arena.words(ROWS)
  const predicted = arena.bytes(ROWS)
  const probabilities = arena.words(panelMatrixSize(ROWS, design.output))
  const shared = createSharedMemory(arena.size())
  const memory = memoryOf(shared.buffer)
  const { engine } = chooseEngine()
  const kernels = createKernels(engine, prepareEngine(engine), shared)
  const network = { kernels, memory, design, layers, dropout: null, dropoutBlock: 0 }
  writeWeights(memory, layers, weights)
  floatsAt(memory, pixelTable, table.length).set(table)
  integersAt(memory, order, ROWS).fill(0)
  // With a target of 0 everywhere the derivative of the loss is the probability itself.
  writeTargets(memory, targets, { on: 0, off: 0, scale: 1 })
  const { input, dense } = { input: layers[0].input, dense: layers[layers.length - 1].dense }

  function classify(pixels: Uint8Array): readonly number[] {
    if (pixels.length !== design.input) {
      throw new Error(`The image has ${pixels.length} pixels, but the network takes ${design.input}.`)
    }
    memory.bytes.set(pixels, image)
    kernels.gatherF32(input, image, order, pixelTable, 0, 0, ROWS, 0, 1, design.input)
    forwardEvaluation(network, { rows: ROWS, rowBegin: 0, rowEnd: 1, share: 0, shares: 1 }, 'current')
    kernels.softmaxCrossEntropyF32(
      probabilities,
      loss,
      predicted,
      dense,
      labels,
      order,
      targets,
      ROWS,
      0,
      1,
      design.output,
    )
    const floats = floatsAt(memory, probabilities, panelMatrixSize(ROWS, design.output))
    return Array.from({ length: design.output }, (_, c) => floats[panelIndex(ROWS, 0, c)])
  }
  function explain(pixels: Uint8Array, method: AttributionMethod, target: number): Attribution {
    const inputs = Float64Array.from(pixels, (pixel) => table[pixel] ?? 0)
    const baseline = new Float64Array(inputs.length).fill(table[0] ?? 0)
    return attribute(openPlainNetwork(design, weights), method, { inputs, baseline }, target)
  }
  return { classify, explain }
}
