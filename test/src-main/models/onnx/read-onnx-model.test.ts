import { expect, test } from 'vitest'
import { type Field, message } from '../../../../src-main/models/onnx/message'
import { ATTRIBUTE, GRAPH, MODEL, NODE, TENSOR, VALUE } from '../../../../src-main/models/onnx/onnx-fields'
import { readOnnxModel } from '../../../../src-main/models/onnx/read-onnx-model'

interface NodeParts {
  readonly operator: string
  readonly inputs: readonly string[]
  readonly output?: string
  readonly numbers?: Readonly<Record<string, number>>
  readonly domain?: string
}

function node({ operator, inputs, output = operator, numbers = {}, domain = '' }: NodeParts): Uint8Array {
  const attributes = Object.entries(numbers).map(([name, number]) =>
    message([
      [ATTRIBUTE.name, name],
      [ATTRIBUTE.float, number],
    ]),
  )
  return message([
    ...inputs.map((input): Field => [NODE.inputs, input]),
    [NODE.outputs, output],
    [NODE.operator, operator],
    ...attributes.map((attribute): Field => [NODE.attributes, attribute]),
    [NODE.domain, domain],
  ])
}

function tensor(name: string, shape: readonly number[], change: readonly Field[] = []): Uint8Array {
  const count = shape.reduce((product, side) => product * side, 1)
  const values = Float32Array.from({ length: count }, (_, at) => Math.sin(at))
  return message([
    ...shape.map((side): Field => [TENSOR.dimensions, BigInt(side)]),
    [TENSOR.type, 1n],
    [TENSOR.name, name],
    [TENSOR.raw, new Uint8Array(values.buffer)],
    ...change,
  ])
}

const USUAL_TENSORS = [tensor('w', [64, 5]), tensor('b', [5]), tensor('v', [5, 3]), tensor('one', [])]

function file(nodes: readonly NodeParts[], tensors = USUAL_TENSORS, inputs = ['x']): Uint8Array {
  const graph = message([
    ...nodes.map((each): Field => [GRAPH.nodes, node(each)]),
    ...tensors.map((each): Field => [GRAPH.initializers, each]),
    ...inputs.map((name): Field => [GRAPH.inputs, message([[VALUE.name, name]])]),
  ])
  return message([[MODEL.graph, graph]])
}

const first: NodeParts = { operator: 'MatMul', inputs: ['x', 'w'], output: 'a' }
const bias: NodeParts = { operator: 'Add', inputs: ['b', 'a'], output: 'c' }
const relu: NodeParts = { operator: 'Relu', inputs: ['c'], output: 'd' }
const last: NodeParts = { operator: 'MatMul', inputs: ['d', 'v'], output: 'e' }
const chain = [first, bias, relu, last]

test('a chain as Keras makes it is read, its biases added by steps of their own', () => {
  const scale: NodeParts = { operator: 'Mul', inputs: ['x', 'one'], output: 's' }
  const softmax: NodeParts = { operator: 'Softmax', inputs: ['e'] }
  const tensors = [
    ...USUAL_TENSORS.slice(0, 3),
    message([
      [TENSOR.type, 1n],
      [TENSOR.name, 'one'],
      [TENSOR.floats, new Uint8Array(Float32Array.of(2).buffer)],
    ]),
  ]
  const { design, scaling, weights } = readOnnxModel(
    file([scale, { ...first, inputs: ['s', 'w'] }, bias, relu, last, softmax], tensors),
  )
  expect(design).toMatchObject({
    input: 64,
    hidden: [5],
    output: 3,
    activation: 'relu',
    batchNormalization: false,
  })
  expect(scaling).toEqual({ mean: 0, divisor: 127.5 })
  expect(weights.subarray(320, 325)).toEqual(Float32Array.from({ length: 5 }, (_, at) => Math.sin(at)))
})

const external = tensor('w', [64, 5], [[TENSOR.location, 1n]])
const hostile: Readonly<Record<string, readonly [Uint8Array, RegExp]>> = {
  empty: [new Uint8Array(), /^it is no ONNX file$/],
  text: [new TextEncoder().encode('hello, this is a text'), /^it is no whole ONNX file \(/],
  'a length of 2 GiB': [Uint8Array.of(0x3a, 0xff, 0xff, 0xff, 0xff, 0x07), /^it is no whole ONNX file \(/],
  'a cut file': [file(chain).subarray(0, -9), /^it is no whole ONNX file \(/],
  'external data': [
    file(chain, [external, ...USUAL_TENSORS.slice(1)]),
    /^its tensor "w" lies in another file \(external data\)/,
  ],
  'an operator of somebody': [
    file([{ ...first, domain: 'com.example' }]),
    /^its operator "MatMul" is none of ONNX, but of "com\.example"$/,
  ],
  'an operator that no such network has': [
    file([{ operator: 'Conv', inputs: ['x', 'w'] }]),
    /^its operator Conv is none that a fully connected network of the lab has$/,
  ],
  'a branch': [
    file([first, { operator: 'Relu', inputs: ['a'] }, { operator: 'Tanh', inputs: ['a'] }]),
    /^it is no chain: /,
  ],
  'a ring': [file([{ operator: 'Relu', inputs: ['y'], output: 'y' }]), /^it is no chain: /],
  'two inputs': [file(chain, USUAL_TENSORS, ['x', 'y']), /^it has 2 inputs, but the lab gives it an image/],
  'one constant twice': [file(chain, [...USUAL_TENSORS, tensor('w', [64, 5])]), /^it has two constants "w"$/],
  'two activations': [
    file([...chain, { operator: 'Tanh', inputs: ['e'], output: 'f' }, { ...last, inputs: ['f', 'v'] }]),
    /^its operator Tanh is another activation than the relu before/,
  ],
  'another slope': [
    file([first, bias, { ...relu, operator: 'LeakyRelu', numbers: { alpha: 0.5 } }]),
    /^its operator LeakyRelu has alpha 0\.5, but in the lab it is 0\.0099\d+$/,
  ],
  'no activation between': [
    file([first, { ...last, inputs: ['a', 'v'] }]),
    /^its operator MatMul follows another layer/,
  ],
  'an activation at the end': [file([first, bias, relu]), /^its last layer has an activation/],
  'layers that do not fit': [
    file(chain, [...USUAL_TENSORS.filter((_, at) => at !== 2), tensor('v', [4, 3])]),
    /^its operator MatMul takes 4 numbers, but the layer before gives 5$/,
  ],
  'a shape that the numbers do not have': [
    file(chain, [tensor('w', [64, 5], [[TENSOR.dimensions, 2_000_000_000n]])]),
    /^its tensor "w" has 320 numbers for \[64, 5, 2000000000\]$/,
  ],
  'numbers that are none': [
    file(chain, [
      ...USUAL_TENSORS.filter((_, at) => at !== 1),
      tensor('b', [5], [[TENSOR.raw, new Uint8Array(20).fill(0xff)]]),
    ]),
    /^its bias of layer "0" has numbers that are not finite$/,
  ],
  'no image': [file([{ ...last, inputs: ['x', 'v'] }]), /^it takes 5 numbers, but the lab has square images/],
  'all pixels the same': [
    file([
      { operator: 'Mul', inputs: ['x', 'one'], output: 's' },
      { ...first, inputs: ['s', 'w'] },
      bias,
      relu,
      last,
    ]),
    /^it makes the same of all pixels$/,
  ],
}

test.each(Object.entries(hostile))('a file with %s gets a sentence', (_name, [bytes, sentence]) => {
  expect(() => readOnnxModel(bytes)).toThrow(sentence)
})
