import { describe, expect, it } from 'vitest'
import { accuracyNews, lossNews, rateNews } from '../../../../src-renderer/pages/training/curve-news'
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

describe('what a curve says that its last value does not', () => {
  const losses = (values: readonly number[]) => values.map((y, index) => ({ x: (index + 1) * 10, y }))
  const falling = losses([2, 1, 0.8, 0.6, 0.5, 0.4, 0.3, 0.2])

  it('is where the validation accuracy was best', () => {
    const points = losses([0.5, 0.8, 0.7])
    expect(accuracyNews(points)).toEqual({ kind: 'best', value: 0.8, iteration: 20 })
    expect(accuracyNews(points.slice(0, 1))).toBeNull()
  })

  it('is overfitting where the validation loss rises while that of the batches falls', () => {
    const rising = losses([1, 0.5, 0.4, 0.45, 0.5, 0.55])
    expect(lossNews(rising, falling)).toEqual({ kind: 'risen', value: 0.4, iteration: 30, last: 0.55 })
  })

  it('is no overfitting where both rise, or one evaluation is an outlier', () => {
    const rising = losses([1, 0.5, 0.4, 0.45, 0.5, 0.55])
    const both = Array.from({ length: 60 }, (_, x) => ({ x, y: x <= 30 ? 1 - x / 60 : x / 60 }))
    expect(lossNews(rising, both)?.kind).toBe('lowest')
    expect(lossNews(losses([1, 0.5, 0.4, 0.4, 0.41, 0.7]), falling)?.kind).toBe('lowest')
  })

  it('is the peak of a rate that falls again, and nothing of one that stays', () => {
    expect(rateNews(losses([0.1, 0.3, 0.2]))).toEqual({ kind: 'peak', value: 0.3, iteration: 20 })
    expect(rateNews(losses([0.3, 0.3]))).toBeNull()
  })
})
