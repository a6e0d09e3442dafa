import { BRIGHTEST } from '#shared/experiment/data-shape'
import { NORMALIZATION_EPSILON } from '#shared/network/batch-normalization'
import { parameterTable } from '#shared/network/parameter-table'
import { version } from '../../../package.json'
import type { Model, PixelScaling } from '../model'
import { modelTexts } from '../model-texts'
import { modelTensors } from '../safetensors-model'
import { ACTIVATION_OPERATORS } from './activation-operators'
import { message } from './message'
import {
  ATTRIBUTE,
  ATTRIBUTE_TYPE,
  DIMENSION,
  ENTRY,
  GRAPH,
  MODEL,
  NODE,
  OPERATOR_SET,
  SHAPE,
  TENSOR,
  TENSOR_SHAPE,
  TENSOR_TYPE,
  TYPE,
  VALUE,
} from './onnx-fields'

/** The least set that has all the operators, so that as many programs as possible read the file; of ONNX 1.15, November 2023. */
const OPERATORS = 20n
const IR_VERSION = 9n

const IMAGE = 'image'
const SCORES = 'scores'
const PROBABILITIES = 'probabilities'
const ANY_NUMBER = 'N'

interface GraphNode {
  readonly operator: string
  /** The first comes from the node before; these are constants. */
  readonly constants?: readonly string[]
  readonly attributes?: Readonly<Record<string, number>>
  /** What it gives, where that has a name of its own. */
  readonly output?: string
}

function tensor(name: string, shape: readonly number[], values: Float32Array): Uint8Array {
  return message([
    ...shape.map((side) => [TENSOR.dimensions, BigInt(side)] as const),
    [TENSOR.type, BigInt(TENSOR_TYPE.float)],
    [TENSOR.name, name],
    [TENSOR.raw, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)],
  ])
}

/** Input or output: binary32 numbers for any number of images. */
function value(name: string, sides: readonly number[]): Uint8Array {
  const dimensions = [
    message([[DIMENSION.name, ANY_NUMBER]]),
    ...sides.map((side) => message([[DIMENSION.value, BigInt(side)]])),
  ]
  const shape = message(dimensions.map((dimension) => [SHAPE.dimensions, dimension] as const))
  const type = message([
    [TENSOR_SHAPE.type, BigInt(TENSOR_TYPE.float)],
    [TENSOR_SHAPE.shape, shape],
  ])
  return message([
    [VALUE.name, name],
    [VALUE.type, message([[TYPE.tensor, type]])],
  ])
}

function attribute(name: string, number: number): Uint8Array {
  return message([
    [ATTRIBUTE.name, name],
    [ATTRIBUTE.float, number],
    [ATTRIBUTE.type, BigInt(ATTRIBUTE_TYPE.float)],
  ])
}

/** The nodes one after the other: each takes what the one before gives. */
function chained(nodes: readonly GraphNode[]): readonly Uint8Array[] {
  let input = IMAGE
  return nodes.map(({ operator, constants = [], attributes = {}, output }, at) => {
    const given = output ?? `${operator}_${at}`
    const node = message([
      ...[input, ...constants].map((name) => [NODE.inputs, name] as const),
      [NODE.outputs, given],
      [NODE.name, `${operator}_${at}`],
      [NODE.operator, operator],
      ...Object.entries(attributes).map(
        ([name, number]) => [NODE.attributes, attribute(name, number)] as const,
      ),
    ])
    input = given
    return node
  })
}

/** Pixels come from 0 to 1; the network takes (byte - mean) / divisor. */
function scalingSteps({
  mean,
  divisor,
}: PixelScaling): readonly (readonly [operator: string, name: string, number: number])[] {
  if (mean === 0 && divisor === BRIGHTEST) return []
  const steps = [
    ['Mul', 'brightest', BRIGHTEST],
    ['Sub', 'pixel_mean', mean],
    ['Div', 'pixel_divisor', divisor],
  ] as const
  return steps.filter(([operator, , number]) => number !== (operator === 'Sub' ? 0 : 1))
}

function layerNodes({ design }: Model): readonly GraphNode[] {
  const { operator, attributes } = ACTIVATION_OPERATORS[design.activation]
  const table = parameterTable(design)
  return [...design.hidden, design.output].flatMap((_, layer): readonly GraphNode[] => {
    const names = table.filter((entry) => entry.layer === layer).map(({ name }) => name)
    const product = { operator: 'Gemm', constants: names.slice(0, 2) }
    if (layer === design.hidden.length) return [{ ...product, output: SCORES }]
    const normalization = { epsilon: NORMALIZATION_EPSILON }
    const norm = { operator: 'BatchNormalization', constants: names.slice(2), attributes: normalization }
    const numbers = Object.entries(attributes).map(([name, { value: number }]) => [name, number] as const)
    const activation = { operator, attributes: Object.fromEntries(numbers) }
    return [product, ...(design.batchNormalization ? [norm] : []), activation]
  })
}

/**
 * Writes a model as ONNX: `image`, float32 [N, 1, side, side] from 0 (black) to 1, comes in; `scores` and `probabilities`, float32
 * [N, classes], go out. Nothing is left to whoever uses it but to divide bytes by 255.
 */
export function writeOnnxModel(model: Model): Uint8Array {
  const { design, scaling } = model
  const steps = scalingSteps(scaling)
  const nodes: readonly GraphNode[] = [
    { operator: 'Flatten' },
    ...steps.map(([operator, name]) => ({ operator, constants: [name] })),
    ...layerNodes(model),
    { operator: 'Softmax', output: PROBABILITIES },
  ]
  const constants = [
    ...steps.map(([, name, number]) => tensor(name, [], Float32Array.of(number))),
    ...modelTensors(model).map(({ name, shape, values }) => tensor(name, shape, values)),
  ]
  const side = Math.sqrt(design.input)
  const graph = message([
    ...chained(nodes).map((node) => [GRAPH.nodes, node] as const),
    [GRAPH.name, 'network'],
    ...constants.map((constant) => [GRAPH.initializers, constant] as const),
    [GRAPH.inputs, value(IMAGE, [1, side, side])],
    [GRAPH.outputs, value(SCORES, [design.output])],
    [GRAPH.outputs, value(PROBABILITIES, [design.output])],
  ])
  const texts = Object.entries(modelTexts(model)).map(([key, text]) =>
    message([
      [ENTRY.key, key],
      [ENTRY.value, text],
    ]),
  )
  return message([
    [MODEL.irVersion, IR_VERSION],
    [MODEL.producerName, 'our-neural-network'],
    [MODEL.producerVersion, version],
    [MODEL.graph, graph],
    [
      MODEL.operatorSets,
      message([
        [OPERATOR_SET.domain, ''],
        [OPERATOR_SET.version, OPERATORS],
      ]),
    ],
    ...texts.map((text) => [MODEL.metadata, text] as const),
  ])
}
