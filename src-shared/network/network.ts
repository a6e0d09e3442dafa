import { ACTIVATION_ROWS } from '../experiment/activations'
import type { NetworkDesign } from '../experiment/experiment'
import type { Address, Kernels } from '../kernels/kernels'
import type { Barrier } from './barrier'
import { normalizeBackward, normalizeBatch, normalizeRunning } from './batch-normalization'
import type { DropoutNumbers } from './dropout'
import { writeDropoutBlock } from './dropout'
import type { Layer, ParameterCopy } from './layers'
import type { Memory } from './memory'
import type { RowRange, Window } from './row-range'
import { panelWindow, rowWindow, stripsOf } from './row-range'

/** A network in memory, as one thread sees it. */
export interface Network {
  readonly kernels: Kernels
  readonly memory: Memory
  readonly design: NetworkDesign
  readonly layers: readonly Layer[]
  readonly dropout: DropoutNumbers | null
  /** 8 words of this thread for the dropout kernel. */
  readonly dropoutBlock: Address
}

/** Product and bias of one layer for some rows. */
function dense({ kernels }: Network, layer: Layer, copy: ParameterCopy, range: RowRange): void {
  const { weight, bias } = layer
  const [w, b] = [weight.copies[copy] || weight.copies.current, bias.copies[copy] || bias.copies.current]
  kernels.matmulAddF32(
    layer.dense,
    layer.input,
    w,
    b,
    range.rows,
    range.rowBegin,
    range.rowEnd,
    layer.inputs,
    layer.outputs,
  )
}

function activate({ kernels, design }: Network, layer: Layer, rows: number, window: Window): void {
  const { offset, panels, stride, begin, count } = stripsOf(rows, window)
  const kind = ACTIVATION_ROWS[design.activation].code
  kernels.activationF32(
    kind,
    layer.activation + offset,
    layer.preactivation + offset,
    panels,
    stride,
    begin,
    count,
  )
}

function drop(
  network: Network,
  layer: Layer,
  seed: number,
  iteration: number,
  rows: number,
  window: Window,
): void {
  const { kernels, memory, dropout, dropoutBlock } = network
  if (dropout === null || layer.mask === 0) return
  const { rowBegin, rowEnd, panelBegin, panelEnd } = window
  writeDropoutBlock(memory, dropoutBlock, dropout, seed, iteration, layer.index)
  kernels.dropoutF32(
    layer.output,
    layer.mask,
    layer.activation,
    dropoutBlock,
    rows,
    rowBegin,
    rowEnd,
    layer.outputs,
    panelBegin,
    panelEnd,
  )
}

/**
 * Forward pass in training mode, from the first layer's input to the last layer's products.
 *
 * Each thread takes its rows. Statistics of batch normalization need all rows of a column, so around them the threads wait
 * at the barrier and each takes its panels.
 */
export function forwardTraining(
  network: Network,
  range: RowRange,
  seed: number,
  iteration: number,
  barrier: Barrier,
): void {
  for (const layer of network.layers) {
    dense(network, layer, 'current', range)
    if (layer.last) continue
    if (layer.normalization === null) {
      const window = rowWindow(layer, range)
      activate(network, layer, range.rows, window)
      drop(network, layer, seed, iteration, range.rows, window)
      continue
    }
    barrier.wait()
    const window = panelWindow(layer, range)
    normalizeBatch(network.kernels, layer, layer.normalization, range.rows, window)
    activate(network, layer, range.rows, window)
    drop(network, layer, seed, iteration, range.rows, window)
    barrier.wait()
  }
}

/** Forward pass in evaluation mode: running statistics, no dropout; the rows of a thread need no other rows. */
export function forwardEvaluation(network: Network, range: RowRange, copy: ParameterCopy): void {
  for (const layer of network.layers) {
    // Without dropout the next layer reads what the activation gives.
    const previous = network.layers[layer.index - 1]
    const input = previous === undefined ? layer.input : previous.activation
    dense(network, { ...layer, input }, copy, range)
    if (layer.last) continue
    if (layer.normalization !== null)
      normalizeRunning(network.kernels, layer, layer.normalization, copy, range)
    activate(network, layer, range.rows, rowWindow(layer, range))
  }
}

/** Backward pass from the last layer's derivative to the derivative of every layer's products. */
export function backwardTraining(network: Network, range: RowRange, barrier: Barrier): void {
  const { kernels, layers } = network
  for (let index = layers.length - 1; index > 0; index -= 1) {
    const layer = layers[index]
    const below = layers[index - 1]
    kernels.matmulAddF32(
      below.gradient,
      layer.gradient,
      layer.transposed,
      0,
      range.rows,
      range.rowBegin,
      range.rowEnd,
      layer.outputs,
      layer.inputs,
    )
    if (below.normalization === null) {
      activateBackward(network, below, range.rows, rowWindow(below, range))
      continue
    }
    barrier.wait()
    const window = panelWindow(below, range)
    activateBackward(network, below, range.rows, window)
    normalizeBackward(network.kernels, below, below.normalization, range.rows, window)
    barrier.wait()
  }
}

/** Derivative by the output of a layer into the derivative by its preactivation, in place. */
function activateBackward({ kernels, design }: Network, layer: Layer, rows: number, window: Window): void {
  const { offset, panels, stride, begin, count } = stripsOf(rows, window)
  const d = layer.gradient + offset
  if (layer.mask !== 0) kernels.multiplyF32(d, d, layer.mask + offset, panels, stride, begin, count)
  const kind = ACTIVATION_ROWS[design.activation].code
  kernels.activationGradientF32(
    kind,
    d,
    d,
    layer.preactivation + offset,
    layer.activation + offset,
    panels,
    stride,
    begin,
    count,
  )
}
