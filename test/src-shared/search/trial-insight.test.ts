import { describe, expect, it } from 'vitest'
import { bestSoFar } from '#shared/search/best-so-far'
import { rangeEdges } from '#shared/search/range-edges'
import { SEARCH_PRESETS } from '#shared/search/search-presets'
import { searchProgress } from '#shared/search/search-progress'
import type { SearchSpace } from '#shared/search/search-space'
import type { EndedRun, TrialResult } from '#shared/search/trial-result'
import { trialTies } from '#shared/search/trial-ties'

const spec = SEARCH_PRESETS[0].spec

function trial(index: number, value: number | null, changes: Partial<TrialResult> = {}): TrialResult {
  return {
    index,
    point: [0.5],
    settings: {},
    state: 'done',
    fault: null,
    runs: [],
    validationAccuracy: value,
    validationLoss: null,
    value,
    ...changes,
  }
}

const ended = (seconds: number | null): EndedRun => ({
  ...{ id: 'a', identity: 'b', stopReason: 'completed', iterations: 1 },
  ...{ seconds, validationAccuracy: 0.5, validationLoss: 1 },
})

describe('ties', () => {
  const ties = (values: readonly (number | null)[], trainImages = 60_000): readonly number[] => [
    ...trialTies({ spec, trainImages, results: values.map((value, index) => trial(index, value)) }),
  ]

  it('are the trials whose difference from the best 12,000 images cannot decide', () => {
    // 95 % of the difference of two shares near 0.9 over 12,000 images reach to 1.96 sqrt(2 x 0.9 x 0.1 / 12,000) = 0.0076.
    expect(ties([0.9, 0.893, 0.89, null])).toEqual([0, 1])
    expect(ties([0.88, 0.9, 0.8])).toEqual([])
    expect(ties([])).toEqual([])
  })

  it('are more where fewer images judge', () => {
    expect(ties([0.9, 0.89], 60_000)).toEqual([])
    expect(ties([0.9, 0.89], 6_000)).toEqual([0, 1])
  })

  it('are none where losses rank', () => {
    const results = [trial(0, -0.3), trial(1, -0.3)]
    expect(
      trialTies({ spec: { ...spec, rankBy: 'validationLoss' }, trainImages: 60_000, results }).size,
    ).toBe(0)
  })
})

describe('the best so far', () => {
  it('goes by the numbers of the trials, whatever the order in which they ended, and leaves out what diverged', () => {
    const results = [trial(2, 0.7), trial(0, 0.5), trial(3, 0.6), trial(1, null)]
    expect(bestSoFar(results).map(({ index, best }) => [index, best])).toEqual([
      [0, 0.5],
      [2, 0.7],
      [3, 0.7],
    ])
  })
})

describe('the end of a range', () => {
  const space: SearchSpace = {
    'design.hidden': { kind: 'widths', layers: { low: 1, high: 2 }, from: [32, 64] },
    'plan.weightDecay': { kind: 'logarithmic', low: 1e-6, high: 1e-4 },
    'plan.labelSmoothing': { kind: 'linear', low: 0, high: 0.2 },
    'plan.batchSize': { kind: 'whole-logarithmic', low: 32, high: 512 },
  }
  const trials = (place: (rank: number) => readonly number[]): readonly TrialResult[] =>
    Array.from({ length: 20 }, (_, rank) => trial(rank, 1 - rank / 100, { point: place(rank) }))
  const points = (decay: number, smoothing: number, batch: number) =>
    trials((rank) => [0.5, 0.5, 0.5, ...[decay, smoothing, batch].map((at) => (rank < 3 ? at : 0.5))])

  it('is told where three of the five best lie there, with a range that goes on beyond it', () => {
    expect(rangeEdges(space, points(0.95, 0.5, 0.5))).toEqual([
      {
        path: 'plan.weightDecay',
        end: 'high',
        wider: { kind: 'logarithmic', low: 1e-6, high: 1e-4 * 10 },
      },
    ])
    expect(rangeEdges(space, points(0.5, 0.99, 0.02))).toEqual([
      { path: 'plan.labelSmoothing', end: 'high', wider: { kind: 'linear', low: 0, high: 0.2 + 0.1 } },
      { path: 'plan.batchSize', end: 'low', wider: { kind: 'whole-logarithmic', low: 3, high: 512 } },
    ])
  })

  it('is not told where the field itself ends, where two lie there, or of nine trials', () => {
    expect(rangeEdges(space, points(0.5, 0.01, 0.5))).toEqual([])
    expect(
      rangeEdges(
        space,
        trials((rank) => [0.5, 0.5, 0.5, rank < 2 ? 0.99 : 0.5, 0.5, 0.5]),
      ),
    ).toEqual([])
    expect(rangeEdges(space, points(0.95, 0.5, 0.5).slice(0, 9))).toEqual([])
  })
})

describe('progress', () => {
  it('counts runs that are left, without those of trials that are skipped', () => {
    const run = (seed: number, seconds: number | null) => ({
      seed,
      identity: String(seed),
      run: ended(seconds),
    })
    const results = [
      trial(0, 0.5, { runs: [run(1, 2), run(2, 4)] }),
      trial(1, null, { state: 'open', runs: [run(1, null), { seed: 2, identity: 'c', run: null }] }),
      trial(2, null, { state: 'skipped', fault: 'It does not fit.' }),
      trial(3, null, { runs: [run(1, 6), run(2, 8)] }),
    ]
    expect(searchProgress(results, 10, 2)).toEqual({
      trials: 10,
      ended: 3,
      skipped: 1,
      stopped: 0,
      diverged: 1,
      runsLeft: 13,
      secondsOfRun: 5,
    })
  })
})
