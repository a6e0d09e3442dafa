import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OPTIMIZER_DEFAULTS } from '#shared/experiment/optimizer-defaults'
import { compareRuns, deltaTo, differingSettings } from '#shared/history/differences'
import { earlierRuns } from '#shared/history/earlier-runs'
import { accuracyToExpect, nearestRuns, sameRun } from '#shared/history/nearest-runs'
import { experimentDistance } from '#shared/history/run-distance'
import { smoothCurve } from '#shared/history/smoothing'
import { FASHION_MNIST } from '#shared/records/fashion-mnist-test-labels'
import { knownColumn } from '#shared/records/table-columns'
import { exampleExperiment, exampleRun } from '../../helpers/example-runs'
import { fixtureTable, importedRuns } from '../../helpers/fixture-tables'

const draft = exampleExperiment()
const here = { data: FASHION_MNIST, arithmetic: 'f32-fma-1' }

describe('the nearest earlier runs', () => {
  const otherSeed = exampleRun('seed', { plan: { seed: 2 } })
  const otherDecay = exampleRun('decay', { plan: { weightDecay: 4e-6 } })
  const otherNetwork = exampleRun('network', {
    design: { hidden: [64, 64, 64], activation: 'sigmoid' },
    plan: { optimizer: OPTIMIZER_DEFAULTS.adam },
  })
  const stopped = exampleRun('stopped', { record: { stopReason: 'stopped' } })
  const hidden = exampleRun('hidden', { annotations: { archived: true } })

  it('come nearest first, and leave out what is not whole or was archived', () => {
    const near = nearestRuns(draft, [otherNetwork, stopped, otherDecay, hidden, otherSeed])
    expect(near.map(({ run }) => run.record.id)).toEqual(['seed', 'decay', 'network'])
    expect(near[0]?.distance).toBe(0)
  })

  it('leave out imported networks, of whose training nobody knows', () => {
    const imported = { file: 'a.onnx', row: 0, sha256: 'a', model: true } as const
    const network = exampleRun('network', { record: { imported }, summary: { origin: 'imported' } })
    expect(nearestRuns(draft, [network])).toEqual([])
    expect(earlierRuns([network])).toEqual([])
  })

  it('hold imported rows against the settings that a table has', () => {
    const rows = importedRuns(fixtureTable('reference-table.csv'))
    const [nearest] = nearestRuns(
      exampleExperiment({ hidden: [256, 128] }, { learningRate: 0.01, weightDecay: 0 }),
      rows,
    )
    expect(nearest?.run.record.testAccuracy).toBe(0.9057)
  })

  it('tell the accuracies to expect: over validation images, else over test images, else nothing', () => {
    const runs = [0.9, 0.91, 0.88].map((validationAccuracy, seed) =>
      exampleRun(String(seed), { plan: { seed }, record: { validationAccuracy } }),
    )
    expect(accuracyToExpect(nearestRuns(draft, [...runs, otherNetwork]))).toEqual({
      of: 'validation',
      low: 0.88,
      high: 0.91,
      count: 3,
    })
    const rows = importedRuns(fixtureTable('reference-table.csv'))
    const nearTable = exampleExperiment({}, { learningRate: 0.01, weightDecay: 0 })
    expect(accuracyToExpect(nearestRuns(nearTable, rows, 2))?.of).toBe('test')
    expect(accuracyToExpect(nearestRuns(draft, [otherNetwork]))).toBeNull()
  })
})

describe('experimentDistance', () => {
  const experiment = fc.record({
    hidden: fc.array(fc.integer({ min: 1, max: 4096 }), { maxLength: 4 }),
    learningRate: fc.double({ min: 1e-5, max: 10, noNaN: true }),
    batchSize: fc.integer({ min: 1, max: 8192 }),
    weightDecay: fc.constantFrom(0, 1e-9, 1e-4, 1),
    kind: fc.constantFrom('sgd' as const, 'adam' as const),
  })
  const made = (fields: {
    hidden: readonly number[]
    learningRate: number
    batchSize: number
    weightDecay: number
    kind: 'sgd' | 'adam'
  }): typeof draft =>
    exampleExperiment({ hidden: fields.hidden }, { ...fields, optimizer: OPTIMIZER_DEFAULTS[fields.kind] })

  it('is a distance: between 0 and 1, none to itself, the same both ways', () => {
    fc.assert(
      fc.property(experiment, experiment, (a, b) => {
        const [first, second] = [made(a), made(b)]
        const distance = experimentDistance(first, second)
        expect(distance).toBeGreaterThanOrEqual(0)
        expect(distance).toBeLessThanOrEqual(1)
        expect(experimentDistance(first, first)).toBe(0)
        expect(experimentDistance(second, first)).toBeCloseTo(distance, 12)
      }),
    )
  })
})

describe('the same run', () => {
  const run = exampleRun('same')

  it('is one that would give the same bytes', () => {
    expect(sameRun(draft, [exampleRun('other', { plan: { seed: 2 } }), run], here)?.record.id).toBe('same')
    // How often is looked does not change the weights.
    expect(sameRun(exampleExperiment({}, { evaluateEvery: 50 }), [run], here)?.record.id).toBe('same')
  })

  it.each([
    ['stopped', exampleRun('stopped', { record: { stopReason: 'stopped', iterations: 5 } })],
    ['over other data', exampleRun('data', { record: { data: 'other' } })],
    ['of another arithmetic', exampleRun('arithmetic', { record: { arithmetic: 'f32-2' } })],
    ['with another decay', exampleRun('decay', { plan: { weightDecay: 0 } })],
    ['of a table', importedRuns(fixtureTable('reference-table.csv'))[3] ?? run],
  ])('is none that was %s', (_, other) => {
    expect(sameRun(draft, [other], here)).toBeNull()
  })
})

describe('differences', () => {
  const [a, b] = [
    exampleRun('a'),
    exampleRun('b', { plan: { learningRate: 0.1, seed: 3 }, record: { testAccuracy: 0.9 } }),
  ]

  it('names the settings in which runs differ, and nothing else', () => {
    expect(differingSettings([a, b]).map(({ column, values }) => [column.id, ...values])).toEqual([
      ['learning_rate', 0.3, 0.1],
      ['seed', 1, 3],
    ])
    expect(differingSettings([a, a])).toEqual([])
    expect(compareRuns([a, b]).filter(({ differs }) => !differs).length).toBeGreaterThan(10)
  })

  it('are told towards a baseline', () => {
    expect(deltaTo(a, b, knownColumn('test_acc'))).toBeCloseTo(0.01, 12)
    expect(
      deltaTo(a, exampleRun('c', { record: { testAccuracy: null } }), knownColumn('test_acc')),
    ).toBeNull()
    expect(deltaTo(a, b, knownColumn('activation'))).toBeNull()
  })
})

describe('smoothCurve', () => {
  it('is the debiased moving average for even steps', () => {
    // By hand, weight 0.5: 1; (0.5 + 3) / 1.5; (0.25 + 1.5 + 2) / 1.75.
    expect(smoothCurve([0, 1, 2], [1, 3, 2], 0.5)).toEqual([1, 3.5 / 1.5, 3.75 / 1.75])
  })

  it('counts distance, not points: a far point forgets what was before', () => {
    const near = smoothCurve([0, 1, 2, 3], [0, 0, 0, 1], 0.5)[3] ?? 0
    const far = smoothCurve([0, 1, 2, 30], [0, 0, 0, 1], 0.5)[3] ?? 0
    expect(far).toBeGreaterThan(near)
  })

  it('leaves a constant alone, stays within the curve, ignores the unit of x, keeps gaps, and does nothing at weight 0', () => {
    const curve = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 2, maxLength: 20 })
    fc.assert(
      fc.property(curve, fc.double({ min: 0, max: 0.99, noNaN: true }), (y, weight) => {
        const x = y.map((_, place) => place * place)
        const smooth = smoothCurve(x, y, weight)
        const inSeconds = smoothCurve(
          x.map((at) => at * 60),
          y,
          weight,
        )
        smooth.forEach((value, place) => {
          expect(value).toBeGreaterThanOrEqual(Math.min(...y) - 1e-9)
          expect(value).toBeLessThanOrEqual(Math.max(...y) + 1e-9)
          expect(inSeconds[place]).toBeCloseTo(value, 9)
        })
        expect(
          smoothCurve(
            x,
            y.map(() => 3),
            weight,
          ).every((value) => Math.abs(value - 3) < 1e-9),
        ).toBe(true)
      }),
    )
    expect(smoothCurve([0, 1, 2], [1, Number.NaN, 3], 0.5)).toEqual([1, Number.NaN, expect.closeTo(2.6, 9)])
    expect(smoothCurve([0, 1], [5, 6], 0)).toEqual([5, 6])
  })
})
