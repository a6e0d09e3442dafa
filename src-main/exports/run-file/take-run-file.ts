import { setImmediate as nextTurn } from 'node:timers/promises'
import type { RunFileContents, TakenRunFile } from '#shared/records/run-file-contents'
import type { RunRecord } from '#shared/records/run-record'
import { errorMessage } from '../../base/error-message'
import { curvesSha256, recordSha256 } from '../../base/hashes'
import type { Library } from '../../library/library'
import { dateDoubt, recordDoubt } from '../../library/record-check'
import { weightsOfFile } from '../../library/weights-file'
import type { Searches } from '../../search/searches'
import { bulkOf, type FoundRun, portionsOf, readBulk, type RunBulk, type RunFile } from './read-run-file'
import type { PassedSearch } from './write-run-file'

/** The parts of a library that a run file goes into. */
export interface RunFileTarget {
  readonly library: Library
  readonly searches: Searches
}

const MOST_SHOWN = 10
const MOST_PROBLEMS = 50

type Standing = 'fresh' | 'known' | 'conflict'

/** How a run of the file stands to the library; ids are those that the library has. */
async function standingOf(record: RunRecord, library: Library, ids: ReadonlySet<string>): Promise<Standing> {
  if (!ids.has(record.id)) return 'fresh'
  const there = await library.record(record.id).catch(() => null)
  return there !== null && recordSha256(there) === recordSha256(record) ? 'known' : 'conflict'
}

async function idsOf(library: Library): Promise<ReadonlySet<string>> {
  return new Set((await library.list()).map(({ record }) => record.id))
}

const line = ({ name, reason }: RunFile['problems'][number]): string => `${name}: ${reason}`

/** Tells what is in a run file, and what of it is here already. Nothing is written. */
export async function lookIntoRunFile(
  { runs, searches, problems }: RunFile,
  target: RunFileTarget,
  now = Date.now(),
): Promise<RunFileContents> {
  const ids = await idsOf(target.library)
  const standings = await Promise.all(runs.map(({ record }) => standingOf(record, target.library, ids)))
  const known = new Set((await target.searches.list()).searches.map(({ id }) => id))
  const isDoubted = ({ record }: FoundRun): boolean =>
    (recordDoubt(record) ?? dateDoubt(record.startedAt, now)) !== null
  return {
    runs: runs.length,
    fresh: standings.filter((standing) => standing === 'fresh').length,
    conflicts: standings.filter((standing) => standing === 'conflict').length,
    withWeights: runs.filter(({ entries }) => entries.some(({ kind }) => kind === 'weights')).length,
    doubted: runs.filter(isDoubted).length,
    searches: searches.length,
    freshSearches: searches.filter(({ search }) => !known.has(search.id)).length,
    datasets: [...new Set(runs.flatMap(({ record }) => record.dataset?.name ?? []))].slice(0, MOST_SHOWN),
    first: runs
      .slice(0, MOST_SHOWN)
      .map(({ record: { id, author, startedAt } }) => ({ id, author, startedAt })),
    problems: problems.slice(0, MOST_PROBLEMS).map(line),
  }
}

/** Adds what the library has not of a run whose record it has. Curves and weights must be those that the record names. */
async function addBulk(library: Library, record: RunRecord, bulk: RunBulk): Promise<void> {
  const { id } = record
  const { curves, weights, notes, replays } = bulk
  await library.addNotes(id, notes)
  await library.addReplays(id, replays)
  if (curves !== null && (await library.curves(id)) === null) {
    if (record.curvesSha256 !== curvesSha256(curves))
      throw new Error(`The curves of run ${id} are not the ones of its record.`)
    await library.addCurves(id, curves)
  }
  if (weights !== null && (await library.weights(id)) === null)
    await library.addWeights(id, weightsOfFile(record, weights))
}

async function addSearch(searches: Searches, { search, order }: PassedSearch): Promise<boolean> {
  const isThere = (await searches.list()).searches.some(({ id }) => id === search.id)
  if (isThere) return false
  await searches.open(search)
  for (const [place, entry] of order.entries()) await searches.addOrder(search.id, entry, place)
  return true
}

/**
 * Takes what a run file holds into the library: nothing that is there is changed, and nothing is there twice.
 *
 * A run comes before its bulk, so that a fault or a kill in between leaves one that the same file completes later.
 */
export async function takeRunFile(
  { zip, runs, searches, problems }: RunFile,
  target: RunFileTarget,
  onProgress: (done: number) => void = () => undefined,
): Promise<TakenRunFile> {
  const { library } = target
  const faults = problems.map(line)
  const counts = { added: 0, known: 0, conflict: 0 }
  let [done, addedSearches] = [0, 0]
  const sizeOf = (run: FoundRun): number => bulkOf(run).reduce((sum, { size }) => sum + size, 0)
  for (const portion of portionsOf(runs, sizeOf)) {
    const contents = await zip.unpack(portion.flatMap(bulkOf))
    for (const run of portion) {
      const { record } = run
      const outcome = await library.addForeign(record, record.imported === undefined ? 'team' : 'imported')
      counts[outcome] += 1
      if ((await standingOf(record, library, new Set([record.id]))) === 'known') {
        const bulk = readBulk(run, contents)
        faults.push(...bulk.problems.map(line))
        await addBulk(library, record, bulk).catch((error: unknown) => {
          faults.push(`runs/${record.id}: ${errorMessage(error)}`)
        })
      }
      done += 1
    }
    onProgress(done)
    await nextTurn()
  }
  for (const search of searches) addedSearches += Number(await addSearch(target.searches, search))
  const { added, known, conflict } = counts
  return {
    added,
    known,
    conflicts: conflict,
    searches: addedSearches,
    problems: faults.slice(0, MOST_PROBLEMS),
  }
}
