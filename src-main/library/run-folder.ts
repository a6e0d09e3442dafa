import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { NO_ANNOTATIONS } from '#shared/records/annotations'
import { compareNotes, mergeNotes, type NoteFile, parseNoteFile } from '#shared/records/note-file'
import { senseDoubt } from '#shared/records/record-sense'
import { parseReplayFile, type ReplayFile } from '#shared/records/replay-file'
import type { RunRecord } from '#shared/records/run-record'
import { type Parsed, parseRunRecord } from '#shared/records/run-record-schema'
import type { ReplayOutcome, RunSummary } from '#shared/records/run-summary'
import { isTemporaryName } from '../base/atomic-file'
import { sha256 } from '../base/hashes'
import { farthestStamp } from '../base/hybrid-clock'
import { readJsonNow, readOpenedNow } from './json-file'
import { FILES, idOfFolder } from './library-paths'
import type { LibraryProblem } from './library-problem'
import type { Provenance } from './provenance-file'
import { recordDoubt, rowDoubt } from './record-check'
import type { ReadProvenance } from './run-provenances'
import { lookAtRunningMarkNow } from './running-mark'

/** What a run's folder holds besides its bulk. */
export interface RunFolder {
  readonly summary: RunSummary | null
  readonly hidden: boolean
  readonly problems: readonly LibraryProblem[]
}

/** What a file of a run's edits or replays holds, and under which name the lab writes just that. */
interface Said<T> {
  readonly run: string
  readonly name: string
  readonly value: T
}

/** Why a file does not say what its place and name promise: it was copied over another. */
function mismatch({ run, name }: Said<unknown>, expectedRun: string, found: string): string | null {
  if (run !== expectedRun) return `It is about run ${run}, but lies in the folder of another.`
  return name === found ? null : `It has the content of ${name}, but the name of another file.`
}

function readAllNow<T>(
  path: string,
  kind: 'note' | 'replay',
  parse: (value: unknown) => Parsed<Said<T>>,
  problems: LibraryProblem[],
): readonly T[] {
  const folder = join(path, kind === 'note' ? FILES.notes : FILES.replays)
  const run = idOfFolder(basename(path))
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    return []
  }
  const values: T[] = []
  for (const name of names.sort()) {
    if (isTemporaryName(name) || !name.endsWith('.json')) continue
    const file = join(folder, name)
    const result = readJsonNow(file, kind, parse)
    const fault = result.ok ? mismatch(result.value, run, name) : result.reason
    if (fault !== null) problems.push({ file, reason: fault })
    else if (result.ok) values.push(result.value.value)
  }
  return values
}

/** Under which name an edit lies. */
export function noteFileName({ stamp, device }: Pick<NoteFile, 'stamp' | 'device'>): string {
  return `${stamp}-${device}.json`
}

/** Under which name a replay lies: by its content, so that what arrives twice is one file. */
export function replayFileName(value: unknown): string {
  return `${sha256(`${JSON.stringify(value, null, 2)}\n`).slice(0, 16)}.json`
}

function noteOf(input: unknown): Parsed<Said<NoteFile>> {
  const read = parseNoteFile(input)
  if (!read.ok) return read
  return { ok: true, value: { run: read.value.run, name: noteFileName(read.value), value: read.value } }
}

function replayOf(input: unknown): Parsed<Said<ReplayFile>> {
  const read = parseReplayFile(input)
  if (!read.ok) return read
  return { ok: true, value: { run: read.value.run, name: replayFileName(input), value: read.value } }
}

/** All edits of a run in their order, older versions included. */
export function readNotesNow(path: string, problems: LibraryProblem[] = []): readonly NoteFile[] {
  return [...readAllNow(path, 'note', noteOf, problems)].sort(compareNotes)
}

function readReplaysNow(path: string, problems: LibraryProblem[] = []): readonly ReplayOutcome[] {
  return readAllNow(path, 'replay', replayOf, problems)
    .map(({ at, author, device, identical, difference }) => ({ at, author, device, identical, difference }))
    .sort((left, right) => (left.at < right.at ? -1 : 1))
}

/**
 * The record of a run's folder. One that was changed since it was recorded carries the hash that it had then.
 *
 * Its id must be the folder's, or a copied folder would stand for another run.
 */
export function readRecordNow(path: string, folder: string): Parsed<RunRecord> {
  const result = readOpenedNow(join(path, FILES.record), 'record', ({ value }) => parseRunRecord(value))
  if (!result.ok || result.value.id === idOfFolder(folder)) return result
  return {
    ok: false,
    reason: `It is the record of run ${result.value.id}, but lies in the folder of another run.`,
  }
}

function withoutBulk({ predictions: _, contentSha256: __, ...record }: RunRecord): RunSummary['record'] {
  return record
}

/** What the table shows of a run that has just come from elsewhere, without reading what was just written. */
export function newRunFolder(record: RunRecord, origin: Provenance['origin']): RunFolder {
  const summary: RunSummary = {
    record: withoutBulk(record),
    annotations: NO_ANNOTATIONS,
    hasWeights: false,
    hasCheckpoint: false,
    hasPredictions: record.predictions !== null,
    origin,
    replays: [],
    conflict: false,
    goneFromFolder: false,
    // Its settings were judged when it was read from the table.
    doubt: senseDoubt(record),
    runningIteration: null,
  }
  return { summary, hidden: false, problems: [] }
}

const NOT_RUNNING = { mark: null, fault: null } as const

/** Reads what the table shows of a run. */
export function readRunFolder(
  path: string,
  folder: string,
  { provenance, fault }: ReadProvenance,
  now: number,
): RunFolder {
  const problems: LibraryProblem[] = []
  if (fault !== null) problems.push({ file: join(path, FILES.provenance), reason: fault })
  const result = readRecordNow(path, folder)
  if (!result.ok) {
    const problem = { file: join(path, FILES.record), reason: result.reason }
    return { summary: null, hidden: provenance.hidden, problems: [...problems, problem] }
  }
  const record = result.value
  const names = new Set<string>(readdirSync(path))
  // A run that goes on keeps its record until the next is whole: there the mark alone says that it does.
  const isRunning = record.stopReason === null || names.has(FILES.running)
  const { mark, fault: markFault } = isRunning ? lookAtRunningMarkNow(join(path, FILES.running)) : NOT_RUNNING
  if (markFault !== null) problems.push({ file: join(path, FILES.running), reason: markFault })
  const summary: RunSummary = {
    record: withoutBulk(record),
    annotations: mergeNotes(names.has(FILES.notes) ? readNotesNow(path, problems) : [], farthestStamp(now)),
    hasWeights: record.weightsSha256 !== null && names.has(FILES.weights),
    hasCheckpoint: names.has(FILES.checkpoint),
    hasPredictions: record.predictions !== null,
    origin: provenance.origin,
    replays: names.has(FILES.replays) ? readReplaysNow(path, problems) : [],
    conflict: folder !== record.id,
    goneFromFolder: provenance.goneFromFolder,
    doubt: recordDoubt(record) ?? rowDoubt(record, provenance.origin),
    runningIteration: isRunning ? (mark?.iteration ?? record.iterations) : null,
  }
  return { summary, hidden: provenance.hidden, problems }
}
