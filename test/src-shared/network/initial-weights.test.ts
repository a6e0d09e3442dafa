import { describe, expect, it } from 'vitest'
import type { Initialization } from '#shared/experiment/experiment'
import { DRAWS } from '#shared/experiment/experiment'
import { initialWeights } from '#shared/network/initial-weights'
import { parameterTable } from '#shared/network/parameter-table'
import { NEUTRAL_DESIGN } from '../../helpers/inline-training'

const [INPUTS, WIDTH] = [200, 150]
const ERRORS = 4.5

const VARIANCES: readonly (readonly [Initialization, number])[] = [
  ['lecun', 1 / INPUTS],
  ['he', 2 / INPUTS],
  ['xavier', 2 / (INPUTS + WIDTH)],
  [0.07, 0.07 * 0.07],
]

const CASES = VARIANCES.flatMap(([initialization, variance]) =>
  DRAWS.map((draw) => [initialization, draw, variance] as const),
)

function firstWeights(
  initialization: Initialization,
  initializationDraw: (typeof DRAWS)[number],
  seed: number,
): number[] {
  const design = { ...NEUTRAL_DESIGN, input: INPUTS, hidden: [WIDTH], initialization, initializationDraw }
  return [...initialWeights(design, seed).subarray(0, INPUTS * WIDTH)]
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

describe('initialWeights', () => {
  it.each(CASES)('should have mean 0 and the right variance: %s, %s', (initialization, draw, variance) => {
    const weights = firstWeights(initialization, draw, 3)
    const squares = weights.map((weight) => weight * weight)
    // The fourth moment over the squared variance: 3 for a normal distribution, 9/5 for a uniform one.
    const kurtosis = draw === 'normal' ? 3 : 1.8

    expect(Math.abs(meanOf(weights))).toBeLessThan(ERRORS * Math.sqrt(variance / weights.length))
    expect(Math.abs(meanOf(squares) / variance - 1)).toBeLessThan(
      ERRORS * Math.sqrt((kurtosis - 1) / weights.length),
    )
  })

  it('should draw from the distribution that was asked for', () => {
    const beyond = (draw: (typeof DRAWS)[number], deviations: number): number =>
      meanOf(firstWeights(1, draw, 3).map((weight) => (Math.abs(weight) > deviations ? 1 : 0)))

    expect(beyond('uniform', Math.sqrt(3) + 1e-6)).toBe(0)
    expect(beyond('uniform', Math.sqrt(3) / 2)).toBeCloseTo(0.5, 1)
    expect(beyond('normal', 1)).toBeCloseTo(0.3173, 1)
    expect(beyond('normal', 1.96)).toBeCloseTo(0.05, 2)
    expect(beyond('normal', 3)).toBeGreaterThan(0.001)
  })

  it('should draw every layer and every seed anew', () => {
    const correlation = (a: readonly number[], b: readonly number[]): number =>
      meanOf(a.map((value, index) => value * b[index]))
    const design = { ...NEUTRAL_DESIGN, input: 100, hidden: [100, 100], initialization: 1 }
    const all = [...initialWeights(design, 3)]
    const [first, second] = parameterTable(design).flatMap(({ role, offset, size }) =>
      role === 'weight' && size === 10_000 ? [all.slice(offset, offset + size)] : [],
    )
    const otherSeed = [...initialWeights(design, 4)].slice(0, 10_000)

    expect(Math.abs(correlation(first, second))).toBeLessThan(ERRORS / 100)
    expect(Math.abs(correlation(first, otherSeed))).toBeLessThan(ERRORS / 100)
  })

  it('should not change what a layer gets where another layer changes its width', () => {
    const small = initialWeights({ ...NEUTRAL_DESIGN, hidden: [19, 7] }, 1)
    const large = initialWeights({ ...NEUTRAL_DESIGN, hidden: [19, 70, 3] }, 1)

    expect(large.subarray(0, 25 * 19)).toEqual(small.subarray(0, 25 * 19))
  })

  it('should start with biases 0, gammas 1 and the statistics of a standard normal input', () => {
    const design = { ...NEUTRAL_DESIGN, batchNormalization: true }
    const weights = initialWeights(design, 1)
    const starts = { bias: 0, gamma: 1, beta: 0, 'running-mean': 0, 'running-variance': 1 }

    for (const { role, offset, size } of parameterTable(design)) {
      if (role !== 'weight')
        expect(new Set(weights.subarray(offset, offset + size))).toEqual(new Set([starts[role]]))
    }
  })
})
