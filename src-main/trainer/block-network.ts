import type { NetworkDesign } from '#shared/experiment/experiment'
import { panelIndex, panelMatrixSize } from '#shared/kernels/panels'
import { TARGET_WORDS } from '#shared/kernels/scalar-layouts'
import { createArena } from '#shared/network/arena'
import { allocateLayers } from '#shared/network/layers'
import { floatsAt, integersAt, memoryOf, readMatrix } from '#shared/network/memory'
import { forwardEvaluation } from '#shared/network/network'
import { writeWeights } from '#shared/network/parameter-access'
import { writeTargets } from '#shared/network/targets'
import { chooseEngine, createKernels, prepareEngine } from './engines'
import { createSharedMemory } from './shared-memory'

/** A trained network that takes up to `rows` images at a time. */
export interface BlockNetwork {
  readonly rows: number
  /** Puts `count` images through the network; what follows is about them. */
  pass(images: Uint8Array, count: number): void
  /** The predicted class of each image, as a view that the next pass changes. */
  predicted(count: number): Uint8Array
  /** Probability of a class for the image in a row. */
  probability(row: number, at: number): number
  /** What a layer gives, image after image: activations of a hidden layer, scores of the last. */
  readLayer(layer: number, count: number): Float32Array
}

/**
 * Opens a network with its weights. It computes with the kernels of the training, and no number depends on how many images go at a
 * time, so that an answer here is the answer behind the accuracies, byte for byte.
 *
 * @param table what the network gets for each value of a pixel
 * @param rows images at a time, a multiple of 16
 */
export function openBlockNetwork(
  design: NetworkDesign,
  weights: Float32Array,
  table: Float32Array,
  rows: number,
): BlockNetwork {
  const arena = createArena()
  const layers = allocateLayers(arena, design, rows, {
    states: 0,
    average: false,
    best: false,
    rowSquares: false,
    training: false,
  })
  const images = arena.bytes(rows * design.input)
  const pixelTable = arena.words(table.length)
  const order = arena.words(rows)
  const labels = arena.bytes(rows)
  const targets = arena.words(TARGET_WORDS)
  const loss = arena.words(rows)
  const classes = arena.bytes(rows)
  const probabilities = arena.words(panelMatrixSize(rows, design.output))
  const shared = createSharedMemory(arena.size())
  const memory = memoryOf(shared.buffer)
  const { engine } = chooseEngine()
  const kernels = createKernels(engine, prepareEngine(engine), shared)
  const network = { kernels, memory, design, layers, dropout: null, dropoutBlock: 0 }
  writeWeights(memory, layers, weights)
  floatsAt(memory, pixelTable, table.length).set(table)
  integersAt(memory, order, rows).forEach((_, row, all) => (all[row] = row))
  // With a target of 0 everywhere the derivative of the loss is the probability itself.
  writeTargets(memory, targets, { on: 0, off: 0, scale: 1 })
  const [first, last] = [layers[0], layers[layers.length - 1]]

  function pass(given: Uint8Array, count: number): void {
    memory.bytes.set(given.subarray(0, count * design.input), images)
    kernels.gatherF32(first.input, images, order, pixelTable, 0, 0, rows, 0, count, design.input)
    forwardEvaluation(network, { rows, rowBegin: 0, rowEnd: count, share: 0, shares: 1 }, 'current')
    kernels.softmaxCrossEntropyF32(
      probabilities,
      loss,
      classes,
      last.dense,
      labels,
      order,
      targets,
      rows,
      0,
      count,
      design.output,
    )
  }

  function readLayer(index: number, count: number): Float32Array {
    const { activation, outputs } = layers[index]
    const whole = new Float32Array(rows * outputs)
    readMatrix(memory, activation, whole, rows, outputs)
    return whole.subarray(0, count * outputs)
  }

  return {
    rows,
    pass,
    predicted: (count) => memory.bytes.subarray(classes, classes + count),
    probability: (row, at) => memory.floats[probabilities / 4 + panelIndex(rows, row, at)],
    readLayer,
  }
}
