import { describe, expect, it } from 'vitest'
import { ACTIVATION_ROWS } from '#shared/experiment/activations'
import type { NetworkDesign } from '#shared/experiment/experiment'
import { attribute, ATTRIBUTION_METHODS } from '#shared/network/attribution'
import { parameterTable, weightsSize } from '#shared/network/parameter-table'
import { openPlainNetwork, type PlainNetwork } from '#shared/network/plain-network'
import { smallExperiment, testNoise } from '../../helpers/inline-training'

const [SIDE, CLASSES] = [6, 4]
const PIXELS = SIDE * SIDE

function design(change: Partial<NetworkDesign> = {}): NetworkDesign {
  return { ...smallExperiment().design, input: PIXELS, hidden: [9, 7], output: CLASSES, ...change }
}

/** Weights at which nothing is tiny; variances are above 0. */
function drawWeights(of: NetworkDesign, seed: number): Float32Array {
  const noise = testNoise(seed)
  const weights = new Float32Array(weightsSize(of))
  for (const { role, offset, size, shape } of parameterTable(of)) {
    const [middle, width] =
      role === 'running-variance' || role === 'gamma'
        ? [1, 0.8]
        : role === 'weight'
          ? [0, 3 / Math.sqrt(shape[0] ?? 1)]
          : [0, 0.6]
    for (let index = 0; index < size; index += 1) weights[offset + index] = middle + (noise() - 0.5) * width
  }
  return weights
}

const image = (seed: number): Float64Array => {
  const noise = testNoise(seed)
  return Float64Array.from({ length: PIXELS }, () => noise() * 2 - 0.5)
}
const black = new Float64Array(PIXELS).fill(-0.5)
const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0)

/** Slope of a score along one input. Wide enough for the activations, whose values are binary32. */
function slope(network: PlainNetwork, inputs: Float64Array, index: number, target: number): number {
  const moved = (by: number): number => {
    const changed = inputs.slice()
    changed[index] = (changed[index] ?? 0) + by
    return network.scores(changed)[target] ?? 0
  }
  return (moved(0.002) - moved(-0.002)) / 0.004
}

describe('the gradient of a score by the inputs', () => {
  const activations = Object.keys(ACTIVATION_ROWS) as (keyof typeof ACTIVATION_ROWS)[]
  it.each(activations.flatMap((activation) => [true, false].map((norm) => [activation, norm] as const)))(
    'agrees with finite differences: %s, batch normalization %s',
    (activation, batchNormalization) => {
      const shape = design({ activation, batchNormalization })
      const network = openPlainNetwork(shape, drawWeights(shape, 5))
      const inputs = image(17)
      for (let target = 0; target < CLASSES; target += 1) {
        const gradient = network.scoreGradient(inputs, target)
        for (let index = 0; index < PIXELS; index += 5)
          expect(Math.abs((gradient[index] ?? 0) - slope(network, inputs, index, target))).toBeLessThan(2e-3)
      }
    },
  )
})

describe('which pixels matter', () => {
  const shape = design({ activation: 'selu' })
  const network = openPlainNetwork(shape, drawWeights(shape, 5))

  it('sums, by integrated gradients, to the difference of the scores', () => {
    for (const activation of ['selu', 'relu', 'tanh', 'gelu'] as const) {
      for (const seed of [1, 2, 3]) {
        const each = design({ activation })
        const opened = openPlainNetwork(each, drawWeights(each, seed))
        const inputs = image(seed + 20)
        const { values, score, baselineScore } = attribute(
          opened,
          'integrated',
          { inputs, baseline: black },
          seed,
        )
        expect(score).toBeCloseTo(opened.scores(inputs)[seed] ?? NaN, 12)
        expect(Math.abs(sum(values) - (score - baselineScore))).toBeLessThan(
          0.006 * Math.abs(score - baselineScore) + 1e-4,
        )
      }
    }
  })

  it('is the same by both gradients where the network is linear', () => {
    const linear = design({ hidden: [] })
    const opened = openPlainNetwork(linear, drawWeights(linear, 9))
    const inputs = image(4)
    const [integrated, gradient] = (['integrated', 'gradient'] as const).map(
      (method) => attribute(opened, method, { inputs, baseline: black }, 2).values,
    )
    integrated?.forEach((value, index) => expect(value).toBeCloseTo(gradient?.[index] ?? NaN, 6))
  })

  it.each(ATTRIBUTION_METHODS)('is nothing where the image is the baseline: %s', (method) => {
    const { values } = attribute(network, method, { inputs: black, baseline: black }, 1)
    expect(values.every((value) => value === 0)).toBe(true)
  })

  it('finds the one pixel that a network looks at', () => {
    const one = design({ hidden: [] })
    const weights = new Float32Array(weightsSize(one))
    const [at, target] = [2 * SIDE + 3, 1]
    weights[at * CLASSES + target] = 2
    const opened = openPlainNetwork(one, weights)
    const inputs = new Float64Array(PIXELS).fill(1)
    for (const method of ATTRIBUTION_METHODS) {
      const { values } = attribute(opened, method, { inputs, baseline: new Float64Array(PIXELS) }, target)
      expect(`${method} ${values.indexOf(Math.max(...values)) === at}`).toBe(`${method} true`)
      // Squares that cover it cover their neighbours, too.
      if (method !== 'occlusion') expect([...values].filter((value) => value !== 0)).toEqual([2])
      else expect(values[at]).toBe(2)
    }
  })

  it('refuses an image of another size and a class that does not exist', () => {
    const short = { inputs: new Float64Array(5), baseline: new Float64Array(5) }
    expect(() => attribute(network, 'gradient', short, 0)).toThrow('5 pixels')
    expect(() => attribute(network, 'gradient', { inputs: black, baseline: black }, 4)).toThrow('no class 4')
    expect(() => openPlainNetwork(shape, new Float32Array(3))).toThrow('3 numbers')
  })
})
