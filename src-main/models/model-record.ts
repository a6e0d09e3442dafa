import { pixelTable } from '#shared/data/scaling'
import { completePlan } from '#shared/experiment/complete-plan'
import { BRIGHTEST } from '#shared/experiment/data-shape'
import type { DatasetDescription } from '#shared/experiment/dataset-description'
import { EXPERIMENT_FORMAT, type Scaling } from '#shared/experiment/experiment'
import { OPTIMIZER_DEFAULTS } from '#shared/experiment/optimizer-defaults'
import { parameterCount } from '#shared/experiment/parameter-count'
import { importedId } from '#shared/records/import-table'
import { packPredictions } from '#shared/records/predictions'
import { RUN_FORMAT, type RunRecord } from '#shared/records/run-record'
import { sha256, weightsSha256 } from '../base/hashes'
import { checkFit, type DataSet } from '../trainer/data-files'
import { predictClasses } from '../trainer/predict-classes'
import type { Model } from './model'

/** What a run can say of its scaling, and the weights that go with it. */
interface ScaledWeights {
  readonly scaling: Scaling
  readonly weights: Float32Array
}

/**
 * A run's pixels are bytes or go from 0 to 1. Every other scaling is a part of the first layer: with p = byte / 255 a network that takes
 * (byte - mean) / divisor has the weights w · 255 / divisor, and its bias is less by mean / divisor for every weight of a unit.
 */
function scaledWeights({ design, weights, scaling: { mean, divisor } }: Model): ScaledWeights {
  if (mean === 0 && divisor === BRIGHTEST) return { scaling: 'range', weights }
  if (mean === 0 && divisor === 1) return { scaling: 'none', weights }
  const scaled = weights.slice()
  const units = design.hidden[0] ?? design.output
  const bias = design.input * units
  for (let unit = 0; unit < units; unit += 1) {
    let sum = 0
    for (let at = unit; at < bias; at += units) {
      sum += weights[at] ?? 0
      scaled[at] = ((weights[at] ?? 0) * BRIGHTEST) / divisor
    }
    scaled[bias + unit] = (weights[bias + unit] ?? 0) - (mean / divisor) * sum
  }
  return { scaling: 'range', weights: scaled }
}

/** The data on which a model is tried, and what a record says of them. */
export interface TriedOn {
  readonly data: DataSet
  readonly dataset: DatasetDescription | undefined
}

/**
 * The run that a model becomes. Its test images are classified; of its training nothing is known, so its plan says only how its pixels
 * are scaled, and every other setting is the plainest.
 */
export function modelRecord(
  model: Model,
  file: { readonly name: string; readonly bytes: Uint8Array },
  { data, dataset }: TriedOn,
  onProgress?: (done: number) => void,
): { readonly record: RunRecord; readonly weights: Float32Array } {
  const { design } = model
  checkFit(design, data)
  if (data.classes !== design.output)
    throw new Error(`The network tells ${design.output} classes apart, but these data have ${data.classes}.`)
  const { scaling, weights } = scaledWeights(model)
  const table = pixelTable({ mean: 0, divisor: scaling === 'range' ? BRIGHTEST : 1 })
  const { classes } = predictClasses(design, weights, table, data.testImages, onProgress)
  const right = classes.reduce((sum, label, image) => sum + (label === data.testLabels[image] ? 1 : 0), 0)
  const fileSha256 = sha256(file.bytes)
  const parts = [fileSha256, weightsSha256(weights), data.fingerprint]
  const record: RunRecord = {
    format: RUN_FORMAT,
    version: 1,
    id: importedId(sha256(parts.join(' '))),
    experiment: {
      format: EXPERIMENT_FORMAT,
      version: 1,
      design,
      plan: completePlan({
        seed: 0,
        scaling,
        iterations: 1,
        batchSize: 1,
        optimizer: OPTIMIZER_DEFAULTS.sgd,
        learningRate: 1,
      }),
    },
    identity: null,
    data: data.fingerprint,
    ...(dataset === undefined ? {} : { dataset }),
    arithmetic: null,
    engine: null,
    machine: null,
    author: '',
    startedAt: null,
    seconds: null,
    parameters: parameterCount(design),
    plannedIterations: 1,
    iterations: 1,
    stopReason: 'completed',
    divergence: null,
    keptWeights: null,
    trainAccuracy: null,
    validationAccuracy: null,
    testAccuracy: right / data.testLabels.length,
    trainLoss: null,
    validationLoss: null,
    testLoss: null,
    weightsSha256: weightsSha256(weights),
    curvesSha256: null,
    predictions: packPredictions(classes, design.output),
    parent: null,
    imported: { file: file.name, row: 0, sha256: fileSha256, model: true },
  }
  return { record, weights }
}
