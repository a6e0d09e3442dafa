import { dataName, dataOf } from '../records/data-of-run'
import type { RunSummary } from '../records/run-summary'
import { type CellValue, knownColumn, type TableColumn, tableColumn } from '../records/table-columns'
import type { RunTest } from './cell-test'
import { columnFilter } from './column-filter'
import { type FilterWords, NO_WORDS } from './filter-words'
import { groupRuns, type RunGroup, sharedValue, spreadOf } from './group-runs'
import { byData } from './runs-on-data'
import { sortByKeys, sortedCell, type SortKey, sortRuns } from './sort-runs'
import { rankingColumn, type RankingColumnId, type Standing, standingOf } from './standing'
import { type PairedTest, type Ties, tiesWithBest } from './ties'

/** Which runs the table shows, in which order and groups. */
export interface ViewRequest {
  /** Of the search; already understood. */
  readonly test: RunTest
  readonly columnFilters: Readonly<Record<string, string>>
  /** What the boxes of the columns may call values. */
  readonly words?: FilterWords
  /** Empty: by rank, that is by validation accuracy. */
  readonly sort: readonly SortKey[]
  /** Columns by which rows are grouped; empty for none. */
  readonly groupBy: readonly string[]
  /** Keys of the groups whose runs are shown. */
  readonly expanded: ReadonlySet<string>
  readonly includePartial: boolean
  readonly archived: 'without' | 'only' | 'with'
  readonly paired?: PairedTest
}

export interface RunRow {
  readonly kind: 'run'
  readonly key: string
  readonly run: RunSummary
  readonly standing: Standing
  /** Place in the ranking; null outside of it. */
  readonly rank: number | null
  /** Cannot be told apart from the best. */
  readonly tied: boolean
  /** Stands on the first of the runs that share the first place: all of them, and what decided. */
  readonly ties: Ties | null
  readonly inGroup: boolean
}

interface GroupRow {
  readonly kind: 'group'
  readonly key: string
  readonly group: RunGroup
  readonly expanded: boolean
}

/**
 * Heads runs that are ranked by themselves: the rows of imported tables that have no validation accuracy, however the table is sorted,
 * and where runs of several data are ranked, those of each.
 */
interface SectionRow {
  readonly kind: 'section'
  readonly key: string
  readonly section: 'imported' | 'data'
  /** Name of the data; empty for rows of tables. */
  readonly name: string
  readonly count: number
  /** The column by which these rows are ranked; null where the user's sorting is no ranking. */
  readonly ranking: RankingColumnId | null
}

export type ViewRow = RunRow | GroupRow | SectionRow

export interface RunView {
  readonly rows: readonly ViewRow[]
  /** The runs of the view in its order, those of shut groups too. */
  readonly runs: readonly RunSummary[]
  /** The column whose order ranks, or null where the order is no ranking. */
  readonly ranking: RankingColumnId | null
}

function filtered(runs: readonly RunSummary[], request: ViewRequest): readonly RunSummary[] {
  const tests: RunTest[] = [request.test]
  for (const [id, text] of Object.entries(request.columnFilters)) {
    const column = tableColumn(id)
    const test = column === null ? null : columnFilter(column, text, request.words ?? NO_WORDS)
    if (test?.ok === true) tests.push(test.test)
  }
  if (request.archived !== 'with')
    tests.unshift((run) => run.annotations.archived === (request.archived === 'only'))
  return runs.filter((run) => tests.every((test) => test(run)))
}

const BY_RANK: readonly SortKey[] = [
  { column: 'validation_acc', descending: true },
  { column: 'test_acc', descending: true },
]
const BY_TEST: readonly SortKey[] = [{ column: 'test_acc', descending: true }]

/** Where a run stands in a ranking before its number is looked at. */
function tier(standing: Standing, includePartial: boolean): number {
  if (standing === 'running') return 0
  if (standing === 'doubted') return 2
  if (standing === 'ranked' || standing === 'imported' || includePartial) return 1
  return 2
}

/** Runs that do not rank stand behind, those that are being trained before. */
function inTiers<T>(
  items: readonly T[],
  standing: (item: T) => Standing,
  includePartial: boolean,
): readonly T[] {
  const tiers: T[][] = [[], [], []]
  for (const item of items) tiers[tier(standing(item), includePartial)]?.push(item)
  return tiers.flat()
}

/** Gives the rows in their order a rank each, and says which share the first place. */
function rankedRows(
  sorted: readonly RunRow[],
  ranking: RankingColumnId,
  { includePartial, paired }: ViewRequest,
): readonly RunRow[] {
  const column = knownColumn(ranking)
  const rows = inTiers(sorted, ({ standing }) => standing, includePartial)
  const taking = rows.filter(
    ({ standing, run }) => tier(standing, includePartial) === 1 && column.value(run) !== null,
  )
  const ties = tiesWithBest(
    taking.map(({ run }) => run),
    ranking,
    paired,
  )
  const firstTied = ties.size === 0 ? undefined : taking.find(({ key }) => ties.has(key))
  let place = 0
  return rows.map((row) => {
    if (row !== taking[place]) return row
    place += 1
    const { key, run, standing } = row
    const tied = ties.has(key)
    return {
      kind: 'run',
      key,
      run,
      standing,
      rank: place,
      tied,
      ties: row === firstTied ? ties : null,
      inGroup: false,
    }
  })
}

/** The row of a run outside of a ranking. */
const runRow = (run: RunSummary): RunRow => ({
  kind: 'run',
  key: run.record.id,
  run,
  standing: standingOf(run),
  rank: null,
  tied: false,
  ties: null,
  inGroup: false,
})

/** The cell of a group by which it is sorted: what its runs share, or the mean of a column of numbers. */
export function groupCell(group: RunGroup, column: TableColumn): CellValue {
  const shared = group.values.get(column.id)
  if (shared !== undefined) return shared
  const mean = spreadOf(group.counted, column)?.mean
  if (mean !== undefined) return mean
  // A result that only runs outside of the ranking have lifts no group.
  const isScore = column.kind === 'result' && column.type !== 'text'
  return (isScore ? undefined : sharedValue(group.runs, column)) ?? null
}

function groupedView(runs: readonly RunSummary[], request: ViewRequest, keys: readonly SortKey[]): RunView {
  const groups = sortByKeys(groupRuns(runs, request.groupBy, request), keys, groupCell)
  const rows = groups.flatMap((group): readonly ViewRow[] => {
    const expanded = request.expanded.has(group.key)
    const head: GroupRow = { kind: 'group', key: group.key, group, expanded }
    return expanded ? [head, ...group.runs.map((run) => ({ ...runRow(run), inGroup: true }))] : [head]
  })
  return { rows, runs: groups.flatMap((group) => group.runs), ranking: null }
}

function rankingOf(sort: readonly SortKey[]): RankingColumnId | null {
  const [first] = sort
  return first === undefined ? 'validation_acc' : rankingColumn(first.column)
}

/**
 * The rows of the run table for a request. One function makes them for the window and the command, so that both agree on what is
 * filtered out, what ranks, and what stands in which group.
 */
export function runView(all: readonly RunSummary[], request: ViewRequest): RunView {
  const runs = filtered(all, request)
  const ranking = rankingOf(request.sort)
  const keys = request.sort.length === 0 ? BY_RANK : request.sort
  if (request.groupBy.length > 0) {
    const sorted = sortRuns(runs, keys)
    const inOrder = ranking === null ? sorted : inTiers(sorted, standingOf, request.includePartial)
    return groupedView(inOrder, request, keys)
  }
  return viewInSections(runs, request, keys)
}

/** Rows of a table have no validation accuracy: nothing that ranks our own runs can rank them among these. */
function isApart({ origin, record }: RunSummary): boolean {
  return origin === 'imported' && record.validationAccuracy === null
}

/** Runs in the order of the keys, ranked where the first key ranks. */
function orderedRows(
  runs: readonly RunSummary[],
  keys: readonly SortKey[],
  ranking: RankingColumnId | null,
  request: ViewRequest,
): readonly RunRow[] {
  // Rows are made before they are sorted: runs are large, and what lies apart in memory is read once.
  const rows = sortByKeys(runs.map(runRow), keys, ({ run }, column) => sortedCell(run, column))
  return ranking === null ? rows : rankedRows(rows, ranking, request)
}

/** Where their order is a ranking, runs of one data set after another: an accuracy says nothing beside one on other images. */
function rowsByData(
  runs: readonly RunSummary[],
  keys: readonly SortKey[],
  ranking: RankingColumnId | null,
  request: ViewRequest,
): readonly (RunRow | SectionRow)[] {
  const parts = ranking === null ? [runs] : byData(runs)
  return parts.flatMap((part): readonly (RunRow | SectionRow)[] => {
    const rows = orderedRows(part, keys, ranking, request)
    const [first] = part
    if (parts.length === 1 || first === undefined) return rows
    const name = dataName(first.record)
    const key = `section-data-${dataOf(first.record)}`
    return [{ kind: 'section', key, section: 'data', name, count: rows.length, ranking }, ...rows]
  })
}

const runsOf = (rows: readonly ViewRow[]): readonly RunSummary[] =>
  rows.flatMap((row) => (row.kind === 'run' ? [row.run] : []))

/** Our own runs, and behind them those of tables; where validation accuracy ranks, the latter are ranked by test accuracy. */
function viewInSections(
  runs: readonly RunSummary[],
  request: ViewRequest,
  keys: readonly SortKey[],
): RunView {
  const ranking = rankingOf(request.sort)
  const apart = runs.filter(isApart)
  const own = rowsByData(
    apart.length === 0 ? runs : runs.filter((run) => !isApart(run)),
    keys,
    ranking,
    request,
  )
  const byValidation = ranking === 'validation_acc'
  const ofTables = byValidation ? 'test_acc' : ranking
  const imported = orderedRows(apart, byValidation ? BY_TEST : keys, ofTables, request)
  const section: SectionRow = {
    kind: 'section',
    key: 'section-imported',
    section: 'imported',
    name: '',
    count: imported.length,
    ranking: ofTables,
  }
  const rows: readonly ViewRow[] = imported.length === 0 ? own : [...own, section, ...imported]
  return { rows, runs: runsOf(rows), ranking }
}
