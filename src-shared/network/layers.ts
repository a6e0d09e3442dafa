import type { NetworkDesign } from '../experiment/experiment'
import type { Address } from '../kernels/kernels'
import { PANEL, panelCount, panelMatrixSize, panelStride } from '../kernels/panels'
import type { Arena } from './arena'
import type { ParameterEntry } from './parameter-table'
import { parameterTable } from './parameter-table'

/** Which copy of the parameters: those that train, their moving average, the best so far, the last that were finite. */
export type ParameterCopy = 'current' | 'average' | 'best' | 'finite'

/** Where one tensor lies: matrices in panels, vectors contiguous. All its copies have the same shape in memory. */
export interface Parameter {
  readonly entry: ParameterEntry
  readonly rows: number
  readonly columns: number
  readonly panels: number
  /** Floats from one panel to the next. */
  readonly stride: number
  /** Floats of one copy in memory. */
  readonly size: number
  readonly copies: Readonly<Record<ParameterCopy, Address>>
  readonly gradient: Address
  readonly state1: Address
  readonly state2: Address
  /** One binary64 sum of squares per row of the gradient; 0 where nothing is clipped. */
  readonly rowSquares: Address
}

export interface Normalization {
  readonly gamma: Parameter
  readonly beta: Parameter
  readonly runningMean: Parameter
  readonly runningVariance: Parameter
  /** Statistics of the batch (C). */
  readonly mean: Address
  readonly variance: Address
  /** (B, C) */
  readonly normalized: Address
}

/** One dense layer with what follows it: batch normalization, activation, dropout. The last layer is dense alone. */
export interface Layer {
  readonly index: number
  readonly last: boolean
  readonly inputs: number
  readonly outputs: number
  readonly panels: number
  readonly weight: Parameter
  readonly bias: Parameter
  readonly normalization: Normalization | null
  /** Weights transposed (C, K) for the gradient of the inputs; 0 for the first layer. */
  readonly transposed: Address
  /** (B, K) */
  readonly input: Address
  /** (B, C), what the product gives. */
  readonly dense: Address
  /** (B, C), what the activation gets: `dense`, or what batch normalization makes of it. */
  readonly preactivation: Address
  /** (B, C), what the activation gives. */
  readonly activation: Address
  /** (B, C), factors of the derivative of dropout; 0 without dropout. */
  readonly mask: Address
  /** (B, C), what the next layer gets: `activation`, or what dropout makes of it. */
  readonly output: Address
  /** (B, C), derivative of the loss by `dense`. */
  readonly gradient: Address
}

/** What a plan needs beside the parameters themselves. */
export interface ParameterNeeds {
  /** State numbers of the optimizer per parameter: 0, 1 or 2. */
  readonly states: number
  readonly average: boolean
  readonly best: boolean
  readonly rowSquares: boolean
  /** false where the network only answers questions and never trains. */
  readonly training: boolean
}

function allocateParameter(arena: Arena, entry: ParameterEntry, needs: ParameterNeeds): Parameter {
  const matrix = entry.shape.length === 2
  const rows = matrix ? entry.shape[0] : 1
  const columns = matrix ? entry.shape[1] : entry.shape[0]
  const panels = matrix ? panelCount(columns) : 1
  const stride = matrix ? panelStride(rows) : panelCount(columns) * PANEL
  const size = panels * stride
  const allocateIf = (wanted: boolean): Address => (wanted ? arena.words(size) : 0)
  const trains = needs.training && entry.trainable
  return {
    entry,
    rows,
    columns,
    panels,
    stride,
    size,
    copies: {
      current: arena.words(size),
      average: allocateIf(needs.average && entry.trainable),
      best: allocateIf(needs.best),
      finite: allocateIf(needs.training),
    },
    gradient: allocateIf(trains),
    state1: allocateIf(trains && needs.states > 0),
    state2: allocateIf(trains && needs.states > 1),
    rowSquares: trains && needs.rowSquares ? arena.doubles(rows) : 0,
  }
}

/** Lays the network out in memory: its parameters, and activations for up to `capacity` rows. */
export function allocateLayers(
  arena: Arena,
  design: NetworkDesign,
  capacity: number,
  needs: ParameterNeeds,
): readonly Layer[] {
  const table = parameterTable(design).map((entry) => allocateParameter(arena, entry, needs))
  const matrix = (columns: number): Address => arena.words(panelMatrixSize(capacity, columns))
  const layers: Layer[] = []
  for (const weight of table.filter((parameter) => parameter.entry.role === 'weight')) {
    const index = weight.entry.layer
    const find = (role: ParameterEntry['role']): Parameter | undefined =>
      table.find((parameter) => parameter.entry.layer === index && parameter.entry.role === role)
    layers.push(
      allocateLayer(
        arena,
        design,
        weight,
        find,
        layers[index - 1]?.output ?? matrix(weight.rows),
        matrix,
        needs,
      ),
    )
  }
  return layers
}

function allocateLayer(
  arena: Arena,
  design: NetworkDesign,
  weight: Parameter,
  find: (role: ParameterEntry['role']) => Parameter | undefined,
  input: Address,
  matrix: (columns: number) => Address,
  needs: ParameterNeeds,
): Layer {
  const { layer: index } = weight.entry
  const [inputs, outputs] = [weight.rows, weight.columns]
  const last = index === design.hidden.length
  const normalization = allocateNormalization(arena, find, matrix, outputs)
  const dense = matrix(outputs)
  const preactivation = normalization === null ? dense : matrix(outputs)
  const activation = last ? dense : matrix(outputs)
  const drops = needs.training && !last && design.dropout.kind !== 'none' && design.dropout.ratio > 0
  return {
    index,
    last,
    inputs,
    outputs,
    panels: panelCount(outputs),
    weight,
    bias: required(find('bias'), 'bias'),
    normalization,
    transposed: needs.training && index > 0 ? arena.words(panelMatrixSize(outputs, inputs)) : 0,
    input,
    dense,
    preactivation,
    activation,
    mask: drops ? matrix(outputs) : 0,
    output: drops ? matrix(outputs) : activation,
    gradient: needs.training ? matrix(outputs) : 0,
  }
}

function allocateNormalization(
  arena: Arena,
  find: (role: ParameterEntry['role']) => Parameter | undefined,
  matrix: (columns: number) => Address,
  outputs: number,
): Normalization | null {
  const gamma = find('gamma')
  if (gamma === undefined) return null
  return {
    gamma,
    beta: required(find('beta'), 'beta'),
    runningMean: required(find('running-mean'), 'running mean'),
    runningVariance: required(find('running-variance'), 'running variance'),
    mean: arena.words(panelCount(outputs) * PANEL),
    variance: arena.words(panelCount(outputs) * PANEL),
    normalized: matrix(outputs),
  }
}

function required(parameter: Parameter | undefined, role: string): Parameter {
  if (parameter === undefined)
    throw new Error(`The parameter table has no ${role} for a layer that needs one.`)
  return parameter
}

/** All tensors of the layers, in the order of the parameter table. */
export function parametersOf(layers: readonly Layer[]): readonly Parameter[] {
  return layers.flatMap(({ weight, bias, normalization: norm }) =>
    norm === null
      ? [weight, bias]
      : [weight, bias, norm.gamma, norm.beta, norm.runningMean, norm.runningVariance],
  )
}
