/* Numbers of onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto), of the fields that the lab writes or reads. */

export const MODEL = {
  irVersion: 1,
  producerName: 2,
  producerVersion: 3,
  documentation: 6,
  graph: 7,
  operatorSets: 8,
  metadata: 14,
  functions: 25,
} as const

export const OPERATOR_SET = { domain: 1, version: 2 } as const
export const ENTRY = { key: 1, value: 2 } as const
export const GRAPH = { nodes: 1, name: 2, initializers: 5, inputs: 11, outputs: 12 } as const
export const NODE = { inputs: 1, outputs: 2, name: 3, operator: 4, attributes: 5, domain: 7 } as const
export const ATTRIBUTE = { name: 1, float: 2, whole: 3, tensor: 5, type: 20 } as const
export const ATTRIBUTE_TYPE = { float: 1, whole: 2 } as const
export const TENSOR = {
  dimensions: 1,
  type: 2,
  floats: 4,
  int64: 7,
  name: 8,
  raw: 9,
  doubles: 10,
  externalData: 13,
  location: 14,
} as const
export const TENSOR_TYPE = { float: 1, uint8: 2, int32: 6, int64: 7, double: 11 } as const
export const VALUE = { name: 1, type: 2 } as const
export const TYPE = { tensor: 1 } as const
export const TENSOR_SHAPE = { type: 1, shape: 2 } as const
export const SHAPE = { dimensions: 1 } as const
export const DIMENSION = { value: 1, name: 2 } as const
