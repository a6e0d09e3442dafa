import { describe, expect, it } from 'vitest'
import type { TrialResult } from '#shared/search/trial-result'
import { contourCells } from '../../../../src-renderer/pages/search/contour-cells'
import { freshSeeds } from '../../../../src-renderer/pages/search/fresh-seeds'
import { listText, readList } from '../../../../src-renderer/pages/search/number-list'
import { medianOf, spreadOf } from '../../../../src-renderer/pages/search/seed-figures'
import { settingAxis } from '../../../../src-renderer/pages/search/setting-axis'
import { valueGroups } from '../../../../src-renderer/pages/search/value-groups'

const trial = (
  value: number | null,
  point: readonly number[],
  settings: TrialResult['settings'] = {},
): TrialResult => ({
  ...{ index: 0, point, settings, state: 'done', fault: null, runs: [] },
  ...{ validationAccuracy: value, validationLoss: null, value },
})

describe('two settings at once', () => {
  it('have the mean of the trials in each cell, and no cell where none lies', () => {
    const x = { coordinate: 0, range: { kind: 'choices', values: ['a', 'b'] } } as const
    const y = { coordinate: 1, range: { kind: 'choices', values: [1, 2, 3] } } as const
    const trials = [
      trial(0.8, [0.1, 0.9]),
      trial(0.6, [0.2, 0.99]),
      trial(0.9, [0.6, 0]),
      trial(null, [0.9, 0.5]),
    ]
    const { columns, rows, cells } = contourCells(trials, x, y)
    expect([columns, rows]).toEqual([2, 3])
    expect(cells.map(({ column, row, count, height }) => [column, row, count, height])).toEqual([
      [0, 2, 2, 0],
      [1, 0, 1, 1],
    ])
    expect(cells[0].mean).toBeCloseTo(0.7, 12)
  })
})

describe('the axis of a setting', () => {
  it('goes from end to end of the range, and has values without order at equal distances', () => {
    const space = {
      'design.activation': { kind: 'choices', values: ['relu', 'selu', 'elu'] },
      'plan.weightDecay': { kind: 'logarithmic', low: 1e-8, high: 1e-4 },
    } as const
    const trials = [trial(0.9, [0.4, 0.25]), trial(0.8, [0.99, 1])]
    expect(settingAxis(space, 'design.activation', trials)).toMatchObject({
      low: 'ReLU',
      high: 'ELU',
      places: [0.5, 1],
    })
    expect(settingAxis(space, 'plan.weightDecay', trials)).toMatchObject({
      low: '1e-8',
      high: '0.0001',
      places: [0.25, 1],
    })
  })
})

it('values of a setting are grouped with the best mean first, lists of layers by their number', () => {
  const groups = valueGroups(
    [
      trial(0.7, [], { x: [64, 32] }),
      trial(0.9, [], { x: [128, 64] }),
      trial(0.85, [], { x: [32] }),
      trial(null, [], { x: [1] }),
    ],
    'x',
  )
  expect(groups).toEqual([
    { value: 1, count: 1, mean: 0.85, best: 0.85 },
    { value: 2, count: 2, mean: (0.7 + 0.9) / 2, best: 0.9 },
  ])
})

it('fresh seeds are none that the search has used', () => {
  expect(freshSeeds([1])).toEqual([2, 3, 4, 5, 6])
  expect(freshSeeds([4_294_967_295, 1])).toEqual([0, 2, 3, 4, 5])
})

it('median and deviation of a sample are those of the textbook', () => {
  expect(medianOf([3, 1, 2])).toBe(2)
  expect(medianOf([4, 1, 2, 3])).toBe(2.5)
  // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, squares 32, and 32 / 7.
  expect(spreadOf([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(Math.sqrt(32 / 7), 12)
  expect(spreadOf([1])).toBeNull()
})

it('a line of numbers is read with commas or spaces, and what is no number is none', () => {
  expect(readList('512, 256 128;64')).toEqual([512, 256, 128, 64])
  expect(readList('1e-4, x')).toEqual([1e-4, Number.NaN])
  expect(listText([512, 64])).toBe('512, 64')
})
