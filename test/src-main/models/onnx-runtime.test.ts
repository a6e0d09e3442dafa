import { InferenceSession, Tensor } from 'onnxruntime-node'
import { beforeAll, describe, expect, test } from 'vitest'
import { pixelTable } from '#shared/data/scaling'
import { ACTIVATIONS, type NetworkDesign, SCALINGS, type TrainingPlan } from '#shared/experiment/experiment'
import { unpackPredictions } from '#shared/records/predictions'
import type { Model } from '../../../src-main/models/model'
import { modelOfRun } from '../../../src-main/models/model-of-run'
import { writeOnnxModel } from '../../../src-main/models/onnx/write-onnx-model'
import { openBlockNetwork } from '../../../src-main/trainer/block-network'
import { type DataSet, loadDataSet } from '../../../src-main/trainer/data-files'
import { exportRun } from '../../helpers/export-runs'

let data: DataSet
beforeAll(async () => {
  data = await loadDataSet('resources/fashion-mnist')
})

function firstImages(count: number): DataSet {
  return {
    ...data,
    trainImages: data.trainImages.subarray(0, 2000 * 784),
    trainLabels: data.trainLabels.subarray(0, 2000),
    testImages: data.testImages.subarray(0, count * 784),
    testLabels: data.testLabels.subarray(0, count),
  }
}

/** What ONNX Runtime, another program altogether, makes of a file. */
async function runtimeScores(file: Uint8Array, images: Uint8Array) {
  const session = await InferenceSession.create(file)
  const pixels = Float32Array.from(images, (byte) => byte / 255)
  const { scores, probabilities } = await session.run({
    image: new Tensor('float32', pixels, [images.length / 784, 1, 28, 28]),
  })
  await session.release()
  return { scores: scores?.data as Float32Array, probabilities: probabilities?.data as Float32Array }
}

function largestDifference(left: Float32Array, right: Float32Array): number {
  return left.reduce((most, value, at) => Math.max(most, Math.abs(value - (right[at] ?? 0))), 0)
}

function classesOf(scores: Float32Array): Uint8Array {
  return Uint8Array.from({ length: scores.length / 10 }, (_, image) => {
    const own = scores.subarray(image * 10, image * 10 + 10)
    return own.indexOf(Math.max(...own))
  })
}

/** The scores of the lab's own kernels, image after image. */
function labScores({ design, weights, scaling }: Model, images: Uint8Array): Float32Array {
  const rows = 512
  const network = openBlockNetwork(design, weights, pixelTable(scaling), rows)
  const count = images.length / 784
  const scores = new Float32Array(count * 10)
  for (let first = 0; first < count; first += rows) {
    const block = Math.min(rows, count - first)
    network.pass(images.subarray(first * 784), block)
    scores.set(network.readLayer(design.hidden.length, block), first * 10)
  }
  return scores
}

/** How many classes differ from the record's, and by what part of the largest one the scores do. */
async function compare(images: number, design: Partial<NetworkDesign>, plan: Partial<TrainingPlan>) {
  const few = firstImages(images)
  const { record, weights } = exportRun(few, design, plan)
  if (weights === null || record.predictions === null) throw new Error('The run has no result.')
  const model = modelOfRun(record, weights, few)
  const { scores, probabilities } = await runtimeScores(writeOnnxModel(model), few.testImages)
  const own = labScores(model, few.testImages)
  const largest = own.reduce((most, value) => Math.max(most, Math.abs(value)), 1)
  const expected = unpackPredictions(record.predictions, images)
  const different = classesOf(scores).filter((label, image) => label !== expected[image]).length
  return {
    different,
    scoresAgree: largestDifference(scores, own) / largest < 1e-5,
    probabilitiesAgree: largestDifference(probabilities, softmax(own)) < 1e-5,
  }
}

function softmax(scores: Float32Array): Float32Array {
  return scores.map((score, at) => {
    const own = scores.subarray(at - (at % 10), at - (at % 10) + 10)
    return Math.exp(score) / own.reduce((sum, each) => sum + Math.exp(each), 0)
  })
}

const AGREES = { different: 0, scoresAgree: true, probabilitiesAgree: true }

describe('ONNX Runtime gives the classes of the lab, and its scores to 1e-5 of the largest', () => {
  test.each(ACTIVATIONS)('%s, with and without batch normalization', async (activation) => {
    for (const batchNormalization of [true, false]) {
      const design = { hidden: [30, 20], activation, batchNormalization }
      expect(await compare(200, design, { scaling: 'range' })).toEqual(AGREES)
    }
  })

  test('the final network on all 10,000 test images, and each scaling on fewer', async () => {
    expect(await compare(10_000, {}, {})).toEqual(AGREES)
    for (const scaling of SCALINGS)
      expect(await compare(200, { hidden: [30] }, { scaling })).toMatchObject({
        different: 0,
        scoresAgree: true,
      })
  })
})
