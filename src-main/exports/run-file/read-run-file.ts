import { basename } from 'node:path'
import * as v from 'valibot'
import { newerVersion } from '#shared/records/newer-version'
import { type NoteFile, parseNoteFile } from '#shared/records/note-file'
import { parseReplayFile } from '#shared/records/replay-file'
import type { RunCurves, RunRecord } from '#shared/records/run-record'
import { type Parsed, parseRunCurves, parseRunRecord } from '#shared/records/run-record-schema'
import type { ReplayOutcome } from '#shared/records/run-summary'
import { errorMessage } from '../../base/error-message'
import { FileError } from '../../base/file-errors'
import { CHANGED, openSeal } from '../../base/sealed-json'
import { parseRecordedSearch } from '../../search/recorded-search'
import { parseOrder } from '../../search/search-order'
import { bodySchemas } from '../../sharing/core/body-schemas'
import { strictJsonSteps } from '../../sharing/core/strict-json'
import { ABOUT, type EntryKind, MOST_RUNS, MOST_SEARCHES, RUN_FILE_FORMAT } from './run-file-entries'
import { openRunZip, type RunZip, type SizedEntry } from './run-zip'
import type { PassedSearch } from './write-run-file'

/** A part of a run file that cannot be used, by its name in it. */
interface RunFileProblem {
  readonly name: string
  readonly reason: string
}

/** A run of a run file: its record was read and judged, the rest is where `readBulk` finds it. */
export interface FoundRun {
  readonly record: RunRecord
  readonly entries: readonly SizedEntry[]
}

/** What a run file holds. */
export interface RunFile {
  readonly zip: RunZip
  readonly runs: readonly FoundRun[]
  readonly searches: readonly PassedSearch[]
  readonly problems: readonly RunFileProblem[]
}

/** What belongs to a run beside its record, and the parts of it that cannot be used. */
export interface RunBulk {
  readonly curves: RunCurves | null
  /** The bytes of its weights file. */
  readonly weights: Uint8Array | null
  readonly notes: readonly NoteFile[]
  readonly replays: readonly ReplayOutcome[]
  readonly problems: readonly RunFileProblem[]
}

/** So much is unpacked at a time. */
const PORTION = 8 * 1_048_576
const NOT_THERE = 'It is missing, or cannot be unpacked.'

const aboutSchema = v.object({
  format: v.literal(RUN_FILE_FORMAT),
  version: v.literal(1),
  runs: v.pipe(v.array(v.pipe(v.string(), v.maxLength(26))), v.maxLength(MOST_RUNS)),
  searches: v.pipe(v.array(v.pipe(v.string(), v.maxLength(16))), v.maxLength(MOST_SEARCHES)),
  /** Files beside the one that says this. */
  files: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
})

const asReason = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

/** The JSON of a file that is as it was written, through the same door as files of the shared folder. */
function openJson<T>(bytes: Uint8Array | undefined, parse: (value: unknown) => Parsed<T>): Parsed<T> {
  if (bytes === undefined) return { ok: false, reason: NOT_THERE }
  const steps = strictJsonSteps(bytes)
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  const read = step.value
  if (read.kind !== 'value') return { ok: false, reason: asReason(read.reason) }
  const { value, intact } = openSeal(read.value)
  return intact ? parse(value) : { ok: false, reason: CHANGED }
}

/** A record that the shared folder would let in too. */
function parsePassedRecord(id: string, value: unknown): Parsed<RunRecord> {
  const parsed = parseRunRecord(value)
  if (!parsed.ok) return parsed
  if (parsed.value.id !== id) return { ok: false, reason: `It is the record of run ${parsed.value.id}.` }
  const isWhole = v.safeParse(bodySchemas.run, value, { abortEarly: true, abortPipeEarly: true }).success
  return isWhole ? parsed : { ok: false, reason: 'It is not the record of a run that has ended.' }
}

/** Entries in portions of which each can be in memory at once. */
export function* portionsOf<T>(items: readonly T[], sizeOf: (item: T) => number): Generator<readonly T[]> {
  let [portion, size]: [T[], number] = [[], 0]
  for (const item of items) {
    if (portion.length > 0 && size + sizeOf(item) > PORTION) {
      yield portion
      ;[portion, size] = [[], 0]
    }
    portion.push(item)
    size += sizeOf(item)
  }
  if (portion.length > 0) yield portion
}

async function readAbout(zip: RunZip): Promise<v.InferOutput<typeof aboutSchema>> {
  const entry = zip.entries.find(({ kind }) => kind === 'about')
  if (entry === undefined) throw new Error(`it is a zip, but no run file: it has no ${ABOUT}`)
  const contents = await zip.unpack([entry])
  const about = openJson(contents.get(ABOUT), (value): Parsed<unknown> => {
    const newer = newerVersion(value, RUN_FILE_FORMAT)
    return newer === null ? { ok: true, value } : { ok: false, reason: newer }
  })
  if (!about.ok) throw new Error(`its ${ABOUT} cannot be used: ${about.reason.replace(/\.$/, '')}`)
  const parsed = v.safeParse(aboutSchema, about.value, { abortEarly: true })
  if (!parsed.success) throw new Error(`its ${ABOUT} does not say what is in it`)
  return parsed.output
}

function byOwner(entries: readonly SizedEntry[]): ReadonlyMap<string, readonly SizedEntry[]> {
  const found = new Map<string, SizedEntry[]>()
  for (const entry of entries) {
    const known = found.get(entry.owner)
    if (known === undefined) found.set(entry.owner, [entry])
    else known.push(entry)
  }
  return found
}

const ofKind = (entries: readonly SizedEntry[], kind: EntryKind): readonly SizedEntry[] =>
  entries.filter((entry) => entry.kind === kind)

async function readSearch(
  zip: RunZip,
  id: string,
  entries: readonly SizedEntry[],
): Promise<Parsed<PassedSearch>> {
  const [searches, orders] = [ofKind(entries, 'search'), ofKind(entries, 'order')]
  const contents = await zip.unpack([...searches, ...orders])
  const search = openJson(contents.get(searches[0]?.name ?? ''), parseRecordedSearch)
  if (!search.ok) return search
  if (search.value.id !== id) return { ok: false, reason: `It is search ${search.value.id}.` }
  if (orders.some(({ name }) => !contents.has(name))) return { ok: false, reason: NOT_THERE }
  const order = parseOrder(new TextDecoder().decode(contents.get(orders[0]?.name ?? '') ?? new Uint8Array()))
  return order.ok ? { ok: true, value: { search: search.value, order: order.value } } : order
}

/**
 * Reads what a run file holds, without its bulk; throws the end of a sentence for what is none.
 *
 * Nothing is written. A part that cannot be used is told, and the others are read.
 */
async function readRunFile(zip: RunZip): Promise<RunFile> {
  const about = await readAbout(zip)
  const owned = byOwner(zip.entries)
  const problems: RunFileProblem[] = zip.strange.map((name) => ({
    name,
    reason: 'It is no file of a run, and is not taken.',
  }))
  const owners = [...new Set(about.runs), ...new Set(about.searches)]
  const found = owners.reduce((sum, owner) => sum + (owned.get(owner)?.length ?? 0), 0)
  if (found !== about.files)
    problems.push({ name: ABOUT, reason: `It names ${about.files} files, but there are ${found}.` })
  const searches: PassedSearch[] = []
  for (const id of new Set(about.searches)) {
    const search = await readSearch(zip, id, owned.get(id) ?? [])
    if (search.ok) searches.push(search.value)
    else problems.push({ name: `searches/${id}`, reason: search.reason })
  }
  const runs: FoundRun[] = []
  const named = [...new Set(about.runs)].map((id) => ({ id, entries: owned.get(id) ?? [] }))
  const recordsOf = ({ entries }: (typeof named)[number]): readonly SizedEntry[] => ofKind(entries, 'record')
  for (const portion of portionsOf(named, (run) => recordsOf(run)[0]?.size ?? 0)) {
    const contents = await zip.unpack(portion.flatMap(recordsOf))
    for (const run of portion) {
      const content = contents.get(recordsOf(run)[0]?.name ?? '')
      const record = openJson(content, (value) => parsePassedRecord(run.id, value))
      if (record.ok) runs.push({ record: record.value, entries: run.entries })
      else problems.push({ name: `runs/${run.id}/record.json`, reason: record.reason })
    }
  }
  return { zip, runs, searches, problems }
}

const BULK: ReadonlySet<EntryKind> = new Set(['curves', 'weights', 'note', 'replay'])

/** What is unpacked of a run beside its record. */
export function bulkOf({ entries }: FoundRun): readonly SizedEntry[] {
  return entries.filter(({ kind }) => BULK.has(kind))
}

/** Judges the bulk of a run that was unpacked. What is not the record's own is a problem, and the rest is there all the same. */
export function readBulk(run: FoundRun, contents: ReadonlyMap<string, Uint8Array>): RunBulk {
  const { id } = run.record
  const problems: RunFileProblem[] = []
  function opened<T extends object>(
    kind: EntryKind,
    parse: (value: unknown) => Parsed<T>,
    runOf: (value: T) => string,
  ): readonly T[] {
    return ofKind(run.entries, kind).flatMap(({ name }) => {
      const read = openJson(contents.get(name), parse)
      if (read.ok && runOf(read.value) === id) return [read.value]
      problems.push({ name, reason: read.ok ? `It is about run ${runOf(read.value)}.` : read.reason })
      return []
    })
  }
  const [curves = null] = opened('curves', parseRunCurves, (value) => value.id)
  const notes = opened('note', parseNoteFile, (value) => value.run)
  const replays = opened('replay', parseReplayFile, (value) => value.run).map(
    ({ at, author, device, identical, difference }) => ({ at, author, device, identical, difference }),
  )
  const [weights] = ofKind(run.entries, 'weights')
  const bytes = contents.get(weights?.name ?? '') ?? null
  if (weights !== undefined && bytes === null) problems.push({ name: weights.name, reason: NOT_THERE })
  return { curves, weights: bytes, notes, replays, problems }
}

async function zipAt(path: string): Promise<RunZip> {
  try {
    return await openRunZip(path)
  } catch (error) {
    // What cannot be read at all has its sentence already.
    throw error instanceof FileError ? error : notUsable(path, error)
  }
}

const notUsable = (path: string, error: unknown): Error =>
  new Error(`Cannot open ${basename(path)}: ${errorMessage(error)}.`)

/** Opens a run file that somebody has named; throws a sentence for what is none. Its zip stays open until it is closed. */
export async function openRunFile(path: string): Promise<RunFile> {
  const zip = await zipAt(path)
  try {
    return await readRunFile(zip)
  } catch (error) {
    await zip.close()
    throw notUsable(path, error)
  }
}
