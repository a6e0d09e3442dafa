import type { Address, Kernels } from '../kernels/kernels'
import { roundUpToPanel } from '../kernels/panels'
import type { Layer, Parameter, ParameterCopy } from './layers'
import { parametersOf } from './layers'
import type { Memory } from './memory'
import { floatsAt, readMatrix, writeMatrix } from './memory'

/** Puts numbers of one tensor, rows one after another, at an address that has the tensor's shape. */
export function writeTensor(
  memory: Memory,
  parameter: Parameter,
  address: Address,
  values: Float32Array,
): void {
  if (parameter.entry.shape.length === 2) {
    writeMatrix(memory, address, values, parameter.rows, parameter.columns)
    return
  }
  const view = floatsAt(memory, address, roundUpToPanel(parameter.columns))
  view.fill(0)
  view.set(values)
}

/** Takes the numbers of one tensor out of memory, rows one after another. */
export function readTensor(memory: Memory, parameter: Parameter, address: Address, out: Float32Array): void {
  if (parameter.entry.shape.length === 2) readMatrix(memory, address, out, parameter.rows, parameter.columns)
  else out.set(floatsAt(memory, address, parameter.columns))
}

/** Puts the whole network's parameters in place, in the order of the parameter table. */
export function writeWeights(
  memory: Memory,
  layers: readonly Layer[],
  weights: Float32Array,
  copy: ParameterCopy = 'current',
): void {
  for (const parameter of parametersOf(layers)) {
    const { offset, size } = parameter.entry
    if (parameter.copies[copy] !== 0)
      writeTensor(memory, parameter, parameter.copies[copy], weights.subarray(offset, offset + size))
  }
}

/** The whole network's parameters in the order of the parameter table; a copy that lacks a tensor takes the current one. */
export function readWeights(
  memory: Memory,
  layers: readonly Layer[],
  copy: ParameterCopy = 'current',
): Float32Array {
  const parameters = parametersOf(layers)
  const weights = new Float32Array(parameters.reduce((sum, { entry }) => sum + entry.size, 0))
  for (const parameter of parameters) {
    const { offset, size } = parameter.entry
    const address = parameter.copies[copy] === 0 ? parameter.copies.current : parameter.copies[copy]
    readTensor(memory, parameter, address, weights.subarray(offset, offset + size))
  }
  return weights
}

/** Copies one set of parameters onto another, where both exist. */
export function copyWeights(
  memory: Memory,
  layers: readonly Layer[],
  from: ParameterCopy,
  to: ParameterCopy,
): void {
  for (const { copies, size } of parametersOf(layers)) {
    if (copies[from] !== 0 && copies[to] !== 0)
      floatsAt(memory, copies[to], size).set(floatsAt(memory, copies[from], size))
  }
}

/** Makes the transposed weights fit the weights again, after these were put in place from outside. */
export function transposeAll(kernels: Kernels, layers: readonly Layer[]): void {
  for (const { transposed, weight } of layers) {
    if (transposed !== 0)
      kernels.transposeF32(transposed, weight.copies.current, weight.rows, weight.columns, 0, weight.rows)
  }
}
