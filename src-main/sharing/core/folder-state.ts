import type { Item } from './item'
import { type Kind, KINDS, MARKER } from './paths'

/** Why a file of the folder is not in use; the window has a sentence of its own for each. */
export type FileFault = 'arriving' | 'unreadable' | 'bad' | 'newer' | 'too-large'

/** What was found under one path when it was last looked at. */
export interface Seen {
  readonly size: number
  readonly mtimeMs: number
  readonly outcome: 'item' | 'waiting' | 'foreign' | 'marker' | FileFault
  /** Kind, id and content of an item; for a waiting one (curves before their record) what it waits for. */
  readonly kind?: Kind
  readonly id?: string
  readonly device?: string
  readonly sha256?: string
  readonly reason?: string
  /** When a file that does not open was first met, how often it was tried, and when to try again. */
  readonly since?: number
  readonly attempts?: number
  readonly retryAt?: number
  readonly claim?: Item<'claim'>
}

/** Stamp of the answered tombstone, and the answer; `followedAt`: when it was followed without asking anybody. */
interface HideAnswer {
  readonly stamp: string
  readonly hide: boolean
  readonly followedAt?: number | undefined
}

/** What this computer remembers of one shared folder. All of it can be found again by reading the folder. */
export interface FolderState {
  /** Ids of the marker; two computers that made the folder at the same moment leave two, and both stay valid. */
  folderIds: string[]
  /** Files that carried an id of the folder when it was last looked at. */
  markers: readonly string[]
  seen: Map<string, Seen>
  /** Own paths that lie in the folder whole, or lay there once: what vanished later is not written again. */
  delivered: Set<string>
  /** Runs whose deletion by others was answered. */
  answers: Map<string, HideAnswer>
  /** Runs that this folder's tombstones hide here, and runs whose file it no longer holds. */
  hidden: Set<string>
  lost: Set<string>
  /** When every file was last read again, whether it looked changed or not. */
  lastFullRead: number
  lastGood: number | null
  /** Grows with every change that is worth keeping. */
  revision: number
}

export function emptyFolderState(folderId: string): FolderState {
  return {
    folderIds: [folderId],
    markers: [MARKER],
    seen: new Map(),
    delivered: new Set(),
    answers: new Map(),
    hidden: new Set(),
    lost: new Set(),
    lastFullRead: 0,
    lastGood: null,
    revision: 0,
  }
}

/** What this version can read: after an update, files that it could not use are looked at again. */
// The number grows whenever more can be read than before, or less.
const READER = [2, ...KINDS].join(' ')

export interface StoredFolderState {
  readonly reader?: string
  readonly folderIds: readonly string[]
  readonly seen: readonly (readonly [string, Seen])[]
  readonly delivered: readonly string[]
  readonly answers: readonly (readonly [string, HideAnswer])[]
  readonly hidden: readonly string[]
  readonly lost: readonly string[]
  readonly lastFullRead: number
  readonly lastGood: number | null
}

export function storedFolderState(state: FolderState): StoredFolderState {
  const { folderIds, seen, delivered, answers, hidden, lost, lastFullRead, lastGood } = state
  return {
    reader: READER,
    folderIds,
    seen: [...seen],
    delivered: [...delivered],
    answers: [...answers],
    hidden: [...hidden],
    lost: [...lost],
    lastFullRead,
    lastGood,
  }
}

const UNUSED: ReadonlySet<Seen['outcome']> = new Set(['newer', 'bad', 'foreign', 'unreadable', 'too-large'])

export function restoredFolderState(stored: StoredFolderState): FolderState {
  const isSameReader = stored.reader === READER
  return {
    folderIds: [...stored.folderIds],
    markers: [MARKER],
    seen: new Map(stored.seen.filter(([, { outcome }]) => isSameReader || !UNUSED.has(outcome))),
    delivered: new Set(stored.delivered),
    answers: new Map(stored.answers),
    hidden: new Set(stored.hidden),
    lost: new Set(stored.lost),
    lastFullRead: stored.lastFullRead,
    lastGood: stored.lastGood,
    revision: 0,
  }
}
