import { describe, expect, it } from 'vitest'
import { layerVerdict, networkVerdict } from '../../../../src-renderer/pages/training/lens-verdict'
import { trendOf } from '../../../../src-renderer/pages/training/trend'

const curve = (y: (x: number) => number, length = 60) => Array.from({ length }, (_, x) => ({ x, y: y(x) }))

describe('the trend of a curve', () => {
  it.each([
    ['falling', curve((x) => Math.exp(-x / 40))],
    ['rising', curve((x) => x / 100)],
    ['steady', curve((x) => 0.4 + 0.02 * (x % 2))],
    ['unknown', curve((x) => x, 5)],
  ] as const)('is %s', (trend, points) => {
    expect(trendOf(points)).toBe(trend)
  })

  it('does not take noise for a direction', () => {
    expect(trendOf(curve((x) => 0.5 + 0.1 * Math.sin(x * 2.4) + x * 1e-5))).toBe('steady')
  })
})

describe('the verdict of the lens', () => {
  it.each([
    [0, 1, 'holds'],
    [0.3, 1.2, 'trained'],
    [0.05, 2.5, 'trained'],
    [-0.97, 1.7, 'trained'],
    [-0.17, 4.83, 'trained'],
    [0.1, 10.67, 'trained'],
    [2, 1, 'unusual'],
    [0, 0.05, 'unusual'],
    [0, 30, 'unusual'],
    [0, 0.005, 'vanishing'],
    [0, 150, 'exploding'],
    [0, Number.NaN, 'exploding'],
  ] as const)('of mean %d and variance %d is %s', (mean, variance, verdict) => {
    expect(layerVerdict(mean, variance)).toBe(verdict)
  })

  it('names the worst layer', () => {
    const point = {
      iteration: 10,
      preactivationMean: [0, 0, 0],
      preactivationVariance: [1, 1, 1],
      activationMean: [0, 0.3, 0],
      activationVariance: [1, 1, 0.002],
    }

    expect(networkVerdict(point)).toEqual({ verdict: 'vanishing', layer: 3 })
    expect(networkVerdict({ ...point, activationVariance: [4, 6, 2] })).toEqual({
      verdict: 'trained',
      layer: 2,
    })
  })
})
