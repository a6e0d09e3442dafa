import { describe, expect, it } from 'vitest'
import { endSentence } from '../../../../src-renderer/pages/training/end-sentence'
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

describe('how a run ended, in words', () => {
  const record = {
    stopReason: 'diverged',
    iterations: 1200,
    plannedIterations: 10_000,
    divergence: null,
  } as const

  it('names iteration and layer of a divergence', () => {
    expect(endSentence({ ...record, divergence: { iteration: 1234, layer: 'layers.1' } })).toEqual({
      key: 'training.ended.text.diverged-at',
      values: { iteration: '1,234', layer: 2 },
    })
  })

  it('names done and planned iterations of every other end', () => {
    expect(endSentence({ ...record, stopReason: 'interrupted' })).toEqual({
      key: 'training.ended.text.interrupted',
      values: { iterations: '1,200', planned: '10,000' },
    })
  })
})
