import { scalingTable } from '#shared/data/scaling'
import { splitTraining } from '#shared/data/split'
import { histogramOf } from '#shared/evaluation/histogram'
import type {
  FirstLayer,
  LayerValues,
  RunEvaluation,
  TemperatureFit,
} from '#shared/evaluation/run-evaluation'
import { bestTemperature, confidencesAt, type Scores } from '#shared/evaluation/temperature'
import type { Experiment, NetworkDesign } from '#shared/experiment/experiment'
import { parameterTable, weightsSize } from '#shared/network/parameter-table'
import { weightsSha256 } from '../base/hashes'
import { type BlockNetwork, openBlockNetwork } from './block-network'
import type { DataSet } from './data-files'

const ROWS = 512
/** Units of the first layer that are sent; a page of pictures shows fewer. */
const MOST_UNITS = 256

interface Answers extends Scores {
  readonly predicted: Uint8Array
  readonly confidences: Float32Array
}

/** Asks a network about many images, block by block. */
function askAll(
  network: BlockNetwork,
  design: NetworkDesign,
  images: Uint8Array,
  truth: Uint8Array,
): Answers {
  const { input, output: classes } = design
  const predicted = new Uint8Array(truth.length)
  const confidences = new Float32Array(truth.length)
  const scores = new Float32Array(truth.length * classes)
  for (let first = 0; first < truth.length; first += network.rows) {
    const count = Math.min(network.rows, truth.length - first)
    network.pass(images.subarray(first * input), count)
    predicted.set(network.predicted(count), first)
    for (let row = 0; row < count; row += 1)
      confidences[first + row] = network.probability(row, predicted[first + row])
    scores.set(network.readLayer(design.hidden.length, count), first * classes)
  }
  return { truth, classes, scores, predicted, confidences }
}

/** The images with these numbers, one after the other. */
function pick(images: Uint8Array, labels: Uint8Array, numbers: Int32Array, pixels: number) {
  const picked = new Uint8Array(numbers.length * pixels)
  numbers.forEach((number, place) => {
    picked.set(images.subarray(number * pixels, (number + 1) * pixels), place * pixels)
  })
  return { images: picked, truth: Uint8Array.from(numbers, (number) => labels[number]) }
}

function fitTemperature(validation: Answers | null, test: Answers): TemperatureFit {
  const fitted = validation ?? test
  const temperature = bestTemperature(fitted)
  return {
    on: validation === null ? 'test' : 'validation',
    images: fitted.truth.length,
    temperature,
    confidences: temperature === null ? null : confidencesAt(test, temperature),
  }
}

function layerValues(
  network: BlockNetwork,
  design: NetworkDesign,
  weights: Float32Array,
  images: Uint8Array,
  count: number,
): readonly LayerValues[] {
  network.pass(images, count)
  const table = parameterTable(design)
  const values = (layer: number, role: 'weight' | 'bias'): Float32Array => {
    const entry = table.find((each) => each.layer === layer && each.role === role)
    return entry === undefined
      ? new Float32Array()
      : weights.subarray(entry.offset, entry.offset + entry.size)
  }
  return Array.from({ length: design.hidden.length + 1 }, (_, layer) => ({
    weights: histogramOf(values(layer, 'weight')),
    biases: histogramOf(values(layer, 'bias')),
    activations: histogramOf(network.readLayer(layer, count)),
  }))
}

function firstLayerOf(design: NetworkDesign, weights: Float32Array): FirstLayer {
  const [entry] = parameterTable(design)
  const [inputs, units] = entry.shape
  const sent = Math.min(units, MOST_UNITS)
  const out = new Float32Array(sent * inputs)
  for (let unit = 0; unit < sent; unit += 1)
    for (let input = 0; input < inputs; input += 1)
      out[unit * inputs + input] = weights[entry.offset + input * units + unit]
  return { inputs, units, weights: out }
}

/** Evaluates the weights of a run over all test images, as its training did at its end, and looks into its layers. */
export function evaluateRun(
  { design, plan }: Experiment,
  weights: Float32Array,
  data: DataSet,
): RunEvaluation {
  const size = weightsSize(design)
  if (weights.length !== size)
    throw new Error(`The weights have ${weights.length} numbers, but the design has ${size}.`)
  const { trainImages, trainLabels, testImages, testLabels, fingerprint } = data
  const { training, validation } = splitTraining(trainLabels.length, plan.validationShare, plan.seed)
  const table = scalingTable(plan.scaling, trainImages, training, design.input)
  const network = openBlockNetwork(design, weights, table, ROWS)
  const test = askAll(network, design, testImages, testLabels)
  const kept = pick(trainImages, trainLabels, validation, design.input)
  const answers = validation.length === 0 ? null : askAll(network, design, kept.images, kept.truth)
  const activationImages = Math.min(ROWS, testLabels.length)
  return {
    data: fingerprint,
    weightsSha256: weightsSha256(weights),
    predicted: test.predicted,
    confidences: test.confidences,
    fit: fitTemperature(answers, test),
    layers: layerValues(network, design, weights, testImages, activationImages),
    activationImages,
    firstLayer: firstLayerOf(design, weights),
  }
}
