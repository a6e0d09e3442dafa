import { LARGEST } from '../../base/file-kinds'
import type { FileFault, FolderState, Seen } from './folder-state'
import { insideOf, isReadable } from './paths'
import type { Listing, StoreEntry } from './store'

const DAY = 86_400_000
const WEEK = 7 * DAY
const KIBIBYTE = 1024
const MEBIBYTE = 1024 * KIBIBYTE
/** So often a file that does not change is tried whenever somebody asks; from then on in its own time. */
const MOST_ASKED = 8
const RETRIES = [2_000, 10_000, 60_000, 300_000, 900_000, 3_600_000]
// People and runs first: what is about a run then finds it known.
const ORDER = ['people', 'runs', 'gone', 'notes', 'replays', 'claims', 'curves']

export type Action =
  | { readonly kind: 'read'; readonly entry: StoreEntry; readonly limit: number }
  | { readonly kind: 'fault'; readonly entry: StoreEntry; readonly fault: FileFault; readonly reason: string }
  | { readonly kind: 'vanished'; readonly path: string }

export interface PlanOptions {
  readonly now: number
  /** Reads every file again, and those that did not open without waiting for their time. */
  readonly everything: boolean
  /** Tries again what did not open, whatever its time. */
  readonly impatient: boolean
}

function folderOf(path: string): string {
  const inside = insideOf(path)
  return inside.slice(0, inside.indexOf('/')).toLowerCase()
}

function rank(path: string): number {
  const place = ORDER.indexOf(folderOf(path))
  return place < 0 ? 1 : place
}

const LIMITS: Readonly<Record<string, number>> = {
  curves: LARGEST.sharedCurves,
  people: LARGEST.sharedWord,
  gone: LARGEST.sharedWord,
  replays: LARGEST.sharedWord,
  claims: LARGEST.sharedWord,
}

/** Largest file that may be one of ours, known before it is read. Weights are not read as items at all. */
function sizeLimit(path: string): number {
  const folders = path.toLowerCase().split('/').slice(0, -1)
  return folders.reduce((limit, folder) => LIMITS[folder] ?? limit, LARGEST.sharedItem)
}

/** What there is to do after looking at a folder, given what was known of it. Does nothing itself. */
export function planPass(state: FolderState, listing: Listing, options: PlanOptions): readonly Action[] {
  const readable = listing.files.filter(({ path }) => isReadable(path.slice(path.lastIndexOf('/') + 1)))
  const everything =
    options.everything || options.now - state.lastFullRead > WEEK || options.now < state.lastFullRead
  const due = readable.filter((entry) => isDue(state.seen.get(entry.path), entry, everything, options))
  due.sort((left, right) => rank(left.path) - rank(right.path) || (left.path < right.path ? -1 : 1))
  return [...due.map(readOrRefuse), ...vanished(state, listing)]
}

function isDue(
  seen: Seen | undefined,
  entry: StoreEntry,
  everything: boolean,
  options: PlanOptions,
): boolean {
  if (seen === undefined || everything) return true
  if (seen.size !== entry.size || seen.mtimeMs !== entry.mtimeMs) return true
  if (seen.outcome !== 'arriving') return false
  const isAsked = options.impatient && (seen.attempts ?? 0) < MOST_ASKED
  return isAsked || options.now >= (seen.retryAt ?? 0)
}

function readOrRefuse(entry: StoreEntry): Action {
  if (entry.size === 0) return { kind: 'fault', entry, fault: 'arriving', reason: 'it is still empty' }
  const limit = sizeLimit(entry.path)
  if (entry.size <= limit) return { kind: 'read', entry, limit }
  return { kind: 'fault', entry, fault: 'too-large', reason: `it is larger than ${sizeText(limit)}` }
}

function sizeText(bytes: number): string {
  return bytes < MEBIBYTE ? `${bytes / KIBIBYTE} KiB` : `${bytes / MEBIBYTE} MiB`
}

function vanished(state: FolderState, listing: Listing): readonly Action[] {
  if (listing.cut) return []
  const present = new Set(listing.files.map(({ path }) => path))
  const unknown = new Set(listing.unknown.map(({ path }) => path))
  const isUnknown = (path: string): boolean =>
    unknown.size > 0 && upwards(path).some((part) => unknown.has(part))
  return [...state.seen.keys()]
    .filter((path) => !present.has(path) && !isUnknown(path))
    .map((path) => ({ kind: 'vanished', path }))
}

/** A path and the folders that it lies in. */
function upwards(path: string): readonly string[] {
  const segments = path.split('/')
  return segments.map((_, depth) => segments.slice(0, depth + 1).join('/'))
}

/** The note of a file that did not open: when to look again, and from when on it counts as unreadable. */
export function faulted(
  entry: StoreEntry,
  fault: FileFault,
  reason: string,
  before: Seen | undefined,
  now: number,
): Seen {
  const { size, mtimeMs } = entry
  const isSame = before?.since !== undefined && before.size === size && before.mtimeMs === mtimeMs
  const since = isSame ? (before.since ?? now) : now
  const attempts = isSame ? (before.attempts ?? 0) + 1 : 1
  if (fault !== 'arriving') return { size, mtimeMs, outcome: fault, reason, since, attempts }
  const outcome = now - since > DAY ? 'unreadable' : 'arriving'
  const retryAt = now + (RETRIES[Math.min(attempts - 1, RETRIES.length - 1)] ?? DAY)
  return { size, mtimeMs, outcome, reason, since, attempts, retryAt }
}
