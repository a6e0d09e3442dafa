import { DATA_SHAPE } from '../experiment/data-shape'
import { shapeOf } from '../experiment/dataset-description'
import type { TrainingPlan } from '../experiment/experiment'
import { parameterCount } from '../experiment/parameter-count'
import { validationCount } from '../experiment/validation-count'
import { FASHION_MNIST, FASHION_MNIST_TEST_LABELS } from './fashion-mnist-test-labels'
import { unpackPredictions } from './predictions'
import type { RecordDoubt } from './record-doubt'
import type { RunRecord } from './run-record'

type Check = (record: RunRecord) => RecordDoubt | null

const parameters: Check = ({ parameters: found, experiment }) => {
  const expected = parameterCount(experiment.design)
  return found === expected ? null : { code: 'parameters', values: { found, expected } }
}

/** What the record says of its data must be what its network takes and gives. */
const data: Check = ({ data: fingerprint, dataset, experiment: { design } }) => {
  const isKnown = fingerprint === FASHION_MNIST || dataset !== undefined
  const isTwice = fingerprint === FASHION_MNIST && dataset !== undefined
  const { side, classes } = shapeOf(dataset)
  const isOfNetwork = side * side === design.input && classes === design.output
  return !isKnown || (isOfNetwork && !isTwice) ? null : { code: 'data', values: {} }
}

const iterations: Check = ({ iterations: found, plannedIterations, experiment }) => {
  const expected = experiment.plan.iterations
  if (plannedIterations !== expected) return { code: 'plan', values: { found: plannedIterations, expected } }
  return found <= expected ? null : { code: 'iterations', values: { found, expected } }
}

/** First iteration at which early stopping can end a run: so many evaluations without a better one. */
function earliestStop({ earlyStopping, evaluateEvery, iterations }: TrainingPlan): number {
  return earlyStopping * Math.max(1, Math.min(evaluateEvery, iterations))
}

const end: Check = ({ stopReason, iterations: found, divergence, experiment: { plan } }) => {
  const isPossible =
    (stopReason !== 'completed' || found === plan.iterations) &&
    (stopReason !== 'early-stopping' || (plan.earlyStopping > 0 && found >= earliestStop(plan))) &&
    (divergence === null || (stopReason === 'diverged' && divergence.iteration <= plan.iterations))
  return isPossible ? null : { code: 'end', values: { reason: stopReason ?? 'running' } }
}

const kept: Check = ({ keptWeights: found, experiment: { plan } }) => {
  const isPossible =
    (found !== 'averaged' || plan.averaging > 0) && (found !== 'best' || plan.earlyStopping > 0)
  return isPossible ? null : { code: 'kept', values: { found: found ?? 'none' } }
}

/** An accuracy is a count of images divided by all of them, so few numbers can be one. */
const shares: Check = (record) => {
  const { validationShare } = record.experiment.plan
  if (record.validationAccuracy !== null && validationShare === 0 && record.imported === undefined)
    return {
      code: 'share',
      values: { field: 'validationAccuracy', found: record.validationAccuracy, images: 0 },
    }
  if (record.data !== FASHION_MNIST && record.dataset === undefined) return null
  const { trainImages, testImages } = shapeOf(record.dataset)
  const validation = validationCount(trainImages, validationShare)
  const images = {
    trainAccuracy: trainImages - validation,
    validationAccuracy: validation,
    testAccuracy: testImages,
  }
  for (const field of ['trainAccuracy', 'validationAccuracy', 'testAccuracy'] as const) {
    const [found, count] = [record[field], images[field]]
    if (found !== null && Math.round(found * count) / count !== found)
      return { code: 'share', values: { field, found, images: count } }
  }
  return null
}

// An image is classified wrongly where another class is at least as likely as its own, which then has a half at most.
const LEAST_LOSS_OF_A_MISTAKE = Math.LN2
/** Losses are summed from binary32. */
const ROUNDING = 1e-3

const losses: Check = (record): RecordDoubt | null => {
  if (record.imported !== undefined) return null
  if (record.validationLoss !== null && record.experiment.plan.validationShare === 0)
    return { code: 'unsplit', values: {} }
  for (const part of ['train', 'validation', 'test'] as const) {
    const [field, right] = [`${part}Loss` as const, record[`${part}Accuracy`]]
    const found = record[field]
    if (found === null || right === null) continue
    const expected = (1 - right) * LEAST_LOSS_OF_A_MISTAKE * (1 - ROUNDING)
    if (found < expected) return { code: 'loss', values: { field, found, expected } }
  }
  return null
}

let testLabels: Uint8Array | null = null

/**
 * Share of the test images of Fashion-MNIST that a record predicts correctly; null where its predictions are not of them. Throws where
 * they cannot be predictions of the images at all.
 */
function countedAccuracy({ data, dataset, predictions }: RunRecord): number | null {
  if (predictions === null) return null
  if (dataset !== undefined) unpackPredictions(predictions, dataset.testImages)
  if (data !== FASHION_MNIST) return null
  testLabels ??= unpackPredictions(FASHION_MNIST_TEST_LABELS, DATA_SHAPE.testImages)
  let correct = 0
  const predicted = unpackPredictions(predictions, testLabels.length)
  for (let image = 0; image < testLabels.length; image++)
    if (predicted[image] === testLabels[image]) correct += 1
  return correct / testLabels.length
}

const accuracy: Check = (record) => {
  let expected: number | null
  try {
    expected = countedAccuracy(record)
  } catch {
    return { code: 'accuracy', values: { found: record.testAccuracy ?? 'none', expected: 'none' } }
  }
  if (expected === null || record.testAccuracy === expected) return null
  return { code: 'accuracy', values: { found: record.testAccuracy ?? 'none', expected } }
}

const told: Check = ({ imported }) =>
  imported?.doubt === undefined ? null : { code: 'told', values: { found: imported.doubt } }

const CHECKS: readonly Check[] = [told, parameters, data, iterations, end, kept, shares, losses, accuracy]

/** The first thing in a record that its other fields show to be wrong; null where all fits together. */
export function senseDoubt(record: RunRecord): RecordDoubt | null {
  for (const check of CHECKS) {
    const doubt = check(record)
    if (doubt !== null) return doubt
  }
  return null
}
