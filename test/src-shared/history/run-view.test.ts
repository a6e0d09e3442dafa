import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALL_BUT_SEED, groupRuns, spreadOf } from '#shared/history/group-runs'
import { type RunRow, runView, type ViewRequest } from '#shared/history/run-view'
import { sortRuns } from '#shared/history/sort-runs'
import { type Ties, tiesWithBest, type TieTest } from '#shared/history/ties'
import { knownColumn } from '#shared/records/table-columns'
import { exampleRun } from '../../helpers/example-runs'
import { fixtureTable, importedRuns } from '../../helpers/fixture-tables'

const REQUEST: ViewRequest = {
  test: () => true,
  columnFilters: {},
  sort: [],
  groupBy: [],
  expanded: new Set(),
  includePartial: false,
  archived: 'without',
}
const scored = (
  id: string,
  validationAccuracy: number | null,
  more: Parameters<typeof exampleRun>[1] = {},
): ReturnType<typeof exampleRun> =>
  exampleRun(id, { ...more, record: { validationAccuracy, ...more.record } })

const best = scored('best', 0.905)
const tied = scored('tied', 0.903)
const worse = scored('worse', 0.85)
const partial = scored('partial', 0.95, { record: { stopReason: 'stopped', iterations: 10 } })
const diverged = scored('diverged', 0.93, { record: { stopReason: 'diverged' } })
const running = scored('running', null, { record: { stopReason: null }, summary: { runningIteration: 5 } })
const archived = scored('archived', 0.99, { annotations: { archived: true } })
const imported = importedRuns(fixtureTable('reference-table.csv'))
const all = [worse, partial, ...imported, best, diverged, archived, tied, running]

const keys = (request: Partial<ViewRequest>): readonly string[] =>
  runView(all, { ...REQUEST, ...request }).rows.map((row) =>
    row.kind === 'run' && row.standing === 'imported' ? 'imported' : row.key,
  )
const runRows = (request: Partial<ViewRequest>): readonly RunRow[] =>
  runView(all, { ...REQUEST, ...request }).rows.filter((row) => row.kind === 'run')

describe('the order of the table', () => {
  it('is by validation accuracy: running first, what cannot be ranked behind, imported rows by themselves', () => {
    expect(keys({})).toEqual([
      'running',
      'best',
      'tied',
      'worse',
      'partial',
      'diverged',
      'section-imported',
      ...imported.map(() => 'imported'),
    ])
  })

  it('ranks imported rows by test accuracy, from 1 on', () => {
    const rows = runRows({}).filter(({ standing }) => standing === 'imported')
    expect(rows.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(rows.map(({ run }) => run.record.testAccuracy)).toEqual([
      0.9062, 0.9057, 0.9038, 0.903, 0.9025, 0.8415, 0.8388, 0.8335, 0.7271, 0.6455,
    ])
  })

  it('gives no rank to partial, diverged and running runs, unless that is asked for', () => {
    const ranks = (includePartial: boolean): Record<string, number | null> =>
      Object.fromEntries(
        runRows({ includePartial }).flatMap(({ key, rank, standing }) =>
          standing === 'imported' ? [] : [[key, rank]],
        ),
      )
    expect(ranks(false)).toEqual({ running: null, best: 1, tied: 2, worse: 3, partial: null, diverged: null })
    expect(ranks(true)).toEqual({ running: null, partial: 1, diverged: 2, best: 3, tied: 4, worse: 5 })
  })

  it('is the user’s where the user sorted, and then says no ranks', () => {
    const rows = runRows({ sort: [{ column: 'time', descending: true }] }).filter(
      ({ standing }) => standing !== 'imported',
    )
    const times = rows.map(({ run }) => run.record.seconds ?? 0)
    expect(times).toEqual(times.toSorted((a, b) => b - a))
    expect(rows.every(({ rank }) => rank === null)).toBe(true)
  })

  it('shows archived runs only where they are asked for', () => {
    expect(keys({ archived: 'only' })).toEqual(['archived'])
    expect(keys({ archived: 'with' })).toContain('archived')
    expect(keys({})).not.toContain('archived')
  })

  it('filters by the boxes of columns and by the search together', () => {
    const test = (run: ReturnType<typeof exampleRun>): boolean => run.record.id !== 'worse'
    expect(keys({ columnFilters: { validation_acc: '<0.904' }, test })).toEqual(['tied'])
  })
})

describe('runs of tables that have no validation accuracy', () => {
  const columns = [
    'test_acc',
    'train_acc',
    'time',
    'activation',
    'seed',
    'started',
    'validation_acc',
    'title',
  ]
  const sorts = [
    [],
    ...columns.flatMap((column) => [true, false].map((descending) => [{ column, descending }])),
  ]

  it.each(sorts)('stay a group of their own, sorted by %j', (...sort) => {
    const { rows, runs } = runView(all, { ...REQUEST, sort })
    const heads = rows.flatMap((row, place) => (row.kind === 'section' ? [place] : []))
    expect(heads).toHaveLength(1)
    const isOfTable = rows.map((row) => row.kind === 'run' && row.run.origin === 'imported')
    expect(isOfTable.indexOf(true)).toBe((heads[0] ?? 0) + 1)
    expect(isOfTable.slice(heads[0]).filter(Boolean)).toHaveLength(imported.length)
    expect(runs).toEqual(rows.flatMap((row) => (row.kind === 'run' ? [row.run] : [])))
  })

  it('are sorted as the others are, and ranked among themselves where that sorting ranks', () => {
    const { rows } = runView(all, { ...REQUEST, sort: [{ column: 'test_acc', descending: true }] })
    const apart = rows.filter((row) => row.kind === 'run' && row.standing === 'imported')
    expect(apart.map((row) => (row.kind === 'run' ? row.rank : null))).toEqual(
      imported.map((_, place) => place + 1),
    )
    const byTime = runView(all, { ...REQUEST, sort: [{ column: 'time', descending: false }] }).rows
    const times = byTime.flatMap((row) =>
      row.kind === 'run' && row.standing === 'imported' ? [row.run.record.seconds ?? 0] : [],
    )
    expect(times).toEqual(times.toSorted((a, b) => a - b))
  })

  it('stand among the others where a table brought a validation accuracy', () => {
    const brought = imported
      .slice(0, 1)
      .map((run) => ({ ...run, record: { ...run.record, validationAccuracy: 0.99 } }))
    const { rows } = runView([best, ...brought], REQUEST)
    expect(rows.map(({ kind }) => kind)).toEqual(['run', 'run'])
  })
})

describe('sortRuns', () => {
  it('keeps the order of equals, puts what is missing last both ways, and sorts lists by their numbers', () => {
    const runs = [[256, 64], [64], [1000], [256], [256, 64]].map((hidden, index) =>
      exampleRun(String(index), { design: { hidden } }),
    )
    const ids = (descending: boolean): string =>
      sortRuns(runs, [{ column: 'hidden_size_list', descending }])
        .map(({ record }) => record.id)
        .join('')
    expect(ids(false)).toBe('13042')
    expect(ids(true)).toBe('20431')
    const gaps = [scored('a', null), scored('b', 0.5), scored('c', 0.7)]
    for (const descending of [true, false]) {
      expect(sortRuns(gaps, [{ column: 'validation_acc', descending }]).at(-1)?.record.id).toBe('a')
    }
  })

  it('gives the same order as comparing by the first key, then by the second', () => {
    const entry = fc.record({
      batchSize: fc.integer({ min: 1, max: 3 }),
      seconds: fc.integer({ min: 0, max: 5 }),
    })
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 20 }), (entries) => {
        const runs = entries.map(({ batchSize, seconds }, index) =>
          exampleRun(String(index), { plan: { batchSize }, record: { seconds } }),
        )
        const sorted = sortRuns(runs, [
          { column: 'batch_size', descending: false },
          { column: 'time', descending: true },
        ])
        expect(sorted.map(({ record }) => [record.experiment.plan.batchSize, record.seconds])).toEqual(
          entries
            .map(({ batchSize, seconds }) => [batchSize, seconds])
            .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (b[1] ?? 0) - (a[1] ?? 0)),
        )
      }),
    )
  })
})

describe('grouping by everything but the seed', () => {
  const seeds = [0.9, 0.91, 0.905].map((accuracy, seed) => scored(`s${seed}`, accuracy, { plan: { seed } }))
  const other = scored('other', 0.8, { plan: { seed: 9, learningRate: 0.1 } })
  const stopped = scored('stopped', 0.2, { plan: { seed: 7 }, record: { stopReason: 'stopped' } })

  it('joins runs that only the seed tells apart', () => {
    const groups = groupRuns([...seeds, other, stopped], ALL_BUT_SEED)
    expect(groups.map(({ runs }) => runs.map(({ record }) => record.id))).toEqual([
      ['s0', 's1', 's2', 'stopped'],
      ['other'],
    ])
  })

  it('counts only whole runs in mean, spread and best', () => {
    const [group] = groupRuns([...seeds, stopped], ALL_BUT_SEED)
    const spread = spreadOf(group?.counted ?? [], knownColumn('validation_acc'))
    // Python: statistics.mean and statistics.stdev of 0.9, 0.91, 0.905.
    expect(spread?.mean).toBeCloseTo(0.905, 12)
    expect(spread?.deviation).toBeCloseTo(0.005, 12)
    expect(spread).toMatchObject({ count: 3, best: 0.91, worst: 0.9 })
    const [whole] = groupRuns([...seeds, stopped], ALL_BUT_SEED, { includePartial: true })
    expect(spreadOf(whole?.counted ?? [], knownColumn('validation_acc'))?.worst).toBe(0.2)
  })

  it('takes the least time and loss as the best, and has no spread of a single run', () => {
    const runs = [exampleRun('a', { record: { seconds: 5 } }), exampleRun('b', { record: { seconds: 3 } })]
    expect(spreadOf(runs, knownColumn('time'))).toMatchObject({ best: 3, worst: 5 })
    expect(spreadOf([other], knownColumn('validation_acc'))?.deviation).toBeNull()
    expect(spreadOf([], knownColumn('time'))).toBeNull()
  })

  it('shows groups by their means, and the runs of those that are open', () => {
    const runs = [other, stopped, ...seeds]
    const shut = runView(runs, { ...REQUEST, groupBy: ALL_BUT_SEED })
    expect(shut.rows.map(({ kind }) => kind)).toEqual(['group', 'group'])
    expect(shut.runs).toHaveLength(5)
    const [first] = shut.rows
    const open = runView(runs, { ...REQUEST, groupBy: ALL_BUT_SEED, expanded: new Set([first?.key ?? '']) })
    expect(open.rows.map(({ kind }) => kind)).toEqual(['group', 'run', 'run', 'run', 'run', 'group'])
    expect(open.rows.slice(1, 5).map(({ key }) => key)).toEqual(['s1', 's2', 's0', 'stopped'])
  })
})

describe('ties with the best', () => {
  it('marks what the validation images cannot tell apart', () => {
    expect(
      runRows({})
        .filter((row) => row.tied && row.standing === 'ranked')
        .map(({ key }) => key),
    ).toEqual(['best', 'tied'])
  })

  it('says once who shares the first place, on its first row, and which test decided', () => {
    const marked = runRows({}).filter(({ ties, standing }) => ties !== null && standing === 'ranked')
    expect(marked.map(({ key }) => key)).toEqual(['best'])
    expect(marked[0]?.ties).toEqual(
      new Map([
        ['best', 'interval'],
        ['tied', 'interval'],
      ]),
    )
  })

  it('marks nothing where the best stands alone', () => {
    expect(tiesWithBest([best, worse], 'validation_acc')).toEqual(new Map())
  })

  it('lets the paired test decide over test images, both ways', () => {
    const [a, b] = [
      exampleRun('a', { record: { testAccuracy: 0.9 } }),
      exampleRun('b', { record: { testAccuracy: 0.899 } }),
    ]
    const by = (test: TieTest, ...ids: readonly string[]): Ties => new Map(ids.map((id) => [id, test]))
    expect(tiesWithBest([a, b], 'test_acc')).toEqual(by('interval', 'a', 'b'))
    expect(tiesWithBest([a, b], 'test_acc', () => 0.01)).toEqual(new Map())
    expect(tiesWithBest([a, worse], 'test_acc', () => 0.2)).toEqual(by('mcnemar', 'a', 'worse'))
    expect(tiesWithBest([best, tied], 'validation_acc', () => 0.01).size).toBe(2)
  })

  it('says nothing about losses and about images that were trained on', () => {
    expect(tiesWithBest([best, tied], 'validation_loss').size).toBe(0)
    expect(tiesWithBest([best, tied], 'train_acc').size).toBe(0)
  })
})
