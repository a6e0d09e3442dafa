import { describe, expect, it } from 'vitest'
import { layerVerdict, networkVerdict } from '../../../../src-renderer/pages/training/lens-verdict'
import { ACTIVATIONS } from '../../../../src-shared/experiment/experiment'
import { PRESETS } from '../../../../src-shared/experiment/presets'
import { usualLayers } from '../../../../src-shared/experiment/usual-layers'
import table from '../../../../src-shared/experiment/usual-layers.json'

const WARNINGS = ['unusual', 'shifted', 'vanishing', 'exploding']

describe('the table of usual layers', () => {
  it('comes from networks that trained well, with several seeds each', () => {
    for (const { name, accuracy, seeds } of table.rows) {
      expect(accuracy[0], name).toBeGreaterThan(0.75)
      expect(seeds.length, name).toBeGreaterThanOrEqual(3)
    }
  })

  it('has a range for every activation, and rows for the presets of the lab itself', () => {
    for (const activation of ACTIVATIONS) {
      const { mean, variance } = usualLayers(activation)
      expect(mean.low, activation).toBeLessThan(mean.high)
      expect(variance.low, activation).toBeGreaterThan(0)
      expect(variance.high, activation).toBeGreaterThan(variance.low)
    }
    const names = table.rows.map(({ name }) => name)
    const own = PRESETS.map(({ id }) => id).filter((id) => !id.startsWith('reference-'))
    expect(own.filter((id) => !names.includes(id))).toEqual([])
  })
})

describe('the verdict of the lens', () => {
  it('warns of nothing that a network showed which trained well', () => {
    for (const { activation, mean, variance } of table.rows) {
      for (const someMean of mean)
        for (const someVariance of variance)
          expect(WARNINGS).not.toContain(
            layerVerdict(someMean, someVariance, ACTIVATIONS.find((name) => name === activation) ?? 'selu'),
          )
    }
  })

  it('takes a variance of 10.67 in the final network for usual', () => {
    expect(layerVerdict(0, 10.67, 'selu')).toBe('usual')
  })

  it.each([
    [0, 1, 'holds'],
    [-0.5, 3, 'usual'],
    [0, 1e-4, 'vanishing'],
    [0, 900, 'exploding'],
    [0, Number.NaN, 'exploding'],
    [Number.NaN, 1, 'shifted'],
    [40, 1, 'shifted'],
  ] as const)('of SELU at mean %d and variance %d is %s', (mean, variance, verdict) => {
    expect(layerVerdict(mean, variance, 'selu')).toBe(verdict)
  })

  it('names the worst layer', () => {
    const point = {
      iteration: 10,
      preactivationMean: [0, 0, 0],
      preactivationVariance: [1, 1, 1],
      activationMean: [0, 0.3, 0],
      activationVariance: [1, 1, 1e-5],
    }

    expect(networkVerdict(point, 'selu')).toEqual({ verdict: 'vanishing', layer: 3 })
  })
})
