import { DATA_LIMITS } from '#shared/experiment/data-shape'
import type { Activation, NetworkDesign } from '#shared/experiment/experiment'
import { LIMITS } from '#shared/experiment/limits'
import { parameterCount } from '#shared/experiment/parameter-count'
import { NORMALIZATION_EPSILON } from '#shared/network/batch-normalization'
import { parameterTable, weightsSize } from '#shared/network/parameter-table'
import { quoted } from '../base/quoted'
import { designOfForm, type Model, type PixelScaling } from './model'
import type { ModelTexts, ToldByTexts } from './model-texts'
import type { ReadLayer } from './tensor-layers'

/** What a file tells of a model besides its layers. */
export interface ReadForm extends Pick<ToldByTexts, 'activation' | 'classNames'> {
  readonly scaling: PixelScaling
  readonly texts: ModelTexts
}

/** A file of tensors that does not say the activation between them. */
export class SilentActivationError extends Error {
  constructor() {
    super('it does not say its activation: give it as metadata, or with --activation')
  }
}

/** What stands for an activation where there is none, because nothing is hidden. */
const NO_ACTIVATION: Activation = 'relu'

function checkLimits(design: NetworkDesign): void {
  const { input, hidden, output } = design
  const side = Math.sqrt(input)
  const { side: sides, classes } = DATA_LIMITS
  if (!Number.isInteger(side) || side < sides.from || side > sides.to)
    throw new Error(
      `it takes ${input} numbers, but the lab has square images of ${sides.from} to ${sides.to} pixels a side`,
    )
  if (output < classes.from || output > classes.to)
    throw new Error(`it has ${output} outputs, but the lab takes ${classes.from} to ${classes.to} classes`)
  if (hidden.length > LIMITS.hiddenLayers)
    throw new Error(`it has ${hidden.length} hidden layers, but at most ${LIMITS.hiddenLayers} are allowed`)
  const wide = hidden.find((width) => width < 1 || width > LIMITS.width)
  if (wide !== undefined)
    throw new Error(`it has a layer of ${wide} units, but 1 to ${LIMITS.width} are allowed`)
  const parameters = parameterCount(design)
  if (parameters > LIMITS.parameters)
    throw new Error(`it has ${parameters} parameters, but at most ${LIMITS.parameters} are allowed`)
}

/** The lab adds its own epsilon to a variance; what another program adds more goes into the variance. */
function varianceFor(variance: Float32Array, epsilon: number): Float32Array {
  if (epsilon === NORMALIZATION_EPSILON) return variance
  return variance.map((value) => Math.max(0, value + (epsilon - NORMALIZATION_EPSILON)))
}

function tensorOf(layer: ReadLayer, role: string): Float32Array {
  const { weight, bias, normalization } = layer
  switch (role) {
    case 'weight':
      return weight
    case 'bias':
      return bias
    case 'gamma':
      return normalization?.gamma ?? new Float32Array()
    case 'beta':
      return normalization?.beta ?? new Float32Array()
    case 'running-mean':
      return normalization?.mean ?? new Float32Array()
    default:
      return normalization === null
        ? new Float32Array()
        : varianceFor(normalization.variance, normalization.epsilon)
  }
}

function checkNumbers(name: string, role: string, values: Float32Array): void {
  if (!values.every(Number.isFinite))
    throw new Error(`its ${role} of layer ${quoted(name)} has numbers that are not finite`)
  if (role === 'running-variance' && values.some((value) => value < 0))
    throw new Error(`its variance of layer ${quoted(name)} is negative`)
}

/** Puts together what a file tells; throws the end of a sentence where the lab has no such network. */
export function modelOfLayers(layers: readonly ReadLayer[], form: ReadForm): Model {
  const { activation, scaling, texts } = form
  const hidden = layers.slice(0, -1).map(({ outputs }) => outputs)
  if (activation === undefined && hidden.length > 0) throw new SilentActivationError()
  const design = designOfForm({
    input: layers[0]?.inputs ?? 0,
    hidden,
    output: layers.at(-1)?.outputs ?? 0,
    activation: activation ?? NO_ACTIVATION,
    batchNormalization: layers.some(({ normalization }) => normalization !== null),
  })
  checkLimits(design)
  const classNames = form.classNames ?? Array.from({ length: design.output }, (_, at) => String(at))
  if (classNames.length !== design.output)
    throw new Error(`it names ${classNames.length} classes for ${design.output} outputs`)
  const weights = new Float32Array(weightsSize(design))
  for (const { layer: at, role, offset, size } of parameterTable(design)) {
    const layer = layers[at]
    if (layer === undefined) continue
    const values = tensorOf(layer, role)
    if (values.length !== size)
      throw new Error(`its ${role} of layer ${quoted(layer.name)} has ${values.length} numbers`)
    checkNumbers(layer.name, role, values)
    weights.set(values, offset)
  }
  return { design, weights, scaling, classNames, origin: texts }
}
