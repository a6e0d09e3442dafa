import { describe, expect, it } from 'vitest'
import { earlierRuns } from '#shared/history/earlier-runs'
import { groupRuns } from '#shared/history/group-runs'
import { accuracyToExpect, nearestRuns, sameRun } from '#shared/history/nearest-runs'
import { groupCell, runView, type ViewRequest } from '#shared/history/run-view'
import { runsBySettings } from '#shared/history/runs-by-settings'
import { sortRuns } from '#shared/history/sort-runs'
import { bestRun, isBelieved } from '#shared/history/standing'
import { timeToExpect } from '#shared/history/time-to-expect'
import type { RunSummary } from '#shared/records/run-summary'
import { knownColumn, TABLE_COLUMNS } from '#shared/records/table-columns'
import { exampleExperiment, exampleRun } from '../../helpers/example-runs'

const doubt = { code: 'changed', values: {} } as const
/** Better than everything, faster than everything, smaller than everything, and not believed. */
const LIE = {
  validationAccuracy: 1,
  testAccuracy: 1,
  trainAccuracy: 1,
  trainLoss: 0,
  validationLoss: 0,
  testLoss: 0,
  seconds: 0.001,
  parameters: 1,
}
const good = [0.88, 0.9, 0.89].map((validationAccuracy, index) =>
  exampleRun(`good-${String(index)}`, { plan: { seed: 10 + index }, record: { validationAccuracy } }),
)
const lies = [0, 1].map((index) =>
  exampleRun(`lie-${String(index)}`, { plan: { seed: 20 + index }, record: LIE, summary: { doubt } }),
)
const [lie = exampleRun('none')] = lies
const all = [...lies, ...good]
const request: ViewRequest = {
  test: () => true,
  columnFilters: {},
  sort: [],
  groupBy: [],
  expanded: new Set(),
  includePartial: true,
  archived: 'without',
}
const isLie = (id: string): boolean => id.startsWith('lie')

describe('a run that is not believed', () => {
  it('is the best of nothing', () => {
    expect(bestRun(all, 'validation_acc')?.record.id).toBe('good-1')
    expect(bestRun(lies, 'validation_acc')).toBeNull()
    expect(bestRun(all, 'validation_loss')?.record.id).toBe('good-0')
    expect(isBelieved(lie)).toBe(false)
  })

  it('stands behind all others by whatever result the table is sorted, up or down, and has no rank', () => {
    const results = TABLE_COLUMNS.filter(({ kind, type }) => kind === 'result' && type !== 'text')
    expect(results.length).toBeGreaterThan(8)
    for (const { id } of results)
      for (const descending of [true, false]) {
        const sort = [{ column: id, descending }]
        const sorted = sortRuns(all, sort).map(({ record }) => record.id)
        expect(sorted.slice(-lies.length).every(isLie), `${id} ${String(descending)}`).toBe(true)
        const view = runView(all, { ...request, sort })
        expect(view.runs.slice(-lies.length).every(({ record }) => isLie(record.id))).toBe(true)
        for (const row of view.rows)
          if (row.kind === 'run' && isLie(row.run.record.id)) expect(row.rank).toBeNull()
      }
  })

  it('does not lead within the runs that a first column cannot tell apart', () => {
    const sorted = sortRuns(all, [
      { column: 'optimizer', descending: false },
      { column: 'test_acc', descending: true },
    ])
    expect(sorted.slice(-lies.length).every(({ record }) => isLie(record.id))).toBe(true)
  })

  it('lifts no group, not even one of its kind alone', () => {
    const alone = exampleRun('lie-alone', {
      design: { activation: 'gelu' },
      record: LIE,
      summary: { doubt },
    })
    const groups = groupRuns([alone, ...all], ['activation'])
    const [own] = groups
    for (const id of ['test_acc', 'validation_acc', 'time', 'parameters', 'test_loss'])
      expect(own && groupCell(own, knownColumn(id)), id).toBeNull()
    const sort = [{ column: 'test_acc', descending: true }]
    const view = runView([alone, ...all], { ...request, groupBy: ['activation'], sort })
    expect(view.rows.at(-1)).toMatchObject({
      kind: 'group',
      group: { runs: [{ record: { id: 'lie-alone' } }] },
    })
  })

  it('feeds no expectation and no advice', () => {
    const draft = exampleExperiment()
    expect(nearestRuns(draft, all).some(({ run }) => isLie(run.record.id))).toBe(false)
    expect(accuracyToExpect(nearestRuns(draft, lies))).toBeNull()
    const time = (runs: readonly RunSummary[]) =>
      timeToExpect(draft, { bySettings: runsBySettings(runs), newest: runs, calibration: 100 })
    expect(time(all)).toEqual(time(good))
    expect(time(lies).basis).toBe('workload')
    expect(sameRun(lie.record.experiment, lies, { data: null, arithmetic: 'f32-fma-1' })).toBeNull()
    const diverged = exampleRun('lie-2', { record: { stopReason: 'diverged' }, summary: { doubt } })
    expect(earlierRuns([...all, diverged])).toEqual(earlierRuns(good))
  })
})
