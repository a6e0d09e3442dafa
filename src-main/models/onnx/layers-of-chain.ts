import { BRIGHTEST } from '#shared/experiment/data-shape'
import type { Activation } from '#shared/experiment/experiment'
import { ACTIVATIONS } from '#shared/experiment/experiment'
import type { PixelScaling } from '../model'
import type { ReadLayer } from '../tensor-layers'
import { transposed } from '../transposed'
import { ACTIVATION_OPERATORS } from './activation-operators'
import { TENSOR_TYPE } from './onnx-fields'
import type { Chain, ChainStep } from './read-graph'
import type { Constant } from './read-tensor'

/** What steps without a number of their own do: nothing to the pixels of an image that follow one another, or to a trained network. */
const NOTHING = new Set(['Flatten', 'Reshape', 'Squeeze', 'Unsqueeze', 'Identity', 'Dropout', 'Cast'])
const LAST = new Set(['Softmax', 'LogSoftmax'])
const SAME = 1e-6

/** Pixels on their way to the first layer: factor · pixel + shift. */
interface PixelLine {
  readonly factor: number
  readonly shift: number
}

/** What was read so far. */
interface Reading {
  readonly pixels: PixelLine
  readonly layers: readonly ReadLayer[]
  readonly activation: Activation | undefined
  /** What the last step was part of. */
  readonly at: 'pixels' | 'product' | 'sum' | 'normalization' | 'activation' | 'end'
}

function refuse({ operator }: ChainStep, why: string): never {
  throw new Error(`its operator ${operator} ${why}`)
}

function constantOf(step: ChainStep, at: number): Constant | null {
  const constant = step.inputs[at]
  if (constant === 'shape') return refuse(step, 'takes numbers that are not binary32 or binary64')
  return constant ?? null
}

/** The one number by which a step changes all pixels. */
function scalarOf(step: ChainStep): { readonly number: number; readonly isFirst: boolean } {
  const isFirst = step.inputs[0] !== null
  const constant = constantOf(step, isFirst ? 0 : 1)
  const number = constant?.values[0]
  if (constant?.values.length !== 1 || number === undefined)
    return refuse(step, 'changes pixels by more than one number')
  return { number, isFirst }
}

function scaled(step: ChainStep, { factor, shift }: PixelLine): PixelLine {
  const { number, isFirst } = scalarOf(step)
  switch (step.operator) {
    case 'Mul':
      return { factor: factor * number, shift: shift * number }
    case 'Div':
      return isFirst ? refuse(step, 'divides by pixels') : { factor: factor / number, shift: shift / number }
    case 'Add':
      return { factor, shift: shift + number }
    default:
      return isFirst ? { factor: -factor, shift: number - shift } : { factor, shift: shift - number }
  }
}

function isNear(found: number, expected: number): boolean {
  return Math.abs(found - expected) <= SAME
}

function vector(step: ChainStep, at: number, length: number): Float32Array {
  const constant = constantOf(step, at)
  if (constant === null || constant.values.length !== length)
    return refuse(step, `takes ${constant?.values.length ?? 0} numbers for ${length} units`)
  return constant.values
}

/** The layer that a product begins. A bias that is added by a step of its own comes later. */
function productOf(step: ChainStep, number: number): ReadLayer {
  const [rows = 0, columns = 0] = constantOf(step, 1)?.shape ?? []
  const constant = constantOf(step, 1)
  if (step.inputs[0] !== null || constant?.shape.length !== 2)
    return refuse(step, 'must take the layer before and then a weight of two sides')
  const { numbers } = step
  const factors = [numbers.get('alpha') ?? 1, numbers.get('beta') ?? 1]
  if (!factors.every((factor) => isNear(factor, 1)) || (numbers.get('transA') ?? 0) !== 0)
    return refuse(step, 'turns its input or multiplies its sums')
  const isTurned = (numbers.get('transB') ?? 0) !== 0
  const [inputs, outputs] = isTurned ? [columns, rows] : [rows, columns]
  return {
    name: String(number),
    inputs,
    outputs,
    weight: isTurned ? transposed(constant.values, rows, columns) : constant.values,
    bias: step.inputs.length > 2 ? vector(step, 2, outputs) : new Float32Array(outputs),
    normalization: null,
  }
}

function activationOf(step: ChainStep): Activation | null {
  const activation = ACTIVATIONS.find((name) => ACTIVATION_OPERATORS[name].operator === step.operator)
  if (activation === undefined) return null
  for (const [name, { value, missing }] of Object.entries(ACTIVATION_OPERATORS[activation].attributes)) {
    const found = step.numbers.get(name) ?? missing
    if (!isNear(found, value)) return refuse(step, `has ${name} ${found}, but in the lab it is ${value}`)
  }
  return activation
}

function withProduct(reading: Reading, step: ChainStep): Reading {
  const { layers, at } = reading
  const layer = productOf(step, layers.length)
  const before = layers.at(-1)
  if (at !== 'pixels' && at !== 'activation')
    return refuse(step, 'follows another layer with no activation between them')
  if (before !== undefined && before.outputs !== layer.inputs)
    return refuse(step, `takes ${layer.inputs} numbers, but the layer before gives ${before.outputs}`)
  const hasBias = step.inputs.length > 2
  return { ...reading, layers: [...layers, layer], at: hasBias ? 'sum' : 'product' }
}

function withLast(reading: Reading, change: Partial<ReadLayer>, at: Reading['at']): Reading {
  const last = reading.layers.at(-1)
  if (last === undefined) return reading
  return { ...reading, layers: [...reading.layers.slice(0, -1), { ...last, ...change }], at }
}

function withNormalization(reading: Reading, step: ChainStep): Reading {
  const width = reading.layers.at(-1)?.outputs ?? 0
  if (reading.at !== 'product' && reading.at !== 'sum')
    return refuse(step, 'must stand between a layer and its activation')
  const [gamma, beta, mean, variance] = [1, 2, 3, 4].map((at) => vector(step, at, width))
  if (gamma === undefined || beta === undefined || mean === undefined || variance === undefined)
    return refuse(step, 'has no numbers')
  const epsilon = step.numbers.get('epsilon') ?? 1e-5
  return withLast(reading, { normalization: { gamma, beta, mean, variance, epsilon } }, 'normalization')
}

function withActivation(reading: Reading, step: ChainStep, activation: Activation): Reading {
  if (reading.at === 'pixels' || reading.at === 'activation' || reading.at === 'end')
    return refuse(step, 'follows no layer')
  if (reading.activation !== undefined && reading.activation !== activation)
    return refuse(
      step,
      `is another activation than the ${reading.activation} before; the lab has one for all layers`,
    )
  return { ...reading, activation, at: 'activation' }
}

function next(reading: Reading, step: ChainStep): Reading {
  const { operator } = step
  const { at, layers } = reading
  if (NOTHING.has(operator)) return reading
  if (at === 'end') return refuse(step, 'comes after the end of the network')
  if (operator === 'Gemm' || operator === 'MatMul') return withProduct(reading, step)
  if (operator === 'BatchNormalization') return withNormalization(reading, step)
  if (LAST.has(operator)) return { ...reading, at: 'end' }
  const activation = activationOf(step)
  if (activation !== null) return withActivation(reading, step, activation)
  if (!['Mul', 'Div', 'Add', 'Sub'].includes(operator))
    return refuse(step, 'is none that a fully connected network of the lab has')
  if (at === 'pixels') return { ...reading, pixels: scaled(step, reading.pixels) }
  if (operator !== 'Add' || at !== 'product') return refuse(step, 'stands where the lab has no such step')
  const bias = vector(step, step.inputs[0] === null ? 1 : 0, layers.at(-1)?.outputs ?? 0)
  return withLast(reading, { bias }, 'sum')
}

/** What comes into a graph where nothing else is said: bytes, or pixels from 0 to 1. */
function usualScaling(inputType: number): PixelScaling {
  return { mean: 0, divisor: inputType === TENSOR_TYPE.uint8 ? 1 : BRIGHTEST }
}

/** The scaling of bytes that comes of what the graph is given and what it makes of that. */
function scalingOf({ factor, shift }: PixelLine, given: PixelScaling): PixelScaling {
  const divisor = given.divisor / factor
  if (!Number.isFinite(divisor) || !Number.isFinite(shift) || divisor === 0)
    throw new Error('it makes the same of all pixels')
  return { mean: given.mean - shift * divisor, divisor }
}

/** The layers, the activation and the scaling that the steps of a chain are; `given` is how pixels come in. */
export function layersOfChain(
  { inputType, steps }: Chain,
  given: PixelScaling = usualScaling(inputType),
): {
  readonly layers: readonly ReadLayer[]
  readonly activation: Activation | undefined
  readonly scaling: PixelScaling
} {
  const start: Reading = { pixels: { factor: 1, shift: 0 }, layers: [], activation: undefined, at: 'pixels' }
  const { pixels, layers, activation, at } = steps.reduce(next, start)
  if (layers.length === 0) throw new Error('it has no layer')
  if (at === 'activation') throw new Error('its last layer has an activation, but should give scores')
  const normalized = layers.filter(({ normalization }) => normalization !== null).length
  if (normalized !== 0 && normalized !== layers.length - 1)
    throw new Error(`it has batch normalization in ${normalized} of ${layers.length - 1} hidden layers`)
  return { layers, activation, scaling: scalingOf(pixels, given) }
}
