import { quoted } from '../../base/quoted'
import type { Message } from './message'
import { ATTRIBUTE, GRAPH, MODEL, NODE, OPERATOR_SET, TENSOR, TENSOR_SHAPE, TYPE, VALUE } from './onnx-fields'
import { type Constant, readTensor } from './read-tensor'

/** One step of a chain: an operator, and the constants that it takes besides what comes from the step before. */
export interface ChainStep {
  readonly operator: string
  /** In the order of its inputs; null in the place of what comes from the step before. */
  readonly inputs: readonly (Constant | 'shape' | null)[]
  readonly numbers: ReadonlyMap<string, number>
}

export interface Chain {
  /** Type of the numbers that come in. */
  readonly inputType: number
  readonly steps: readonly ChainStep[]
}

const MOST_NODES = 256
const LONGEST_OPERATOR = 60
const STANDARD = ['', 'ai.onnx']

interface ReadNode {
  readonly operator: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly message: Message
}

function readNode(node: Message): ReadNode {
  const [operator, domain] = [node.text(NODE.operator), node.text(NODE.domain)]
  if (!STANDARD.includes(domain) || operator.length > LONGEST_OPERATOR)
    throw new Error(`its operator ${quoted(operator)} is none of ONNX, but of ${quoted(domain)}`)
  return { operator, inputs: node.texts(NODE.inputs), outputs: node.texts(NODE.outputs), message: node }
}

function numbersOf(node: Message): ReadonlyMap<string, number> {
  return new Map(
    node.messages(NODE.attributes).flatMap((attribute) => {
      const number = attribute.floats(ATTRIBUTE.float).at(-1) ?? attribute.wholes(ATTRIBUTE.whole).at(-1)
      return number === undefined ? [] : [[attribute.text(ATTRIBUTE.name), number] as const]
    }),
  )
}

function constantsOf(graph: Message, nodes: readonly ReadNode[]): ReadonlyMap<string, Constant | 'shape'> {
  const initializers = graph
    .messages(GRAPH.initializers)
    .map((tensor) => [tensor.text(TENSOR.name), tensor] as const)
  const given = nodes
    .filter(({ operator }) => operator === 'Constant')
    .map(({ outputs, message }) => {
      const [attribute] = message.messages(NODE.attributes)
      return [outputs[0] ?? '', attribute?.messages(ATTRIBUTE.tensor)[0]] as const
    })
  const constants = new Map<string, Constant | 'shape'>()
  for (const [name, tensor] of [...initializers, ...given]) {
    if (constants.has(name)) throw new Error(`it has two constants ${quoted(name)}`)
    constants.set(name, tensor === undefined ? 'shape' : (readTensor(tensor) ?? 'shape'))
  }
  return constants
}

function inputOf(graph: Message, constants: ReadonlyMap<string, unknown>) {
  const inputs = graph.messages(GRAPH.inputs).filter((input) => !constants.has(input.text(VALUE.name)))
  const [input] = inputs
  if (input === undefined || inputs.length !== 1)
    throw new Error(`it has ${inputs.length} inputs, but the lab gives it an image and nothing else`)
  const type = input.messages(VALUE.type)[0]?.messages(TYPE.tensor)[0]
  return { name: input.text(VALUE.name), type: type?.wholes(TENSOR_SHAPE.type).at(-1) ?? 0 }
}

function graphOf(model: Message): Message {
  const graph = model.messages(MODEL.graph)[0]
  if (graph === undefined) throw new Error('it is no ONNX file')
  const foreign = model
    .messages(MODEL.operatorSets)
    .find((set) => set.has(OPERATOR_SET.domain) && !STANDARD.includes(set.text(OPERATOR_SET.domain)))
  if (model.has(MODEL.functions) && foreign !== undefined)
    throw new Error('it has functions of its own, and the lab reads operators of ONNX alone')
  return graph
}

/** Reads a graph whose steps follow one another without branches; throws the end of a sentence for every other. */
export function readChain(model: Message): Chain {
  const graph = graphOf(model)
  const messages = graph.messages(GRAPH.nodes)
  if (messages.length > MOST_NODES)
    throw new Error(`it has ${messages.length} operators, but a network of the lab has at most ${MOST_NODES}`)
  const nodes = messages.map(readNode)
  const constants = constantsOf(graph, nodes)
  const input = inputOf(graph, constants)
  const left = new Set(nodes.filter(({ operator }) => operator !== 'Constant'))
  const steps: ChainStep[] = []
  let name = input.name
  while (left.size > 0) {
    const takers = [...left].filter(({ inputs }) => inputs.includes(name))
    const [node] = takers
    if (node === undefined || takers.length > 1)
      throw new Error('it is no chain: its operators do not follow one another')
    const inputs = node.inputs.map((each) => (each === name ? null : (constants.get(each) ?? undefined)))
    if (!inputs.every((each) => each !== undefined) || inputs.filter((each) => each === null).length !== 1)
      throw new Error(`it is no chain: its operator ${node.operator} takes more than the one before gives`)
    steps.push({ operator: node.operator, inputs, numbers: numbersOf(node.message) })
    left.delete(node)
    name = node.outputs[0] ?? ''
  }
  return { inputType: input.type, steps }
}
