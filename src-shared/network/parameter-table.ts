import type { NetworkDesign } from '../experiment/experiment'

type ParameterRole = 'weight' | 'bias' | 'gamma' | 'beta' | 'running-mean' | 'running-variance'

/** One tensor of the network. */
export interface ParameterEntry {
  /** `layers.0.weight` and so on, as files name it. */
  readonly name: string
  readonly layer: number
  readonly role: ParameterRole
  /** [fan_in, fan_out] for a weight, [width] for the others. */
  readonly shape: readonly number[]
  /** First number of the tensor in the run's weights, counted in numbers. */
  readonly offset: number
  /** Numbers in the tensor. */
  readonly size: number
  /** Whether the optimizer changes it; running statistics follow the batches instead. */
  readonly trainable: boolean
}

const FILE_NAMES: Readonly<Record<ParameterRole, string>> = {
  weight: 'weight',
  bias: 'bias',
  gamma: 'norm.gamma',
  beta: 'norm.beta',
  'running-mean': 'norm.running_mean',
  'running-variance': 'norm.running_var',
}

/** Widths from the input through the hidden layers to the output. */
function layerWidths(design: NetworkDesign): readonly number[] {
  return [design.input, ...design.hidden, design.output]
}

/**
 * Every tensor of a network in its one order, from which offsets, sizes, initial values, file formats and hashes follow;
 * nothing else repeats the order.
 */
export function parameterTable(design: NetworkDesign): readonly ParameterEntry[] {
  const widths = layerWidths(design)
  const entries: ParameterEntry[] = []
  let offset = 0
  for (let layer = 0; layer + 1 < widths.length; layer += 1) {
    const hidden = layer + 2 < widths.length
    const roles: readonly ParameterRole[] =
      hidden && design.batchNormalization
        ? ['weight', 'bias', 'gamma', 'beta', 'running-mean', 'running-variance']
        : ['weight', 'bias']
    for (const role of roles) {
      const shape = role === 'weight' ? [widths[layer], widths[layer + 1]] : [widths[layer + 1]]
      const size = shape.reduce((product, length) => product * length, 1)
      const trainable = role !== 'running-mean' && role !== 'running-variance'
      entries.push({
        name: `layers.${layer}.${FILE_NAMES[role]}`,
        layer,
        role,
        shape,
        offset,
        size,
        trainable,
      })
      offset += size
    }
  }
  return entries
}

/** Numbers in all tensors together, running statistics included. */
export function weightsSize(design: NetworkDesign): number {
  return parameterTable(design).reduce((sum, entry) => sum + entry.size, 0)
}
