import { quoted } from '../base/quoted'
import type { Tensor } from '../library/safetensors'
import { transposed } from './transposed'

/** One layer as a file tells it, its weight in rows of inputs: [inputs, outputs]. */
export interface ReadLayer {
  readonly name: string
  readonly inputs: number
  readonly outputs: number
  readonly weight: Float32Array
  readonly bias: Float32Array
  readonly normalization: ReadNormalization | null
}

interface ReadNormalization {
  readonly gamma: Float32Array
  readonly beta: Float32Array
  readonly mean: Float32Array
  readonly variance: Float32Array
  /** What is added to the variance before its root is taken. */
  readonly epsilon: number
}

type Role = 'weight' | 'bias' | 'mean' | 'variance'

// What PyTorch, Keras and the lab call them.
const ROLES: Readonly<Record<string, Role>> = {
  weight: 'weight',
  kernel: 'weight',
  gamma: 'weight',
  bias: 'bias',
  beta: 'bias',
  running_mean: 'mean',
  moving_mean: 'mean',
  running_var: 'variance',
  moving_variance: 'variance',
}

type Group = Partial<Readonly<Record<Role, Tensor>>> & { readonly name: string }

const shapeText = ({ shape }: Tensor): string => `[${shape.join(', ')}]`

/** Names in the order in which people count: fc2 before fc10. */
const inOrder = new Intl.Collator('en', { numeric: true })

function groupsOf(tensors: readonly Tensor[]): readonly Group[] {
  const groups = new Map<string, Partial<Record<Role, Tensor>>>()
  for (const tensor of tensors) {
    const [, path = '', last = ''] = /^(?:(.*)[./])?([^./]*)$/s.exec(tensor.name) ?? []
    const role = ROLES[last]
    if (role === undefined)
      throw new Error(`its tensor ${quoted(tensor.name)} is neither weight nor bias of a layer`)
    const group = groups.get(path) ?? {}
    if (group[role] !== undefined) throw new Error(`its layer ${quoted(path)} has two of a kind: ${last}`)
    groups.set(path, { ...group, [role]: tensor })
  }
  return [...groups]
    .map(([name, group]) => ({ ...group, name }))
    .sort((left, right) => inOrder.compare(left.name, right.name))
}

function vectorOf(group: Group, role: Role, length: number, missing?: number): Float32Array {
  const tensor = group[role]
  if (tensor === undefined && missing !== undefined) return new Float32Array(length).fill(missing)
  if (tensor === undefined) throw new Error(`its layer ${quoted(group.name)} has no ${role}`)
  if (tensor.shape.length !== 1 || tensor.values.length !== length)
    throw new Error(`its tensor ${quoted(tensor.name)} is ${shapeText(tensor)}, but must be [${length}]`)
  return tensor.values
}

/** Whether all weights follow one another as [inputs, outputs], or turned, as PyTorch has them. */
function follows(groups: readonly Group[], isTurned: boolean): boolean {
  const shapes = groups.map(({ weight, bias }) => {
    const [first = 0, second = 0] = weight?.shape ?? []
    const [inputs, outputs] = isTurned ? [second, first] : [first, second]
    return { inputs, outputs, fits: bias === undefined || bias.values.length === outputs }
  })
  return shapes.every(({ inputs, fits }, at) => fits && (at === 0 || shapes[at - 1]?.outputs === inputs))
}

function directionOf(groups: readonly Group[]): 'as they are' | 'turned' {
  const [plain, turned] = [follows(groups, false), follows(groups, true)]
  if (plain && turned)
    throw new Error('its weights are all squares, so nothing tells which of their sides are the inputs')
  if (plain || turned) return plain ? 'as they are' : 'turned'
  const list = groups.map(({ weight, name }) => `${name} ${weight === undefined ? '' : shapeText(weight)}`)
  throw new Error(
    `its layers do not follow one another in the order of their names: ${list.join(', ').slice(0, 300)}`,
  )
}

function normalizationOf(group: Group, width: number, epsilon: number): ReadNormalization {
  return {
    gamma: vectorOf(group, 'weight', width, 1),
    beta: vectorOf(group, 'bias', width, 0),
    mean: vectorOf(group, 'mean', width),
    variance: vectorOf(group, 'variance', width),
    epsilon,
  }
}

/**
 * The layers that tensors with names make: weights and biases in the order of their names, and as many batch normalizations as
 * there are hidden layers, or none. Throws the end of a sentence.
 */
export function layersOfTensors(tensors: readonly Tensor[], epsilon: number): readonly ReadLayer[] {
  const groups = groupsOf(tensors)
  const norms = groups.filter(({ mean, variance }) => mean !== undefined || variance !== undefined)
  const linear = groups.filter((group) => !norms.includes(group))
  for (const { name, weight } of linear) {
    if (weight?.shape.length === 2) continue
    const found = weight === undefined ? 'no weight' : `a weight ${shapeText(weight)}`
    throw new Error(`its layer ${quoted(name)} has ${found}, but must have one of two sides`)
  }
  if (linear.length === 0) throw new Error('it has no weights')
  if (norms.length > 0 && norms.length !== linear.length - 1)
    throw new Error(`it has ${norms.length} batch normalizations for ${linear.length - 1} hidden layers`)
  const direction = directionOf(linear)
  return linear.map((group, at) => {
    const [first = 0, second = 0] = group.weight?.shape ?? []
    const values = group.weight?.values ?? new Float32Array()
    const [inputs, outputs] = direction === 'turned' ? [second, first] : [first, second]
    const norm = norms[at]
    return {
      name: group.name,
      inputs,
      outputs,
      weight: direction === 'turned' ? transposed(values, first, second) : values,
      bias: vectorOf(group, 'bias', outputs, 0),
      normalization: norm === undefined ? null : normalizationOf(norm, outputs, epsilon),
    }
  })
}
