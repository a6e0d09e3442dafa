import type { FileFault, FolderState, Seen } from './folder-state'
import { isReadable } from './paths'
import type { Listing, StoreEntry } from './store'

const DAY = 86_400_000
const WEEK = 7 * DAY
const MEBIBYTE = 1_048_576
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
  return path.slice(0, path.indexOf('/')).toLowerCase()
}

function rank(path: string): number {
  const place = ORDER.indexOf(folderOf(path))
  return place < 0 ? 1 : place
}

/** Largest file that may be one of ours; curves are the long ones. Weights are not read as items at all. */
export function sizeLimit(path: string): number {
  return path.toLowerCase().split('/').slice(0, -1).includes('curves') ? 8 * MEBIBYTE : MEBIBYTE
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
  return options.impatient || options.now >= (seen.retryAt ?? 0)
}

function readOrRefuse(entry: StoreEntry): Action {
  if (entry.size === 0) return { kind: 'fault', entry, fault: 'arriving', reason: 'it is still empty' }
  const limit = sizeLimit(entry.path)
  if (entry.size <= limit) return { kind: 'read', entry, limit }
  return { kind: 'fault', entry, fault: 'too-large', reason: `it is larger than ${limit / MEBIBYTE} MiB` }
}

function vanished(state: FolderState, listing: Listing): readonly Action[] {
  if (listing.cut) return []
  const present = new Set(listing.files.map(({ path }) => path))
  const unknown = listing.unknown.map(({ path }) => path)
  const isUnknown = (path: string): boolean =>
    unknown.some((folder) => path === folder || path.startsWith(`${folder}/`))
  return [...state.seen.keys()]
    .filter((path) => !present.has(path) && !isUnknown(path))
    .map((path) => ({ kind: 'vanished', path }))
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
