import { type Zippable, zipSync } from 'fflate'
import type { NoteFile } from '#shared/records/note-file'
import { REPLAY_FORMAT } from '#shared/records/replay-file'
import type { RunCurves, RunRecord } from '#shared/records/run-record'
import type { ReplayOutcome } from '#shared/records/run-summary'
import type { OrderEntry } from '#shared/search/known-order'
import { sealed } from '../../base/sealed-json'
import { noteFileName, replayFileName } from '../../library/run-folder'
import { curvesText, recordText } from '../../library/run-text'
import { weightsFile } from '../../library/weights-file'
import { type RecordedSearch, searchText } from '../../search/recorded-search'
import { orderText } from '../../search/search-order'
import {
  ABOUT,
  entryName,
  entryOf,
  LARGEST_RUN_FILE,
  MOST_RUNS,
  MOST_SEARCHES,
  RUN_FILE_FORMAT,
} from './run-file-entries'

/** A run with all that a run file says of it. */
export interface PassedRun {
  readonly record: RunRecord
  readonly curves: RunCurves | null
  readonly weights: Float32Array | null
  readonly notes: readonly NoteFile[]
  readonly replays: readonly ReplayOutcome[]
}

/** A search with what its sampler has asked for and been told. */
export interface PassedSearch {
  readonly search: RecordedSearch
  readonly order: readonly OrderEntry[]
}

type Files = Record<string, Uint8Array>

/** Noon of the first day that a zip can tell: the same runs give the same bytes. */
const ALWAYS = '1980-01-01T12:00:00'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const json = (value: object): Uint8Array => utf8(`${JSON.stringify(sealed(value), null, 2)}\n`)

function checkPassed({ id, stopReason, contentSha256 }: RunRecord): void {
  if (contentSha256 !== undefined)
    throw new Error(
      `Run ${id} was changed since it was recorded, and is not passed on as if it had not been.`,
    )
  // One that was interrupted may go on and end otherwise: its record is nobody else's yet.
  if (stopReason === null || stopReason === 'interrupted')
    throw new Error(`Run ${id} has not ended: it can be passed on when it has.`)
}

function filesOfRun({ record, curves, weights, notes, replays }: PassedRun): Files {
  checkPassed(record)
  const { id } = record
  const files: Files = { [entryName.record(id)]: utf8(recordText(record)) }
  if (curves !== null) files[entryName.curves(id)] = utf8(curvesText(curves))
  if (weights !== null) files[entryName.weights(id)] = weightsFile(record, weights)
  for (const note of notes) files[entryName.note(id, noteFileName(note))] = json(note)
  for (const outcome of replays) {
    const replay = { format: REPLAY_FORMAT, version: 1, run: id, ...outcome }
    files[entryName.replay(id, replayFileName(replay))] = json(replay)
  }
  return files
}

function filesOfSearch({ search, order }: PassedSearch): Files {
  const { id } = search
  const asked = order.length === 0 ? {} : { [entryName.order(id)]: utf8(orderText(order)) }
  return { [entryName.search(id)]: utf8(searchText(search)), ...asked }
}

function sizeOf(files: Files): number {
  let size = 0
  for (const content of Object.values(files)) size += content.length
  return size
}

/** Weights do not get smaller when they are packed. */
function zippable(files: Files): Zippable {
  return Object.fromEntries(
    Object.entries(files).map(([name, content]) => [
      name,
      [content, { level: entryOf(name)?.kind === 'weights' ? 0 : 6 }],
    ]),
  )
}

/** Runs, and searches that they belong to, as one file; throws a sentence where one of them cannot be passed on. */
export function runFile(runs: readonly PassedRun[], searches: readonly PassedSearch[] = []): Uint8Array {
  if (runs.length > MOST_RUNS || searches.length > MOST_SEARCHES)
    throw new Error(
      `A run file holds at most ${MOST_RUNS} runs and ${MOST_SEARCHES} searches, not ${runs.length} and ${searches.length}.`,
    )
  const files: Files = {}
  for (const search of searches) Object.assign(files, filesOfSearch(search))
  for (const run of runs) Object.assign(files, filesOfRun(run))
  const about = {
    format: RUN_FILE_FORMAT,
    version: 1,
    runs: runs.map(({ record }) => record.id),
    searches: searches.map(({ search }) => search.id),
    files: Object.keys(files).length,
  }
  const size = sizeOf(files)
  if (size > LARGEST_RUN_FILE)
    throw new Error(
      `These ${runs.length} runs are ${size} bytes, but a run file has at most ${LARGEST_RUN_FILE}. Pass on fewer of them.`,
    )
  return zipSync(zippable({ [ABOUT]: json(about), ...files }), { mtime: ALWAYS })
}
