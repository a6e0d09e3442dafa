import { ACTIVATION_ROWS } from '../experiment/activations'
import type { NetworkDesign } from '../experiment/experiment'
import { type ReferenceActivation, referenceActivation } from '../kernels/reference/activations'
import { NORMALIZATION_EPSILON } from './batch-normalization'
import { parameterTable, weightsSize } from './parameter-table'

type Role = ReturnType<typeof parameterTable>[number]['role']

/** One layer with what it adds and multiplies; batch normalization by running statistics is one factor and one shift a column. */
interface PlainLayer {
  readonly inputs: number
  readonly outputs: number
  /** [inputs, outputs], rows one after another. */
  readonly weight: Float32Array
  readonly bias: Float32Array
  readonly factor: Float64Array
  readonly shift: Float64Array
}

/**
 * A trained network as plain code in binary64, for questions that training never asks: how the score of a class changes with each
 * input. Every sum goes upwards over inputs, or over outputs.
 */
export interface PlainNetwork {
  readonly inputs: number
  readonly classes: number
  /** Multiplications of one pass. */
  readonly products: number
  /** One score per class, before the softmax. */
  scores(inputs: Float64Array): Float64Array
  /** The derivative of one class's score by every input. */
  scoreGradient(inputs: Float64Array, target: number): Float64Array
}

function readLayers(design: NetworkDesign, weights: Float32Array): readonly PlainLayer[] {
  const size = weightsSize(design)
  if (weights.length !== size)
    throw new Error(`The weights have ${weights.length} numbers, but the design has ${size}.`)
  const table = parameterTable(design)
  return [...design.hidden, design.output].map((outputs, index) => {
    const tensor = (role: Role): Float32Array | null => {
      const entry = table.find((each) => each.layer === index && each.role === role)
      return entry === undefined ? null : weights.subarray(entry.offset, entry.offset + entry.size)
    }
    const [weight, bias] = [tensor('weight') ?? new Float32Array(), tensor('bias') ?? new Float32Array()]
    const [gamma, beta] = [tensor('gamma'), tensor('beta')]
    const [mean, variance] = [tensor('running-mean'), tensor('running-variance')]
    const factor = Float64Array.from({ length: outputs }, (_, column) =>
      gamma === null || variance === null
        ? 1
        : (gamma[column] ?? 1) / Math.sqrt((variance[column] ?? 1) + NORMALIZATION_EPSILON),
    )
    const shift = Float64Array.from(factor, (scale, column) =>
      beta === null || mean === null ? 0 : (beta[column] ?? 0) - scale * (mean[column] ?? 0),
    )
    return { inputs: weight.length / outputs, outputs, weight, bias, factor, shift }
  })
}

/** What a layer gives before its activation. */
function forward(layer: PlainLayer, input: Float64Array): Float64Array {
  const { inputs, outputs, weight, bias, factor, shift } = layer
  const sums = Float64Array.from(bias)
  for (let row = 0; row < inputs; row += 1) {
    const value = input[row] ?? 0
    if (value === 0) continue
    const start = row * outputs
    for (let column = 0; column < outputs; column += 1)
      sums[column] = (sums[column] ?? 0) + value * (weight[start + column] ?? 0)
  }
  return sums.map((sum, column) => sum * (factor[column] ?? 1) + (shift[column] ?? 0))
}

/** The derivative by a layer's inputs, from the derivative by what it gives before its activation. */
function backward(layer: PlainLayer, gradient: Float64Array): Float64Array {
  const { inputs, outputs, weight, factor } = layer
  const scaled = gradient.map((value, column) => value * (factor[column] ?? 1))
  const result = new Float64Array(inputs)
  for (let row = 0; row < inputs; row += 1) {
    const start = row * outputs
    let sum = 0
    for (let column = 0; column < outputs; column += 1)
      sum += (scaled[column] ?? 0) * (weight[start + column] ?? 0)
    result[row] = sum
  }
  return result
}

/** What each layer gives before its activation, the scores last. */
function passForward(
  layers: readonly PlainLayer[],
  activation: ReferenceActivation,
  inputs: Float64Array,
): readonly Float64Array[] {
  const given: Float64Array[] = []
  let input = inputs
  for (const layer of layers) {
    const preactivation = forward(layer, input)
    given.push(preactivation)
    input = preactivation.map((z) => activation.value(Math.fround(z)))
  }
  return given
}

/** Opens a trained network; `weights` in the order of the parameter table. */
export function openPlainNetwork(design: NetworkDesign, weights: Float32Array): PlainNetwork {
  const layers = readLayers(design, weights)
  const activation = referenceActivation(ACTIVATION_ROWS[design.activation].code)

  function scoreGradient(inputs: Float64Array, target: number): Float64Array {
    const given = passForward(layers, activation, inputs)
    let gradient: Float64Array = new Float64Array(design.output)
    gradient[target] = 1
    for (let index = layers.length - 1; index >= 0; index -= 1) {
      const layer = layers[index]
      if (layer === undefined) continue
      gradient = backward(layer, gradient)
      const before = given[index - 1]
      if (before === undefined) continue
      gradient = gradient.map((value, column) => {
        const z = Math.fround(before[column] ?? 0)
        return value * activation.derivative(z, activation.value(z))
      })
    }
    return gradient
  }

  return {
    inputs: design.input,
    classes: design.output,
    products: layers.reduce((sum, { weight }) => sum + weight.length, 0),
    scores: (inputs) => passForward(layers, activation, inputs).at(-1) ?? new Float64Array(design.output),
    scoreGradient,
  }
}
