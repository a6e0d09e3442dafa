import { describe, expect, it } from 'vitest'
import { finalNetwork as experiment } from '#shared/experiment/presets'
import { parameterTable, weightsSize } from '#shared/network/parameter-table'
import { loadDataSet } from '../../../src-main/trainer/data-files'
import { openTrainedNetwork } from '../../../src-main/trainer/trained-network'
import { testNoise } from '../../helpers/inline-training'

describe('a trained network that is asked which pixels matter', () => {
  it.each([true, false])('has the scores behind its probabilities, batch normalization %s', async (norm) => {
    const design = { ...experiment.design, hidden: [20, 12], batchNormalization: norm }
    const noise = testNoise(3)
    const weights = new Float32Array(weightsSize(design))
    for (const { role, offset, size } of parameterTable(design)) {
      const [middle, width] = role === 'gamma' || role === 'running-variance' ? [1, 0.8] : [0, 0.2]
      for (let index = 0; index < size; index += 1) weights[offset + index] = middle + (noise() - 0.5) * width
    }
    const data = await loadDataSet('resources/fashion-mnist')
    const network = openTrainedNetwork({ ...experiment, design }, weights, data)
    const pixels = Uint8Array.from({ length: 784 }, () => Math.floor(noise() * 256))
    const probabilities = network.classify(pixels)
    const scores = probabilities.map((_, target) => network.explain(pixels, 'gradient', target).score)
    // Differences of scores are logarithms of ratios of probabilities.
    probabilities.forEach((probability, target) => {
      const ratio = Math.log(probability / (probabilities[0] ?? NaN))
      expect((scores[target] ?? NaN) - (scores[0] ?? NaN)).toBeCloseTo(ratio, 3)
    })
  })
})
