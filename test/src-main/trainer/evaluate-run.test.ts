import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Experiment, NetworkDesign } from '#shared/experiment/experiment'
import { finalNetwork } from '#shared/experiment/presets'
import { parameterTable } from '#shared/network/parameter-table'
import type { TrainingResult } from '#shared/training/training-events'
import { weightsSha256 } from '../../../src-main/base/hashes'
import { type DataSet, loadDataSet } from '../../../src-main/trainer/data-files'
import { evaluateRun } from '../../../src-main/trainer/evaluate-run'
import { startTraining } from '../../../src-main/trainer/training-session'
import { buildLab, writeSmallData } from '../../helpers/lab-command'
import { smallExperiment } from '../../helpers/small-runs'

const threadEntry = resolve('out/main/training-thread.js')

let folder: string
let small: DataSet
beforeAll(async () => {
  await buildLab()
  folder = await mkdtemp(join(tmpdir(), 'evaluate-run-'))
  await writeSmallData(folder)
  small = await loadDataSet(folder)
})
afterAll(() => rm(folder, { recursive: true, maxRetries: 10, force: true }))

async function train(experiment: Experiment, dataDirectory = folder): Promise<TrainingResult> {
  const results: TrainingResult[] = []
  const session = startTraining(
    { experiment, data: () => loadDataSet(dataDirectory), threads: 2, threadEntry },
    (event) => {
      if (event.kind === 'ended') results.push(event.result)
    },
  )
  await session.finished
  const [result] = results
  if (result === undefined) throw new Error('The training has no result.')
  return result
}

const short = (design: Partial<NetworkDesign>, validationShare = 0.2): Experiment => {
  const experiment = smallExperiment(4, 60)
  return {
    ...experiment,
    design: { ...experiment.design, ...design },
    plan: { ...experiment.plan, batchSize: 64, validationShare },
  }
}

describe('weights that are evaluated again', () => {
  const cases: readonly [string, Experiment][] = [
    ['one hidden layer', short({ hidden: [20] })],
    ['no hidden layer', short({ hidden: [] })],
    [
      'batch normalization',
      short({ hidden: [33, 17], batchNormalization: true, dropout: { kind: 'none', ratio: 0 } }),
    ],
    ['no validation images', short({ hidden: [20] }, 0)],
  ]
  test.each(cases)('predict what the training predicted, byte for byte: %s', async (_, experiment) => {
    const result = await train(experiment)
    const again = evaluateRun(experiment, result.weights, small)
    expect(again.predicted).toEqual(result.predictions)
    expect(again.weightsSha256).toBe(weightsSha256(result.weights))
    expect(again.data).toBe(small.fingerprint)
    expect(again.fit.on).toBe(experiment.plan.validationShare === 0 ? 'test' : 'validation')
    expect(again.layers).toHaveLength(experiment.design.hidden.length + 1)
    expect(again.confidences.every((share) => share >= 0.1 - 1e-6 && share <= 1)).toBe(true)
  })

  test('on all 10,000 images of the real data', async () => {
    const experiment = { ...finalNetwork, plan: { ...finalNetwork.plan, iterations: 20 } }
    const { weights, predictions } = await train(experiment, 'resources/fashion-mnist')
    const data = await loadDataSet('resources/fashion-mnist')
    const again = evaluateRun(experiment, weights, data)
    expect(again.predicted).toEqual(predictions)
    expect(again.fit).toMatchObject({ on: 'validation', images: 6_000 })
    expect(again.activationImages).toBe(512)
  })
})

test('the first layer comes unit by unit, and histograms count every weight', async () => {
  const experiment = short({ hidden: [300] })
  const { weights } = await train(experiment)
  const { firstLayer, layers } = evaluateRun(experiment, weights, small)
  const [entry] = parameterTable(experiment.design)
  expect(firstLayer).toMatchObject({ inputs: 784, units: 300 })
  expect(firstLayer.weights).toHaveLength(256 * 784)
  expect(firstLayer.weights[5 * 784 + 9]).toBe(weights[(entry?.offset ?? 0) + 9 * 300 + 5])
  expect(layers[0]?.weights.counts.reduce((sum, count) => sum + count, 0)).toBe(784 * 300)
  expect(layers[1]?.activations.count).toBe(300 * 10)
})

test('weights of another network are refused', () => {
  expect(() => evaluateRun(finalNetwork, new Float32Array(3), small)).toThrow('The weights have 3 numbers')
})
